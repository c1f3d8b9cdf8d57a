const express = require('express');
const app = express();
app.use(express.json());

let status = 'En attente';
let version = 0;
let waiting = [];

app.get('/poll-status', (req, res) => {
  const last = parseInt(req.query.last_version) || 0;
  if (last < version) {
    res.json({ status, version });
  } else {
    waiting.push(res);
    setTimeout(() => {
      if (!res.headersSent) {
        res.status(204).send();
      }
    }, (process.env.HOLD || 25) * 1000);
  }
});

app.post('/update-status', (req, res) => {
  if (!req.body || typeof req.body.status !== 'string' || !req.body.status) {
    return res.status(400).json({ error: 'Le statut est requis' });
  }
  status = req.body.status;
  version++;
  waiting.forEach(client => client.json({ status, version }));
  waiting = [];
  res.json({ status, version });
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
