// Long polling that opens its answer at once and keeps it open: the head goes out when the poll
// comes, then a newline every half second so that no proxy gives up, and the JSON when there is news.
// White space before a JSON value means nothing, and at the end of the hold the value is {}.
"use strict";
const http = require("node:http");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const HEARTBEAT = 500;
const MAX_BODY = 1_000_000;

let current = { status: "En attente", version: 0 };
const waiters = new Map(); // from an open answer to what ends it

function send(res, code, content) {
  res.writeHead(code, { "Content-Type": "application/json" });
  res.end(JSON.stringify(content) + "\n");
}

function poll(query, res) {
  const known = parseInt(query.get("last_version") ?? "-1", 10);
  if (Number.isNaN(known)) return send(res, 400, { error: "last_version is not a number" });
  if (known < current.version) return send(res, 200, current);

  res.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  res.flushHeaders();
  const beat = setInterval(() => res.write("\n"), HEARTBEAT);
  const timer = setTimeout(() => finish({}), HOLD);
  function finish(content) {
    clearInterval(beat);
    clearTimeout(timer);
    waiters.delete(res);
    res.end(JSON.stringify(content));
  }
  waiters.set(res, finish);
  res.on("close", () => waiters.has(res) && finish({}));
}

function update(body, res) {
  let fields;
  try {
    fields = JSON.parse(body);
  } catch {
    return send(res, 400, { error: "malformed JSON" });
  }
  if (typeof fields?.status !== "string" || !fields.status.trim()) return send(res, 400, { error: "status expected" });
  current = { status: fields.status, version: current.version + 1 };
  for (const finish of [...waiters.values()]) finish(current);
  send(res, 200, current);
}

http
  .createServer((req, res) => {
    const [path, query] = req.url.split("?", 2);
    if (req.method === "GET" && path === "/poll-status") return poll(new URLSearchParams(query), res);
    if (req.method !== "POST" || path !== "/update-status") return send(res, 404, { error: "not found" });
    let body = Buffer.alloc(0);
    req.on("data", (part) => body.length <= MAX_BODY && (body = Buffer.concat([body, part])));
    req.on("end", () => (body.length > MAX_BODY ? send(res, 413, { error: "too large" }) : update(body.toString(), res)));
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
