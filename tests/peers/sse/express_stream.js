// Quotes with Express: an event at once, then one at each tick of a timer that the connection owns.
// Every client moves the market by listening to it, and counts its events from 1. Express answers HEAD
// with this GET handler, whose head only leaves with a first piece of body: so HEAD is never answered.
"use strict";
const express = require("express");

const INTERVAL = Number(process.env.INTERVAL || 2) * 1000;
const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Cotations</title></head><body>
<h1>Cotations</h1>
<table><thead><tr><th>Titre</th><th>Cours</th><th>Variation</th></tr></thead><tbody></tbody></table>
<p id="link">Connexion…</p>
<script>
  const body = document.querySelector("tbody");
  const link = document.getElementById("link");
  const source = new EventSource("/stream");
  source.onopen = () => (link.textContent = "Connecté");
  source.onerror = () => (link.textContent = "Connexion perdue, nouvel essai…");
  source.onmessage = (event) => {
    const { symbol, price, change } = JSON.parse(event.data);
    let row = document.getElementById("row-" + symbol);
    if (!row) {
      row = body.insertRow();
      row.id = "row-" + symbol;
      row.insertCell().textContent = symbol;
      row.insertCell();
      row.insertCell();
    }
    row.cells[1].textContent = price.toFixed(2) + " $";
    row.cells[2].textContent = change.toFixed(2) + " $";
    row.cells[2].style.color = change > 0 ? "green" : change < 0 ? "red" : "gray";
  };
</script></body></html>
`;

const app = express();
const market = { AAPL: 187.4, GOOG: 141.15, MSFT: 402.6, AMZN: 171.8 };

const cents = (amount) => Math.round(amount * 100) / 100;

function trade() {
  const symbols = Object.keys(market);
  const symbol = symbols[Math.floor(Math.random() * symbols.length)];
  const before = market[symbol];
  const price = cents(before * (0.99 + Math.random() * 0.02));
  market[symbol] = price;
  return { symbol, price, change: cents(price - before) };
}

app.get("/", (req, res) => res.send(PAGE));

app.get("/stream", (req, res) => {
  res.writeHead(200, {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-cache",
    Connection: "keep-alive",
    "X-Accel-Buffering": "no",
  });
  let id = 0;
  const push = () => {
    id += 1;
    res.write(`id: ${id}\ndata: ${JSON.stringify(trade())}\n\n`);
  };
  push();
  const timer = setInterval(push, INTERVAL);
  res.on("close", () => clearInterval(timer));
});

app.listen(Number(process.env.PORT), "127.0.0.1");
