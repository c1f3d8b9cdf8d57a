// Long polling with Express, as plain HTML forms like it: an update is a form, never JSON (415).
// Paths are /poll and /update, and the field is called state.
"use strict";
const express = require("express");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const STATES = ["En attente", "En cours", "Terminée", "Échec"];
const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Tâche</title></head><body>
<form method="post" action="/update">
  <input name="state" list="states" required>
  <datalist id="states">${STATES.map((state) => `<option value="${state}">`).join("")}</datalist>
  <button>Changer</button>
</form></body></html>
`;

const app = express();
app.disable("x-powered-by");
app.disable("etag");

let state = "En attente";
let version = 1;
let updatedAt = new Date();
let waiting = [];

function describe() {
  return { taskId: 1, state, updatedAt, version, waiting: waiting.length };
}

app.get("/", (req, res) => res.send(PAGE));

app.get("/poll", (req, res) => {
  const known = Number.parseInt(req.query.last_version ?? "-1", 10);
  if (Number.isNaN(known)) return res.status(400).json({ error: "last_version doit être un entier" });
  if (known < version) return res.json(describe());

  const timer = setTimeout(() => {
    leave();
    res.status(204).end();
  }, HOLD);
  function leave() {
    clearTimeout(timer);
    waiting = waiting.filter((other) => other !== wake);
  }
  function wake() {
    clearTimeout(timer);
    res.json(describe());
  }
  waiting.push(wake);
  res.on("close", leave);
});

app.post("/update", express.urlencoded({ extended: false }), (req, res) => {
  if (!req.is("application/x-www-form-urlencoded")) {
    return res.status(415).json({ error: "un formulaire (application/x-www-form-urlencoded) est attendu" });
  }
  const wanted = req.body?.state;
  if (typeof wanted !== "string" || !wanted.trim()) {
    return res.status(400).json({ error: "le champ state est obligatoire" });
  }
  state = wanted;
  version += 1;
  updatedAt = new Date();
  const woken = waiting;
  waiting = [];
  woken.forEach((wake) => wake());
  res.json(describe());
});

// Four parameters make it the error handler: what the parsers refuse, without Express's stack trace.
app.use((error, req, res, next) => {
  res.status(error.status || 500).json({ error: "requête refusée" });
});

app.listen(Number(process.env.PORT), "127.0.0.1");
