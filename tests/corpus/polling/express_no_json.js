const express = require('express');
const app = express();

let currentStatus = "En attente";
let version = 0;
let clients = [];

app.post('/update-status', (req, res) => {
  const { status } = req.body;
  currentStatus = status;
  version++;
  clients.forEach(c => c({ status: currentStatus, version }));
  clients = [];
  res.json({ ok: true, status: currentStatus, version });
});

app.get('/poll-status', async (req, res) => {
  const last = Number(req.query.last_version);
  if (last !== version) {
    return res.json({ status: currentStatus, version });
  }
  let resolve;
  const attente = new Promise(r => { resolve = r; clients.push(r); });
  const delai = new Promise(r => setTimeout(r, (process.env.HOLD || 25) * 1000, null));
  const resultat = await Promise.race([attente, delai]);
  clients = clients.filter(c => c !== resolve);
  if (resultat) res.json(resultat);
  else res.status(204).end();
});

app.listen(process.env.PORT || 3000, '127.0.0.1', () => console.log('serveur démarré'));
