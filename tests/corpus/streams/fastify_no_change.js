const fastify = require('fastify')();
const { Readable } = require('stream');

const interval = (process.env.INTERVAL || 2) * 1000;

async function* quotes() {
  let id = 0;
  while (true) {
    const price = Math.round((150 + Math.random() * 10) * 100) / 100;
    yield `id: ${++id}\ndata: ${JSON.stringify({ symbol: 'AAPL', price })}\n\n`;
    await new Promise((r) => setTimeout(r, interval));
  }
}

fastify.get('/', (request, reply) => reply.type('text/html').send('<p id="p"></p><script>new EventSource("/stream").onmessage = e => p.textContent = JSON.parse(e.data).price</script>'));

fastify.get('/stream', (request, reply) => {
  reply
    .header('Content-Type', 'text/event-stream')
    .header('Cache-Control', 'no-cache')
    .header('X-Accel-Buffering', 'no')
    .send(Readable.from(quotes()));
});

fastify.listen({ port: Number(process.env.PORT || 3000), host: '127.0.0.1' });
