// Quotes on Node's http in named events only: `onmessage` sees none of them. The name comes after the data,
// the ids are UUIDs, a quote has many more fields, and a connection starts with an event that is no quote.
"use strict";
const http = require("node:http");
const { randomUUID } = require("node:crypto");

const INTERVAL = Number(process.env.INTERVAL || 2) * 1000;
const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Stock updates</title>
<style>.gain { color: #0a7d32 } .loss { color: #b3001b }</style></head>
<body><header><h1>Stock updates</h1><p id="market"></p></header><div id="board"></div>
<script src="/app.js"></script></body></html>
`;
const SCRIPT = `"use strict";
const board = document.getElementById("board");
const market = document.getElementById("market");
const lines = {};

function line(symbol) {
  if (!Object.hasOwn(lines, symbol)) {
    lines[symbol] = document.createElement("p");
    board.append(lines[symbol]);
  }
  return lines[symbol];
}

function show(event) {
  let quote;
  try {
    quote = JSON.parse(event.data);
  } catch (error) {
    console.error("not JSON", error);
    return;
  }
  const shown = line(quote.symbol);
  const percent = (quote.change > 0 ? "+" : "") + quote.percent_change + " %";
  shown.textContent = quote.symbol + " (" + quote.sector + ") " + quote.price + " " + percent;
  shown.className = quote.change > 0 ? "gain" : quote.change < 0 ? "loss" : "";
}

function connect() {
  const source = new EventSource("/stream");
  source.addEventListener("market_status", (event) => (market.textContent = JSON.parse(event.data).message));
  source.addEventListener("stock_update", show);
  source.onerror = () => {
    // A cut is mended by the browser; an answer that is no stream is not.
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
  };
}
connect();
`;

const stocks = [
  { symbol: "AAPL", sector: "Technology", open: 187.4, price: 187.4, volume: 1_000_000 },
  { symbol: "GOOG", sector: "Technology", open: 141.15, price: 141.15, volume: 800_000 },
  { symbol: "AMZN", sector: "Retail", open: 171.8, price: 171.8, volume: 700_000 },
  { symbol: "XOM", sector: "Energy", open: 104.25, price: 104.25, volume: 300_000 },
];

const rounded = (number) => Math.round(number * 100) / 100;

function trade() {
  const stock = stocks[Math.floor(Math.random() * stocks.length)];
  const before = stock.price;
  stock.price = rounded(before * (0.99 + Math.random() * 0.02));
  stock.volume += Math.floor(Math.random() * 5000);
  const change = rounded(stock.price - before);
  const percent_change = rounded((100 * change) / before);
  return { timestamp: Date.now(), ...stock, previous_price: before, percent_change, change };
}

function stream(res) {
  res.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  const send = (name, content) => {
    res.write(`data: ${JSON.stringify(content)}\nevent: ${name}\nid: ${randomUUID()}\n\n`);
  };
  send("market_status", { open: true, message: "The market is open" });
  send("stock_update", trade());
  const timer = setInterval(() => send("stock_update", trade()), INTERVAL);
  res.on("close", () => clearInterval(timer));
}

const ROUTES = {
  "/": (res) => res.writeHead(200, { "content-type": "text/html" }).end(PAGE),
  "/app.js": (res) => res.writeHead(200, { "content-type": "text/javascript" }).end(SCRIPT),
  "/stream": stream,
};

http
  .createServer((req, res) => {
    const path = req.url.split("?")[0];
    if (req.method === "GET" && Object.hasOwn(ROUTES, path)) ROUTES[path](res);
    else res.writeHead(req.method === "GET" ? 404 : 405, { allow: "GET" }).end();
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
