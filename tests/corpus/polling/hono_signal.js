const { serve } = require('@hono/node-server');
const { Hono } = require('hono');

const app = new Hono();
const HOLD = Number(process.env.HOLD ?? 25) * 1000;

let state = { status: 'En attente', version: 0 };
let listeners = [];

app.get('/', (c) => c.html(`<!DOCTYPE html><html lang="fr"><body>
<output id="o"></output><button id="fini">Terminée</button>
<script type="module">
  let version = -1;
  document.querySelector('#fini').addEventListener('click', () =>
    fetch('/update-status', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ status: 'Terminée' }) }));
  for (;;) {
    const response = await fetch('/poll-status?' + new URLSearchParams({ last_version: version }));
    if (response.status === 200) {
      const data = await response.json();
      version = data.version;
      document.querySelector('#o').value = data.status;
    }
  }
</script></body></html>`));

app.get('/poll-status', async (c) => {
  const last = Number(c.req.query('last_version') ?? NaN);
  if (!Number.isInteger(last)) return c.json({ error: 'last_version must be an integer' }, 400);
  if (last >= state.version) {
    const changed = await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), HOLD);
      listeners.push(() => { clearTimeout(timer); resolve(true); });
      c.req.raw.signal.addEventListener('abort', () => { clearTimeout(timer); resolve(false); });
    });
    if (!changed) return c.body(null, 204);
  }
  return c.json(state);
});

app.post('/update-status', async (c) => {
  const body = await c.req.json().catch(() => null);
  if (typeof body?.status !== 'string' || !body.status) return c.json({ error: 'status is required' }, 400);
  state = { status: body.status, version: state.version + 1 };
  const toCall = listeners;
  listeners = [];
  toCall.forEach((f) => f());
  return c.json(state);
});

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' });
