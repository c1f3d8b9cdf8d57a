// TP SSE — Express : une seule horloge, tous les clients reçoivent la même chose
const express = require('express');
const app = express();
const clients = new Set();
const cours = { AAPL: 170, GOOG: 1500, MSFT: 250, AMZN: 130 };
let id = 0;

setInterval(() => {
  const symboles = Object.keys(cours);
  const symbol = symboles[Math.floor(Math.random() * symboles.length)];
  const avant = cours[symbol];
  cours[symbol] = Number((avant * (1 + (Math.random() - 0.5) / 100)).toFixed(2));
  const quote = { symbol, price: cours[symbol], change: Number((cours[symbol] - avant).toFixed(2)) };
  id++;
  for (const res of clients) res.write(`id: ${id}\ndata: ${JSON.stringify(quote)}\n\n`);
}, Number(process.env.INTERVAL || 2) * 1000);

app.get('/stream', (req, res) => {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
    'X-Accel-Buffering': 'no',
  });
  res.write(': bienvenue\n\n');
  clients.add(res);
  req.on('close', () => clients.delete(res));
});

app.get('/', (req, res) => res.send(`<!DOCTYPE html><html><body><div id="quotes"></div><script>
const vus = {};
const source = new EventSource('/stream');
source.onmessage = ({ data }) => {
  const q = JSON.parse(data);
  vus[q.symbol] = vus[q.symbol] || document.getElementById('quotes').appendChild(document.createElement('p'));
  vus[q.symbol].textContent = q.symbol + ' ' + q.price.toFixed(2) + ' ' + q.change.toFixed(2);
};
</script></body></html>`));

app.listen(process.env.PORT || 3000, '127.0.0.1');
