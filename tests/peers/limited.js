// Long polling behind a limiter: no more than so many requests from one address in so many seconds, and 429 for those
// beyond. The arguments are the two numbers, how the count goes ("fixed": anew with each window; "sliding": of the last
// seconds), and how it is told when to come again ("seconds", "date", "silent").
"use strict";
const http = require("node:http");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const [, , most, seconds, kind, tells] = process.argv;
const MOST = Number(most);
const WINDOW = Number(seconds) * 1000;

const task = { status: "En attente", version: 1 };
const waiting = new Set();
const seen = new Map();

// How long this address has to wait, in milliseconds; 0 if it may ask now.
function excess(address) {
  const now = Date.now();
  if (MOST === 0) return WINDOW;
  const all = seen.get(address) || [];
  const counted = kind === "fixed" ? (now - all[0] < WINDOW ? all : []) : all.filter((at) => now - at < WINDOW);
  if (counted.length >= MOST) return counted[kind === "fixed" ? 0 : counted.length - MOST] + WINDOW - now;
  counted.push(now);
  seen.set(address, counted);
  return 0;
}

function send(res, code, content, headers = {}) {
  const body = JSON.stringify(content);
  res.writeHead(code, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    ...headers,
  });
  res.end(body);
}

function refuse(res, wait) {
  const after = Math.ceil(wait / 1000);
  const at = new Date(Math.ceil((Date.now() + wait) / 1000) * 1000).toUTCString();
  const headers = { seconds: { "Retry-After": String(after) }, date: { "Retry-After": at }, silent: {} }[tells];
  send(res, 429, { error: "Trop de requêtes, patientez un instant" }, headers);
}

function poll(known, res) {
  if (known !== String(task.version)) return send(res, 200, task);
  const waiter = { res, timer: setTimeout(() => leave() && res.writeHead(204).end(), HOLD) };
  const leave = () => (clearTimeout(waiter.timer), waiting.delete(waiter));
  res.on("close", leave);
  waiting.add(waiter);
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
  for (const waiter of [...waiting]) {
    clearTimeout(waiter.timer);
    waiting.delete(waiter);
    send(waiter.res, 200, task);
  }
  send(res, 200, task);
}

http
  .createServer((req, res) => {
    const wait = excess(req.socket.remoteAddress);
    const chunks = [];
    req.on("data", (chunk) => chunks.push(chunk));
    req.on("end", () => {
      const url = new URL(req.url, "http://localhost");
      if (wait > 0) return refuse(res, wait);
      if (url.pathname === "/poll-status" && req.method === "GET") return poll(url.searchParams.get("last_version"), res);
      if (url.pathname === "/update-status" && req.method === "POST") return update(Buffer.concat(chunks).toString(), res);
      send(res, 404, { error: "not found" });
    });
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
