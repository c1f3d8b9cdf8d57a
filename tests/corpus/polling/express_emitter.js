const express = require('express');
const { EventEmitter } = require('events');

const app = express();
const bus = new EventEmitter();
bus.setMaxListeners(0);

const PORT = process.env.PORT || 3000;
const MAX_WAIT_MS = (process.env.HOLD || 30) * 1000;

let status = 'En attente';
let statusVersion = 0;
const snapshot = () => ({ status, statusVersion });

app.use(express.json());
app.use(express.urlencoded({ extended: false }));

app.post('/update-status', (req, res) => {
  const value = req.body?.status ?? req.query.status;
  if (typeof value !== 'string' || value.trim() === '') {
    return res.status(400).send('Le statut est requis');
  }
  status = value.trim();
  statusVersion += 1;
  bus.emit('change');
  res.status(200).json(snapshot());
});

app.get('/poll-status', (req, res) => {
  const last = Number(req.query.last_version ?? -1);
  if (!Number.isFinite(last) || last < statusVersion) return res.json(snapshot());

  const onChange = () => {
    clearTimeout(timer);
    res.json(snapshot());
  };
  const timer = setTimeout(() => {
    bus.off('change', onChange);
    res.status(304).end();          // Not Modified : pas de changement
  }, MAX_WAIT_MS);
  bus.once('change', onChange);
  req.on('close', () => {
    clearTimeout(timer);
    bus.off('change', onChange);
  });
});

app.get('/', (req, res) => {
  res.type('html').send(`<p id="s"></p><button id="b">En cours</button><script>
let v = -1;
const poll = async () => {
  const r = await fetch('/poll-status?last_version=' + v, { cache: 'no-store' });
  if (r.ok) { const d = await r.json(); v = d.statusVersion; document.getElementById('s').textContent = d.status; }
};
(async () => { while (true) await poll().catch(() => new Promise(r => setTimeout(r, 1000))); })();
document.getElementById('b').onclick = () => fetch('/update-status', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ status: 'En cours' }) });
</script>`);
});

app.listen(PORT, '127.0.0.1', () => console.log('http://localhost:' + PORT));
