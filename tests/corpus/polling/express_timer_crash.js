const express = require('express');
const bodyParser = require('body-parser');

const app = express();
app.use(bodyParser.json());

let current = { status: 'En attente', version: 0 };
let waitingClients = [];

app.post('/update-status', (req, res) => {
  const { status } = req.body || {};
  if (!status) return res.status(400).json({ error: 'Le statut est requis' });
  current = { status: status, version: current.version + 1 };
  while (waitingClients.length) {
    waitingClients.pop().json(current);
  }
  res.json(current);
});

app.get('/poll-status', (req, res) => {
  const last = parseInt(req.query.last_version, 10);
  if (isNaN(last)) return res.status(400).json({ error: 'last_version requis' });
  if (last < current.version) return res.json(current);
  waitingClients.push(res);
  setTimeout(() => {
    // délai dépassé : pas de changement
    waitingClients = waitingClients.filter(c => c !== res);
    res.json({});
  }, (process.env.HOLD || 25) * 1000);
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
