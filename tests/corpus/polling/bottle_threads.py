# Bottle avec un serveur WSGI multi-threads (celui par défaut ne sert qu'un client à la fois)
import os
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import bottle
from bottle import HTTPResponse, request, response, route

condition = threading.Condition()
etat = {"etat": "En attente", "version": 1}


@route("/")
def index():
    return """<!DOCTYPE html><html><body><p id="e"></p><input id="i"><button onclick="maj()">ok</button><script>
let version = 0;
function maj() {
  fetch('/update-status', {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({etat: document.getElementById('i').value})});
}
async function suivre() {
  while (1) {
    const r = await fetch('/poll-status?last_version=' + version);
    const j = await r.json();
    if (j.version) { version = j.version; document.getElementById('e').innerText = j.etat; }
  }
}
suivre();
</script></body></html>"""


@route("/poll-status")
def poll():
    response.set_header("Cache-Control", "no-store")
    try:
        last = int(request.query.last_version or 0)
    except ValueError:
        return HTTPResponse({"erreur": "last_version"}, 400)
    with condition:
        condition.wait_for(lambda: etat["version"] > last, float(os.environ.get("HOLD", 25)))
        return dict(etat) if etat["version"] > last else {}


@route("/update-status", method="POST")
def update():
    try:
        nouveau = request.json["etat"]
    except Exception:
        nouveau = None
    if not isinstance(nouveau, str) or not nouveau:
        return HTTPResponse({"erreur": "etat requis"}, 400)
    with condition:
        etat["etat"] = nouveau
        etat["version"] += 1
        condition.notify_all()
        return dict(etat)


class Serveur(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class Silencieux(WSGIRequestHandler):
    def log_message(self, *args):
        pass


make_server("127.0.0.1", int(os.environ.get("PORT", 8080)), bottle.default_app(), Serveur, Silencieux).serve_forever()
