// Long polling with Express, for a task with states of its own: the <option>s of its page, and no other.
// Versions are milliseconds since 1970; an update is answered {"success": true} and doesn't tell the version.
"use strict";
const express = require("express");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const CHOICES = { todo: "À faire", doing: "Commencée", done: "Faite" };
const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Tâche</title></head><body>
<p>Statut : <span id="status">…</span></p>
<select id="choice">
${Object.entries(CHOICES).map(([value, label]) => `  <option value="${value}">${label}</option>`).join("\n")}
</select> <button id="send">Envoyer</button>
<script>
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  let version = 0;
  (async () => {
    for (;;) {
      try {
        const answer = await fetch("/poll-status?last_version=" + version);
        if (answer.status === 400) { version = 0; await wait(1000); }
        if (answer.status !== 200) continue;
        const news = await answer.json();
        version = news.version;
        document.getElementById("status").textContent = news.status;
      } catch { await wait(2000); }
    }
  })();
  document.getElementById("send").onclick = () => fetch("/update-status", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ status: document.getElementById("choice").value }),
  });
</script></body></html>
`;

const app = express();
app.set("json spaces", 1);

const task = { status: "todo", version: Date.now() };
const waiters = new Set();

app.get("/", (req, res) => res.type("html").send(PAGE));

app.get("/poll-status", (req, res) => {
  const known = Number(req.query.last_version ?? 0);
  if (!Number.isFinite(known)) return res.status(400).json({ success: false, error: "not a number" });
  if (known > task.version) return res.status(400).json({ success: false, error: "no such version yet" });
  if (known < task.version) return res.json(task);

  const leave = () => {
    clearTimeout(timer);
    waiters.delete(wake);
  };
  const wake = () => {
    leave();
    res.json(task);
  };
  const timer = setTimeout(() => {
    leave();
    res.sendStatus(204);
  }, HOLD);
  waiters.add(wake);
  res.on("close", leave);
});

app.post("/update-status", express.json(), (req, res) => {
  const status = req.body?.status;
  if (typeof status !== "string" || !Object.hasOwn(CHOICES, status)) {
    return res.status(400).json({ success: false, error: `one of ${Object.keys(CHOICES).join(", ")}` });
  }
  if (status !== task.status) {
    task.status = status;
    task.version = Math.max(Date.now(), task.version + 1); // two updates may share a millisecond
    for (const wake of [...waiters]) wake();
  }
  res.json({ success: true });
});

app.use((error, req, res, next) => {
  res.status(error.status || 500).json({ success: false, error: "bad request" });
});

app.listen(Number(process.env.PORT), "127.0.0.1");
