// TP Long Polling — Express, tableau de réponses en attente
const express = require('express');
const app = express();

const HOLD = Number(process.env.HOLD || 25) * 1000;
let tache = { status: 'En attente', version: 0 };
let enAttente = [];

app.use(express.json());

app.get('/', (req, res) => {
  res.send(`<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Tâche</title></head><body>
<h1>Statut : <span id="statut"></span></h1>
<select id="nouveau"><option>En attente</option><option>En cours</option><option>Terminée</option><option>Échec</option></select>
<button id="go">Changer</button>
<script>
let version = -1;
async function poll() {
  try {
    const r = await fetch('/poll-status?last_version=' + version);
    if (r.status === 200) {
      const d = await r.json();
      version = d.version;
      document.getElementById('statut').textContent = d.status;
    }
  } catch (e) { await new Promise(ok => setTimeout(ok, 2000)); }
  poll();
}
document.getElementById('go').onclick = () => fetch('/update-status', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ status: document.getElementById('nouveau').value })
});
poll();
</script></body></html>`);
});

app.get('/poll-status', (req, res) => {
  const last = parseInt(req.query.last_version);
  if (Number.isNaN(last)) return res.status(400).json({ error: 'last_version manquant' });
  if (last < tache.version) return res.json(tache);

  const client = { res };
  const sortir = () => {
    clearTimeout(client.timer);
    enAttente = enAttente.filter(c => c !== client);
  };
  client.timer = setTimeout(() => { sortir(); res.sendStatus(204); }, HOLD);
  res.on('close', sortir);
  enAttente.push(client);
});

app.post('/update-status', (req, res) => {
  const status = req.body && req.body.status;
  if (typeof status !== 'string' || !status) return res.status(400).json({ error: 'status requis' });
  tache = { status, version: tache.version + 1 };
  const liste = enAttente;
  enAttente = [];
  for (const c of liste) {
    clearTimeout(c.timer);
    c.res.json(tache);
  }
  res.json({ success: true, ...tache });
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
