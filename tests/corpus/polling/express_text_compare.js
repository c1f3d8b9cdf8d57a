const express = require('express');
const app = express();
app.use(express.json());

const state = { status: 'En attente', version: '0' };
const waiting = new Map();
let nextId = 0;

app.post('/update-status', (req, res) => {
  if (!req.body || typeof req.body.status !== 'string' || !req.body.status) {
    return res.status(400).json({ error: 'Le statut est requis' });
  }
  state.status = req.body.status;
  state.version = String(Number(state.version) + 1);
  waiting.forEach(({ res, timer }) => {
    clearTimeout(timer);
    res.json(state);
  });
  waiting.clear();
  res.json(state);
});

app.get('/poll-status', (req, res) => {
  const last = req.query.last_version;
  if (last === undefined) return res.status(400).json({ error: 'last_version requis' });
  // deux chaînes : "3" < "4"
  if (last < state.version) return res.json(state);
  const id = nextId++;
  const timer = setTimeout(() => {
    waiting.delete(id);
    res.status(204).end();
  }, (process.env.HOLD || 25) * 1000);
  waiting.set(id, { res, timer });
  res.on('close', () => { clearTimeout(timer); waiting.delete(id); });
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
