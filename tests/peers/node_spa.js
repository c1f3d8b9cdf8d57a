// Long polling behind a single-page application: errors are HTML pages, and whatever path or method
// the server doesn't know gets the index page with 200.
"use strict";
const http = require("node:http");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const MAX_BODY = 1_000_000;
const INDEX = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Suivi de la tâche</title></head>
<body><h1>Statut : <span id="status">…</span></h1>
<script>
  let version = -1;
  async function follow() {
    for (;;) {
      try {
        const answer = await fetch("/poll-status?last_version=" + version);
        if (answer.status === 200) {
          const state = await answer.json();
          version = state.version;
          document.getElementById("status").textContent = state.status;
        } else if (answer.status !== 204) throw new Error(answer.status);
      } catch {
        await new Promise((done) => setTimeout(done, 2000));
      }
    }
  }
  follow();
</script></body></html>
`;

const task = { status: "En attente", version: 0 };
let waiters = [];

function page(res, code, text) {
  res.writeHead(code, { "Content-Type": "text/html; charset=utf-8" }).end(text);
}

function refuse(res, code, why) {
  page(res, code, `<!doctype html><title>${code}</title><h1>${code}</h1><p>${why}</p>\n`);
}

function json(res, content) {
  res.setHeader("Content-Type", "application/json");
  res.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
  res.end(JSON.stringify(content, null, 4));
}

function poll(res, text) {
  if (!/^[+-]?\d+$/.test(text ?? "")) return refuse(res, 400, "last_version doit être un entier");
  if (Number(text) < task.version) return json(res, task);
  const waiter = { res, timer: setTimeout(expire, HOLD) };
  function expire() {
    forget();
    res.writeHead(204).end();
  }
  function forget() {
    clearTimeout(waiter.timer);
    waiters = waiters.filter((other) => other !== waiter);
  }
  waiters.push(waiter);
  res.on("close", forget);
}

function update(res, body) {
  let status;
  try {
    ({ status } = JSON.parse(body));
  } catch {
    return refuse(res, 400, "JSON invalide");
  }
  if (typeof status !== "string" || status.trim() === "") return refuse(res, 422, "Le statut manque");
  task.status = status;
  task.version += 1;
  const woken = waiters;
  waiters = [];
  for (const waiter of woken) {
    clearTimeout(waiter.timer);
    json(waiter.res, task);
  }
  json(res, { message: "Statut mis à jour", new_status: status, version: task.version });
}

function read(req, res, then) {
  const parts = [];
  let size = 0;
  req.on("data", (part) => {
    size += part.length;
    if (size <= MAX_BODY) parts.push(part);
  });
  req.on("end", () => (size > MAX_BODY ? refuse(res, 413, "Trop long") : then(Buffer.concat(parts).toString())));
}

http
  .createServer((req, res) => {
    const [path, query] = req.url.split("?", 2);
    if (req.method === "GET" && path === "/poll-status") poll(res, new URLSearchParams(query).get("last_version"));
    else if (req.method === "POST" && path === "/update-status") read(req, res, (body) => update(res, body));
    else page(res, 200, INDEX);
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
