const express = require('express');
const app = express();

const prix = { AAPL: 170, GOOG: 1500 };

app.get('/', (req, res) => {
  res.send('<p id="p"></p><script>new EventSource("/stream").onmessage = e => p.textContent = e.data</script>');
});

app.get('/stream', (req, res) => {
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Cache-Control', 'no-cache');
  res.setHeader('X-Accel-Buffering', 'no');
  res.flushHeaders();
  const timer = setInterval(() => {
    const symbol = Math.random() < 0.5 ? 'AAPL' : 'GOOG';
    const change = Math.round((Math.random() - 0.5) * 100) / 100;
    prix[symbol] = Math.round((prix[symbol] + change) * 100) / 100;
    res.write(`data: ${JSON.stringify({ symbol, price: prix[symbol], change })}\n\n`);
  }, (process.env.INTERVAL || 2) * 1000);
  req.on('close', () => clearInterval(timer));
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
