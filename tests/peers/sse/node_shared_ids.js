// Each client has quotes of its own, and ids are counted for all. Who comes is sent the last five events that anybody
// had, under their ids; who comes back with Last-Event-ID, all that were made since. Its page puts the stream's address
// together from two constants.
const http = require('http');

const INTERVAL = 1000 * (process.env.INTERVAL || 2);
const PAGE = `<!doctype html><title>Cours</title><script>
const API = '/api/v1';
const FLUX = API + '/cours';
new EventSource(\`\${FLUX}\`).onmessage = (event) => console.log(event.data);
</script>`;

let count = 0;
const made = [];

function next() {
  const quote = { symbol: ['AAPL', 'GOOG', 'MSFT'][count % 3], price: 100 + Math.random() * 50, change: Math.random() - 0.5 };
  const event = { id: ++count, text: `id: ${count}\ndata: ${JSON.stringify(quote)}\n\n` };
  made.push(event);
  if (made.length > 1000) made.shift();
  return event.text;
}

http.createServer((request, response) => {
  if (request.url === '/') {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    return response.end(PAGE);
  }
  if (request.url !== '/api/v1/cours') {
    response.writeHead(404);
    return response.end();
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
  if (request.method === 'HEAD') return response.end();
  const last = Number(request.headers['last-event-id']);
  const missed = last ? made.filter((event) => event.id > last) : made.slice(-5);
  if (missed.length) response.write(missed.map((event) => event.text).join(''));
  response.write(next());
  const timer = setInterval(() => response.write(next()), INTERVAL);
  response.on('close', () => clearInterval(timer));
}).listen(process.env.PORT, '127.0.0.1');
