// The server of the correct pages: plain long polling, on two ports. PAGE names the page, and HOLD is in seconds.
// Versions begin at 0, and who asks with -1 knows nothing.
"use strict";
const http = require("node:http");
const fs = require("node:fs");
const path = require("node:path");

const HOLD = Number(process.env.HOLD || 25) * 1000;
// One of this folder, or "../hostile/NAME".
const PAGE = process.env.PAGE;
const MODULES = process.env.NODE_PATH || "";
const TYPES = { ".js": "text/javascript", ".html": "text/html; charset=utf-8" };

const task = { status: "En attente", version: 0 };
let waiters = [];
let other = 0;

function json(res, code, content) {
  res.writeHead(code, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(JSON.stringify(content));
}

function poll(res, text) {
  if (!/^-?\d+$/.test(text ?? "")) return json(res, 400, { error: "last_version doit être un entier" });
  if (Number(text) < task.version) return json(res, 200, task);
  const timer = setTimeout(() => forget() || res.writeHead(204).end(), HOLD);
  const forget = () => {
    clearTimeout(timer);
    waiters = waiters.filter((one) => one !== waiter);
  };
  const waiter = () => forget() || json(res, 200, task);
  waiters.push(waiter);
  res.on("close", forget);
}

function update(req, res, body) {
  let status;
  try {
    const type = req.headers["content-type"] ?? "";
    status = type.startsWith("application/json") ? JSON.parse(body).status : new URLSearchParams(body).get("status");
  } catch {
    return json(res, 400, { error: "JSON invalide" });
  }
  if (typeof status !== "string" || status.trim() === "") return json(res, 400, { error: "le statut manque" });
  Object.assign(task, { status, version: task.version + 1 });
  for (const wake of [...waiters]) wake();
  json(res, 200, task);
}

function file(res, name) {
  const inner = name.startsWith("/modules/") ? path.join(MODULES, name.slice(9)) : path.join(__dirname, name);
  if (!fs.existsSync(inner) || fs.statSync(inner).isDirectory()) return json(res, 404, { error: "rien ici" });
  const text = fs.readFileSync(inner, "utf8").replaceAll("{other}", `http://localhost:${other}`);
  res.writeHead(200, { "Content-Type": TYPES[path.extname(inner)] ?? "text/plain" }).end(text);
}

function answer(req, res) {
  const url = new URL(req.url, "http://localhost");
  res.setHeader("Access-Control-Allow-Origin", "*");
  res.setHeader("Access-Control-Allow-Headers", "Content-Type");
  if (req.method === "OPTIONS") return res.writeHead(204).end();
  if (req.method === "GET" && url.pathname === "/poll-status") return poll(res, url.searchParams.get("last_version"));
  if (req.method === "POST" && url.pathname === "/update-status") {
    const parts = [];
    req.on("data", (part) => parts.push(part));
    return req.on("end", () => update(req, res, Buffer.concat(parts).toString()));
  }
  if (req.method !== "GET") return json(res, 405, { error: "GET ou POST" });
  const inner = url.pathname === "/" ? `${PAGE}.html` : path.normalize(url.pathname.replace(/^\/app\//, "/"));
  file(res, inner);
}

const beside = http.createServer(answer).listen(0, "localhost", () => {
  other = beside.address().port;
  http.createServer(answer).listen(Number(process.env.PORT), "127.0.0.1");
});
