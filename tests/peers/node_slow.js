// Long polling on Node's http, on a slow machine: each request is only looked at after 200 ms.
// Versions are tokens like "v7": text that says same or different, and nothing about order.
"use strict";
const http = require("node:http");
const { EventEmitter, once } = require("node:events");
const { setTimeout: sleep } = require("node:timers/promises");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const SLOWNESS = 200;
const MAX_BODY = 1_000_000;

const changes = new EventEmitter().setMaxListeners(0);
let changeCount = 0;
let state = Object.freeze({ version: "v0", status: "En attente" });

function send(res, code, content) {
  const body = content === undefined ? "" : JSON.stringify(content);
  if (body) res.setHeader("content-type", "application/json");
  if (code !== 204) res.setHeader("content-length", Buffer.byteLength(body));
  res.statusCode = code;
  res.end(body);
}

async function poll(token, res) {
  if (token !== state.version) return send(res, 200, state);
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), HOLD);
  res.on("close", () => over.abort());
  try {
    // `once` listens before it gives way, in the same turn as the comparison.
    await once(changes, "change", { signal: over.signal });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
  clearTimeout(timer);
  if (token !== state.version) send(res, 200, state);
  else send(res, 204);
}

function update(body, res) {
  let status;
  try {
    status = JSON.parse(body).status;
  } catch {
    return send(res, 400, { error: "bad JSON" });
  }
  if (typeof status !== "string" || status === "") return send(res, 400, { error: "no status" });
  changeCount += 1;
  state = Object.freeze({ version: `v${changeCount}`, status });
  changes.emit("change");
  send(res, 200, { ok: true, ...state });
}

async function handle(req, res) {
  const parts = [];
  let size = 0;
  for await (const part of req) {
    size += part.length;
    if (size <= MAX_BODY) parts.push(part); // the rest is read, but not kept
  }
  await sleep(SLOWNESS);
  if (size > MAX_BODY) return send(res, 413, { error: "too large" });
  const [path, query] = req.url.split("?", 2);
  const route = `${req.method} ${path}`;
  if (route === "GET /poll-status") return poll(new URLSearchParams(query).get("last_version"), res);
  if (route === "POST /update-status") return update(Buffer.concat(parts).toString(), res);
  send(res, 404, { error: "unknown route" });
}

http
  .createServer((req, res) => handle(req, res).catch(() => res.destroy()))
  .listen(Number(process.env.PORT), "127.0.0.1");
