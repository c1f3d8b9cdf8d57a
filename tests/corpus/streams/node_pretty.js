const http = require('http');

let price = 100;

http.createServer((req, res) => {
  if (req.url === '/stream') {
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      'Connection': 'keep-alive',
      'X-Accel-Buffering': 'no',
    });
    const timer = setInterval(() => {
      const change = Math.round((Math.random() - 0.5) * 100) / 100;
      price = Math.round((price + change) * 100) / 100;
      const quote = JSON.stringify({ symbol: 'ACME', price, change }, null, 2);
      res.write(`event: quote\ndata: ${quote}\n\n`);
    }, (process.env.INTERVAL || 2) * 1000);
    req.on('close', () => clearInterval(timer));
  } else {
    res.writeHead(200, { 'Content-Type': 'text/html' });
    res.end('<pre id="p"></pre><script>new EventSource("/stream").addEventListener("quote", e => { p.textContent = e.data })</script>');
  }
}).listen(process.env.PORT || 3000, '127.0.0.1');
