const express = require('express');
const app = express();
app.use(express.json());

let currentTaskStatus = "En attente";
let statusVersion = 0;
let waiting = new Set();

app.post('/update-status', (req, res) => {
  const status = req.body?.status;
  if (typeof status !== 'string' || status === '') {
    return res.status(400).json({ error: 'status manquant' });
  }
  currentTaskStatus = status;
  for (const answer of waiting) answer();
  waiting.clear();
  res.json({ status: currentTaskStatus, version: statusVersion });
});

app.get('/poll-status', (req, res) => {
  const last = Number(req.query.last_version ?? -1);
  if (Number.isNaN(last)) return res.status(400).json({ error: 'last_version' });
  const answer = () => {
    clearTimeout(timer);
    res.json({ status: currentTaskStatus, version: statusVersion });
  };
  const timer = setTimeout(() => {
    waiting.delete(answer);
    res.status(204).end();
  }, (process.env.HOLD || 25) * 1000);
  if (last < statusVersion) return answer();
  waiting.add(answer);
  res.on('close', () => { clearTimeout(timer); waiting.delete(answer); });
});

app.get('/', (req, res) => res.send('<h1 id="s"></h1><script>let v=-1;async function p(){const r=await fetch("/poll-status?last_version="+v);if(r.status===200){const d=await r.json();v=d.version;s.textContent=d.status}p()}p()</script>'));

app.listen(process.env.PORT || 3000, '127.0.0.1');
