// Quotes on Node's http, compressed for those who take gzip, and flushed after every event so that it
// leaves at once. An event is an array of the quotes that moved, whose variation is a percentage.
"use strict";
const http = require("node:http");
const { createGzip, constants } = require("node:zlib");

const INTERVAL = Number(process.env.INTERVAL || 2) * 1000;
const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Marché compressé</title>
<style>.plus { background: #cfc } .moins { background: #fcc }</style></head><body>
<h1>Marché</h1>
<table id="quotes"><tr><th>Symbole</th><th>Prix</th><th>Variation</th></tr></table>
<script>
  const table = document.getElementById("quotes");
  const rows = new Map();

  function update({ symbol, price, change_percent: percent }) {
    if (!rows.has(symbol)) {
      const row = table.insertRow();
      for (let cell = 0; cell < 3; cell += 1) row.insertCell();
      row.cells[0].textContent = symbol;
      rows.set(symbol, row);
    }
    const row = rows.get(symbol);
    row.cells[1].textContent = price.toFixed(2);
    row.cells[2].textContent = percent.toFixed(3) + " %";
    row.className = percent > 0 ? "plus" : percent < 0 ? "moins" : "";
  }

  const source = new EventSource("/stream");
  source.onmessage = (event) => {
    for (const quote of JSON.parse(event.data)) update(quote);
  };
  source.onerror = () => console.warn("flux coupé");
</script></body></html>
`;

const prices = { AAPL: 187.4, GOOG: 141.15, MSFT: 402.6, AMZN: 171.8, TSLA: 202.1 };

function trade() {
  const moved = Object.keys(prices).filter(() => Math.random() < 0.5);
  if (moved.length === 0) moved.push("AAPL");
  return moved.map((symbol) => {
    const percent = Math.random() * 2 - 1;
    prices[symbol] = Number((prices[symbol] * (1 + percent / 100)).toFixed(2));
    return { symbol, price: prices[symbol], change_percent: Number(percent.toFixed(3)) };
  });
}

/** Whether gzip is in an Accept-Encoding header with a weight above 0; `*` stands for what isn't named. */
function takesGzip(header = "") {
  const weights = new Map();
  for (const part of header.toLowerCase().split(",")) {
    const [name, ...parameters] = part.split(";").map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith("q="));
    weights.set(name, weight ? Number(weight.slice(2)) : 1);
  }
  return (weights.get("gzip") ?? weights.get("*") ?? 0) > 0;
}

function stream(req, res) {
  const headers = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache",
    "X-Accel-Buffering": "no",
    Vary: "Accept-Encoding",
  };
  let write = (text) => res.write(text);
  if (takesGzip(req.headers["accept-encoding"])) {
    headers["Content-Encoding"] = "gzip";
    const gzip = createGzip();
    gzip.pipe(res);
    write = (text) => {
      gzip.write(text);
      gzip.flush(constants.Z_SYNC_FLUSH);
    };
    res.on("close", () => gzip.destroy());
  }
  res.writeHead(200, headers);
  const send = () => write(`data: ${JSON.stringify(trade())}\n\n`);
  send();
  const timer = setInterval(send, INTERVAL);
  res.on("close", () => clearInterval(timer));
}

http
  .createServer((req, res) => {
    if (req.method !== "GET") res.writeHead(405, { Allow: "GET" }).end();
    else if (req.url === "/stream") stream(req, res);
    else if (req.url === "/") res.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(PAGE);
    else res.writeHead(404).end();
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
