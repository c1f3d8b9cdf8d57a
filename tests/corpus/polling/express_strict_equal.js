const express = require('express');
const cors = require('cors');
const app = express();
app.use(cors());
app.use(express.json());

let statut = 'En attente';
let version = 1;
let clients = [];

app.get('/poll-status', (req, res) => {
  const { last_version } = req.query;
  // même version : on met le client en attente
  if (last_version === version) {
    const timer = setTimeout(() => {
      clients = clients.filter(c => c.res !== res);
      res.status(204).end();
    }, (process.env.HOLD || 25) * 1000);
    clients.push({ res, timer });
  } else {
    res.json({ status: statut, version });
  }
});

app.post('/update-status', (req, res) => {
  const s = req.body && req.body.status;
  if (!s) return res.status(400).json({ error: 'status requis' });
  statut = s;
  version++;
  clients.forEach(({ res, timer }) => {
    clearTimeout(timer);
    res.json({ status: statut, version });
  });
  clients = [];
  res.json({ status: statut, version });
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
