const express = require('express');
const app = express();

let client = null;
const stockPrices = { AAPL: 170, GOOG: 1500, MSFT: 250, AMZN: 130 };

function generateStockUpdate() {
  const symbols = Object.keys(stockPrices);
  const symbol = symbols[Math.floor(Math.random() * symbols.length)];
  const old = stockPrices[symbol];
  const price = parseFloat((old * (1 + (Math.random() - 0.5) / 100)).toFixed(2));
  stockPrices[symbol] = price;
  return { symbol, price, change: parseFloat((price - old).toFixed(2)) };
}

let id = 0;
setInterval(() => {
  if (client) {
    client.write(`id: ${++id}\ndata: ${JSON.stringify(generateStockUpdate())}\n\n`);
  }
}, (process.env.INTERVAL || 2) * 1000);

app.get('/', (req, res) => res.send('<div id="d"></div><script>new EventSource("/stream").onmessage = (e) => { d.textContent = e.data }</script>'));

app.get('/stream', (req, res) => {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    'Connection': 'keep-alive',
    'X-Accel-Buffering': 'no'
  });
  client = res;
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
