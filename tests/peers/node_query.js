// Long polling where the new status is a parameter of the query: POST /update-status?status=En%20cours
// The version is a number written as text ("3"), and the end of the hold is 200 {"timeout": true}.
"use strict";
const http = require("node:http");

const HOLD = Number(process.env.HOLD || 25) * 1000;

let status = "En attente";
let version = 10n; // no last_version is too large to be compared exactly
let announce;
let nextChange = new Promise((resolve) => (announce = resolve));

function state() {
  return { status, version: String(version), updatedAt: new Date().toISOString() };
}

function send(res, code, content) {
  res.writeHead(code, { "CONTENT-TYPE": "application/json" });
  // Two writes and no length: Node sends chunks.
  const text = JSON.stringify(content);
  res.write(text.slice(0, 5));
  res.end(text.slice(5));
}

async function poll(text, res) {
  if (!/^-?\d{1,1000}$/.test(text)) return send(res, 400, { error: "last_version: integer expected" });
  const known = BigInt(text);
  if (known >= version) {
    let timer;
    const end = new Promise((resolve) => (timer = setTimeout(resolve, HOLD, "end")));
    res.on("close", () => clearTimeout(timer));
    const outcome = await Promise.race([nextChange, end]);
    clearTimeout(timer);
    if (outcome === "end" && known >= version) return send(res, 200, { timeout: true });
  }
  send(res, 200, state());
}

function update(wanted, res) {
  if (!wanted || !wanted.trim()) return send(res, 400, { error: "status parameter expected" });
  status = wanted;
  version += 1n;
  const wake = announce;
  nextChange = new Promise((resolve) => (announce = resolve));
  send(res, 200, state());
  wake();
}

http
  .createServer((req, res) => {
    req.resume(); // whatever the body says
    const [path, query] = req.url.split("?", 2);
    const parameters = new URLSearchParams(query);
    if (path === "/poll-status" && req.method === "GET") poll(parameters.get("last_version") ?? "0", res);
    else if (path === "/update-status" && req.method === "POST") update(parameters.get("status"), res);
    else send(res, 404, { error: "not found" });
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
