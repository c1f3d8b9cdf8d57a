// Quotes on Node's http whose lines end with CR alone, as event streams may. An event holds all symbols,
// {"AAPL":{"price":…,"change":…},…}, and comments keep the connection alive between two events.
// The first comment is long: some proxies and old browsers pass nothing on before 2 kB.
"use strict";
const http = require("node:http");

const INTERVAL = Number(process.env.INTERVAL || 2) * 1000;
const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Le marché</title>
<style>dd.hausse { color: green } dd.baisse { color: red }</style></head><body>
<h1>Le marché</h1>
<dl></dl>
<script>
  const list = document.querySelector("dl");
  const shown = new Map();

  function show(symbol, quote) {
    if (!shown.has(symbol)) {
      const name = document.createElement("dt");
      name.textContent = symbol;
      shown.set(symbol, document.createElement("dd"));
      list.append(name, shown.get(symbol));
    }
    const text = shown.get(symbol);
    text.textContent = quote.price.toFixed(2) + " (" + quote.change.toFixed(2) + ")";
    text.classList.toggle("hausse", quote.change > 0);
    text.classList.toggle("baisse", quote.change < 0);
  }

  const source = new EventSource("/stream");
  source.onmessage = (event) => {
    for (const [symbol, quote] of Object.entries(JSON.parse(event.data))) show(symbol, quote);
  };
  source.onerror = () => console.warn("stream cut, the browser reconnects");
</script></body></html>
`;

const prices = new Map([["AAPL", 187.4], ["GOOG", 141.15], ["MSFT", 402.6], ["AMZN", 171.8]]);

function trade() {
  const quotes = {};
  for (const [symbol, before] of prices) {
    const price = Number((before * (0.99 + Math.random() * 0.02)).toFixed(2));
    prices.set(symbol, price);
    quotes[symbol] = { price, change: Number((price - before).toFixed(2)) };
  }
  return quotes;
}

function stream(res) {
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no" });
  res.write(`:${" ".repeat(2048)}\r\r`);
  // A comment between any two events, and its timer never meets that of the events.
  let comment;
  const send = () => {
    res.write(`data: ${JSON.stringify(trade())}\r\r`);
    comment = setTimeout(() => res.write(":still here\r"), INTERVAL / 2);
  };
  send();
  const timer = setInterval(send, INTERVAL);
  res.on("close", () => {
    clearInterval(timer);
    clearTimeout(comment);
  });
}

function page(res, code, text) {
  res.writeHead(code, { "Content-Type": "text/html; charset=utf-8" }).end(text);
}

http
  .createServer((req, res) => {
    if (req.method !== "GET") res.writeHead(405, { Allow: "GET" }).end();
    else if (req.url === "/stream") stream(res);
    else if (req.url === "/") page(res, 200, PAGE);
    else page(res, 404, "<!doctype html><title>404</title>");
  })
  .listen(Number(process.env.PORT), "127.0.0.1");
