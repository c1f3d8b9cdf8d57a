// Long polling by another agreement than the lab text's. "next": a client names the first version that it does not have,
// the one it read plus one (as watchers of etcd v2 do), and waits until there is one so high. "nothing": a client names
// none, and waits for whatever comes next; the state itself is at /status.
"use strict";
const http = require("node:http");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const [, , agreement] = process.argv;

const task = { status: "En attente", version: 1 };
const waiting = new Set();

function send(res, code, content) {
  const body = JSON.stringify(content);
  res.writeHead(code, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
  });
  res.end(body);
}

function wait(from, res) {
  const waiter = { from, res, timer: setTimeout(() => leave() && res.writeHead(204).end(), HOLD) };
  const leave = () => (clearTimeout(waiter.timer), waiting.delete(waiter));
  res.on("close", leave);
  waiting.add(waiter);
}

function poll(text, res) {
  if (agreement === "nothing") return wait(task.version + 1, res);
  const from = Number(text ?? 0);
  if (!Number.isFinite(from)) return send(res, 400, { error: "last_version is no number" });
  return task.version >= from ? send(res, 200, task) : wait(from, res);
}

function update(body, res) {
  let status;
  try {
    ({ status } = JSON.parse(body));
  } catch {
    status = null;
  }
  if (typeof status !== "string" || !status.trim()) return send(res, 400, { error: "status" });
  task.status = status;
  task.version += 1;
  for (const waiter of [...waiting].filter((one) => task.version >= one.from)) {
    clearTimeout(waiter.timer);
    waiting.delete(waiter);
    send(waiter.res, 200, task);
  }
  send(res, 200, task);
}

http
  .createServer((req, res) => {
    const chunks = [];
    req.on("data", (chunk) => chunks.push(chunk));
    req.on("end", () => {
      const url = new URL(req.url, "http://localhost");
      if (url.pathname === "/poll-status" && req.method === "GET") return poll(url.searchParams.get("last_version"), res);
      if (url.pathname === "/status" && req.method === "GET") return send(res, 200, task);
      if (url.pathname === "/update-status" && req.method === "POST") return update(Buffer.concat(chunks).toString(), res);
      send(res, 404, { error: "not found" });
    });
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
