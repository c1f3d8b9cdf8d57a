// Long polling on Node's http: a correct server whose parameter is called lastVersion.
// The lab text names it last_version, so this one loses the rule about the name, and nothing else.
"use strict";
const http = require("node:http");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const MAX_BODY = 1_000_000;

let status = "En attente";
let version = 1; // above 0, which stands for a client that knows nothing
const waiters = new Set();

function sendState(res) {
  send(res, 200, { status, version });
}

function send(res, code, content) {
  res.writeHead(code, { "Content-Type": "application/json; charset=utf-8" });
  res.end(JSON.stringify(content));
}

function poll(query, res) {
  const known = Number(query.get("lastVersion") ?? 0);
  if (!Number.isFinite(known)) return send(res, 400, { error: "lastVersion must be a number" });
  if (known < version) return sendState(res);

  const waiter = { wake: () => end(() => sendState(res)) };
  const timer = setTimeout(() => end(() => res.writeHead(204).end()), HOLD);
  function end(answer) {
    clearTimeout(timer);
    waiters.delete(waiter);
    if (answer) answer();
  }
  waiters.add(waiter);
  res.on("close", () => end());
}

async function update(req, res) {
  let body = "";
  req.setEncoding("utf8");
  for await (const part of req) {
    if (body.length <= MAX_BODY) body += part; // the rest is read, but not kept
  }
  if (body.length > MAX_BODY) return send(res, 413, { error: "body too large" });
  let wanted;
  try {
    wanted = JSON.parse(body)?.status;
  } catch {
    return send(res, 400, { error: "the body is not JSON" });
  }
  if (typeof wanted !== "string" || !wanted.trim()) return send(res, 400, { error: "status is missing" });
  status = wanted;
  version += 1;
  for (const waiter of [...waiters]) waiter.wake();
  send(res, 200, { message: "Statut mis à jour", status, version });
}

const server = http.createServer((req, res) => {
  const [path, query = ""] = req.url.split("?", 2);
  if (req.method === "GET" && path === "/poll-status") return poll(new URLSearchParams(query), res);
  if (req.method === "POST" && path === "/update-status") return update(req, res).catch(() => res.destroy());
  send(res, 404, { error: "not found" });
});

server.listen(Number(process.env.PORT), "127.0.0.1");
