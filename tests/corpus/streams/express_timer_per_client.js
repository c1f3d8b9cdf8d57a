const express = require('express');
const app = express();

let clients = [];
let id = 0;
const prices = { AAPL: 170, GOOG: 1500, MSFT: 250 };

function broadcast() {
  for (const symbol of ['AAPL']) {
    const change = Math.round((Math.random() - 0.5) * 100) / 100;
    prices[symbol] = Math.round((prices[symbol] + change) * 100) / 100;
    id++;
    clients.forEach((c) => c.write(`id: ${id}\ndata: ${JSON.stringify({ symbol, price: prices[symbol], change })}\n\n`));
  }
}

app.get('/', (req, res) => res.type('html').send('<p id="p"></p><script>new EventSource("/stream").onmessage = (e) => { p.textContent = e.data }</script>'));

app.get('/stream', (req, res) => {
  res.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    'X-Accel-Buffering': 'no',
  });
  res.flushHeaders();
  clients.push(res);
  broadcast();
  setInterval(broadcast, (process.env.INTERVAL || 2) * 1000);
  req.on('close', () => {
    clients = clients.filter((c) => c !== res);
  });
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
