const express = require('express');
const { createSession, createChannel } = require('better-sse');

const app = express();
const bourse = createChannel();
const cours = { AAPL: 170, GOOG: 1500, MSFT: 250, AMZN: 130 };

setInterval(() => {
  for (const symbol in cours) {
    const change = Math.round((Math.random() - 0.5) * 100) / 100;
    cours[symbol] = Math.round((cours[symbol] + change) * 100) / 100;
    bourse.broadcast({ symbol, price: cours[symbol], change }, 'cotation');
  }
}, Number(process.env.INTERVAL || 2) * 1000);

app.get('/', (req, res) => {
  res.send('<p id="p"></p><script>new EventSource("/stream").addEventListener("cotation", (e) => { p.textContent = e.data });</script>');
});

app.get('/stream', async (req, res) => {
  const session = await createSession(req, res, { headers: { 'X-Accel-Buffering': 'no', 'Cache-Control': 'no-cache' } });
  bourse.register(session);
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
