// Long polling where every answer is compressed, though nobody asked for it (RFC 9110 §12.5.3 allows that): gzip,
// deflate and Brotli by turns. Connections are kept, and what may be kept by caches is to be asked for again each time.
"use strict";
const http = require("node:http");
const zlib = require("node:zlib");

const HOLD = Number(process.env.HOLD || 25) * 1000;
const ENCODINGS = [
  ["gzip", zlib.gzipSync],
  ["deflate", zlib.deflateSync],
  ["deflate", zlib.deflateRawSync], // without its frame, as some servers send it
  ["br", zlib.brotliCompressSync],
];

const task = { status: "En attente", version: 0 };
let turn = 0;
let waiting = new Set();

function send(res, code, content) {
  const [encoding, compress] = ENCODINGS[turn++ % ENCODINGS.length];
  const body = compress(JSON.stringify(content));
  res.writeHead(code, {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Encoding": encoding,
    "Content-Length": body.length,
    "Cache-Control": "private, max-age=0, must-revalidate",
    "Last-Modified": new Date(Date.now() - 86400000).toUTCString(),
    Expires: "0",
    ETag: `"${task.version}"`,
    Vary: "Accept-Encoding",
  });
  res.end(body);
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
  const woken = waiting;
  waiting = new Set();
  for (const waiter of woken) {
    clearTimeout(waiter.timer);
    send(waiter.res, 200, task);
  }
  send(res, 200, task);
}

http
  .createServer((req, res) => {
    const chunks = [];
    req.on("data", (chunk) => chunks.push(chunk));
    req.on("end", () => {
      const [path, query] = req.url.split("?", 2);
      if (path === "/poll-status" && req.method === "GET") {
        poll(new URLSearchParams(query).get("last_version"), res);
      } else if (path === "/update-status" && req.method === "POST") {
        update(Buffer.concat(chunks).toString(), res);
      } else {
        send(res, 404, { error: "not found" });
      }
    });
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
