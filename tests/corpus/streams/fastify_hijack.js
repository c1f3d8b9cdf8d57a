const fastify = require('fastify')({ logger: false });
const interval = Number(process.env.INTERVAL ?? 2) * 1000;

fastify.get('/', (req, reply) => {
  reply.type('text/html').send(`<p id="p"></p><script>
    const source = new EventSource('/stream');
    source.addEventListener('message', e => { document.getElementById('p').textContent = e.data; });
  </script>`);
});

fastify.get('/stream', (req, reply) => {
  reply.hijack();
  const res = reply.raw;
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  let id = Number(req.headers['last-event-id'] ?? 0);
  let price = 100;
  const tick = () => {
    const change = Math.round((Math.random() - 0.5) * 200) / 100;
    price = Math.round((price + change) * 100) / 100;
    res.write(`id: ${++id}\nevent: message\nretry: 2000\ndata: ${JSON.stringify({ symbol: 'TSLA', price, change, time: Date.now() })}\n\n`);
  };
  tick();
  const timer = setInterval(tick, interval);
  res.on('close', () => clearInterval(timer));
});

fastify.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
