const fastify = require('fastify')();

const hold = Number(process.env.HOLD ?? 25) * 1000;
let task = { status: 'En attente', version: 0 };
const waiting = new Set();

const nextChange = () => new Promise((resolve) => {
  const done = (value) => {
    clearTimeout(timer);
    waiting.delete(done);
    resolve(value);
  };
  const timer = setTimeout(done, hold, null);
  waiting.add(done);
});

fastify.get('/poll-status', {
  schema: {
    querystring: {
      type: 'object',
      properties: { last_version: { type: 'integer' } },
      required: ['last_version'],
    },
  },
}, async (request, reply) => {
  if (request.query.last_version < task.version) return task;
  const news = await nextChange();
  if (news) return news;
  return reply.code(204).send();
});

fastify.post('/update-status', {
  schema: {
    body: {
      type: 'object',
      required: ['status'],
      properties: { status: { type: 'string', enum: ['En attente', 'En cours', 'Terminée', 'Échec'] } },
    },
  },
}, async (request) => {
  task = { status: request.body.status, version: task.version + 1 };
  for (const done of [...waiting]) done(task);
  return task;
});

fastify.get('/', (request, reply) => reply.type('text/html; charset=utf-8').send(`<!DOCTYPE html>
<html lang="fr"><body><p id="status"></p>
<select id="s"><option>En attente</option><option>En cours</option><option>Terminée</option><option>Échec</option></select>
<script>
let version = -1;
s.onchange = () => fetch('/update-status', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ status: s.value }) });
(async function poll() {
  const r = await fetch('/poll-status?last_version=' + version);
  if (r.status === 200) ({ version, status: document.querySelector('#status').textContent } = await r.json());
  poll();
})();
</script></body></html>`));

fastify.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
