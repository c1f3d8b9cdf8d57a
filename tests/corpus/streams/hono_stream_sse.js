const { serve } = require('@hono/node-server');
const { Hono } = require('hono');
const { streamSSE } = require('hono/streaming');

const app = new Hono();
const symbols = ['AAPL', 'GOOG', 'MSFT', 'AMZN'];
const prices = new Map(symbols.map((s, i) => [s, 100 * (i + 1)]));

app.get('/', (c) => c.html('<ul id="u"></ul><script>new EventSource("/stream").addEventListener("stock", (e) => { u.innerHTML = `<li>${e.data}</li>` + u.innerHTML })</script>'));

app.get('/stream', (c) => {
  c.header('X-Accel-Buffering', 'no');
  return streamSSE(c, async (stream) => {
    let id = 0;
    while (!stream.aborted) {
      const symbol = symbols[id % symbols.length];
      const change = Math.round((Math.random() - 0.5) * 100) / 100;
      prices.set(symbol, Math.round((prices.get(symbol) + change) * 100) / 100);
      await stream.writeSSE({ id: String(id++), event: 'stock', data: JSON.stringify({ symbol, price: prices.get(symbol), change }) });
      await stream.sleep(Number(process.env.INTERVAL ?? 2) * 1000);
    }
  });
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' });
