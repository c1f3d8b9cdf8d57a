const express = require('express');
const app = express();

const actions = [
  { symbol: 'AAPL', price: 170 },
  { symbol: 'GOOG', price: 1500 },
];

app.get('/', (req, res) => res.send('<ul id="u"></ul><script>new EventSource("/stream").onmessage = e => u.innerHTML = e.data</script>'));

app.get('/stream', (req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
  const send = () => {
    const a = actions[Math.floor(Math.random() * actions.length)];
    const change = Math.random() - 0.5;
    a.price += change;
    res.write('data: ' + JSON.stringify({ symbol: a.symbol, price: a.price.toFixed(2), change: change.toFixed(2) }) + '\n\n');
  };
  send();
  const t = setInterval(send, (process.env.INTERVAL || 2) * 1000);
  res.on('close', () => clearInterval(t));
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
