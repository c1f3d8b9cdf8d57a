// Sans framework : module http de Node
const http = require('node:http');

const ATTENTE = Number(process.env.HOLD || 25) * 1000;
let statut = 'En attente';
let version = 0;
const clients = new Set();

function json(res, code, objet) {
  res.writeHead(code, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(objet));
}

const page = `<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>TP</title></head><body>
<p>Statut : <strong id="statut"></strong></p><button id="b1">En cours</button><button id="b2">Terminée</button>
<script>
let v = -1;
function poll() {
  fetch('/poll-status?last_version=' + v).then(r => r.status === 200 ? r.json() : null).then(d => {
    if (d) { v = d.version; document.getElementById('statut').textContent = d.status; }
    poll();
  }).catch(() => setTimeout(poll, 2000));
}
function envoyer(e) {
  fetch('/update-status', { method: 'POST', body: JSON.stringify({ status: e.target.textContent }) });
}
b1.onclick = b2.onclick = envoyer;
poll();
</script></body></html>`;

const server = http.createServer((req, res) => {
  const url = new URL(req.url, 'http://localhost');
  if (req.method === 'GET' && url.pathname === '/') {
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    return res.end(page);
  }
  if (req.method === 'GET' && url.pathname === '/poll-status') {
    const texte = url.searchParams.get('last_version');
    if (texte === null || !/^-?\d+$/.test(texte)) return json(res, 400, { error: 'last_version requis (entier)' });
    if (Number(texte) < version) return json(res, 200, { status: statut, version });
    const client = () => {
      clearTimeout(minuterie);
      clients.delete(client);
      json(res, 200, { status: statut, version });
    };
    const minuterie = setTimeout(() => {
      clients.delete(client);
      res.writeHead(204).end();
    }, ATTENTE);
    clients.add(client);
    res.on('close', () => {
      clearTimeout(minuterie);
      clients.delete(client);
    });
    return;
  }
  if (req.method === 'POST' && url.pathname === '/update-status') {
    const morceaux = [];
    req.on('data', (m) => morceaux.push(m));
    req.on('end', () => {
      let nouveau;
      try { nouveau = JSON.parse(Buffer.concat(morceaux)).status; } catch { /* réponse 400 plus bas */ }
      if (typeof nouveau !== 'string' || !nouveau) return json(res, 400, { error: 'status requis' });
      statut = nouveau;
      version += 1;
      for (const client of [...clients]) client();
      json(res, 200, { message: 'Statut mis à jour', status: statut, version });
    });
    return;
  }
  json(res, 404, { error: 'introuvable' });
});

server.listen(process.env.PORT || 3000, '127.0.0.1');
