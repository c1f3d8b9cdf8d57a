#!/usr/bin/env python3
"""TP long polling, bibliothèque standard seulement."""
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ATTENTE_MAX = float(os.environ.get("HOLD", 25))
etat = {"statut": "En attente", "numero": 0}
condition = threading.Condition()

PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Suivi</title></head><body>
<h1 id="statut">Chargement…</h1>
<select id="choix"><option>En attente</option><option>En cours</option><option>Terminée</option><option>Échec</option></select>
<button id="ok">Changer</button>
<script>
let numero = -1;
async function ecouter() {
  for (;;) {
    try {
      const rep = await fetch('/poll-status?last_version=' + numero);
      if (rep.status !== 204) {
        const d = await rep.json();
        numero = d.numero;
        document.getElementById('statut').textContent = d.statut;
      }
    } catch (erreur) {
      await new Promise(r => setTimeout(r, 2000));
    }
  }
}
document.getElementById('ok').addEventListener('click', () => {
  const statut = document.getElementById('choix').value;
  fetch('/update-status', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ statut }) });
});
ecouter();
</script></body></html>"""


class Gestionnaire(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def repondre(self, code, corps=None, type_="application/json; charset=utf-8"):
        octets = b"" if corps is None else (corps if isinstance(corps, str) else json.dumps(corps, ensure_ascii=False)).encode()
        self.send_response(code)
        if corps is not None:
            self.send_header("Content-Type", type_)
            self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/":
            return self.repondre(200, PAGE, "text/html; charset=utf-8")
        if url.path != "/poll-status":
            return self.repondre(404, {"erreur": "inconnu"})
        try:
            derniere = int(parse_qs(url.query)["last_version"][0])
        except (KeyError, ValueError):
            return self.repondre(400, {"erreur": "last_version doit être un entier"})
        with condition:
            change = condition.wait_for(lambda: etat["numero"] > derniere, ATTENTE_MAX)
            reponse = dict(etat)
        self.repondre(200, reponse) if change else self.repondre(204)

    def do_POST(self):
        corps = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if urlsplit(self.path).path != "/update-status":
            return self.repondre(404, {"erreur": "inconnu"})
        try:
            statut = json.loads(corps)["statut"]
            if not isinstance(statut, str) or not statut.strip():
                raise ValueError
        except (ValueError, KeyError, TypeError):
            return self.repondre(400, {"erreur": "il faut un statut"})
        with condition:
            etat["statut"] = statut
            etat["numero"] += 1
            condition.notify_all()
            reponse = dict(etat)
        self.repondre(200, reponse)

    def log_message(self, *args):
        pass


ThreadingHTTPServer.request_queue_size = 64
ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8000))), Gestionnaire).serve_forever()
