"""Flask-Sock in threads on Flask's own server, with a page from a template. JSON of one key, and a lock around the list."""

import json
import os
import threading

from flask import Flask
from flask_sock import Sock

app = Flask(__name__)
sock = Sock(app)
clients = []
lock = threading.Lock()

PAGE = """<!doctype html><meta charset="utf-8"><title>Flask-Sock</title><ol id="log"></ol><input id="t"><input id="m">
<script>
  const URL_RELAIS = `ws://${location.host}/relais`;
  const relais = new WebSocket(URL_RELAIS);
  relais.addEventListener("message", e => { ajouter(JSON.parse(e.data).texte); });
  function ajouter(texte) {
    const li = document.createElement("li");
    li.textContent = texte;
    document.getElementById("log").appendChild(li);
  }
  document.getElementById("t").addEventListener("change", e => {
    relais.send(JSON.stringify({ texte: e.target.value }));
    ajouter(e.target.value);
  });
  const maj = new WebSocket(`ws://${location.host}/majuscules`);
  document.getElementById("m").addEventListener("change", e => maj.send(e.target.value));
  maj.addEventListener("message", e => ajouter(e.data));
</script>"""


@app.route("/")
def page():
    return PAGE


@sock.route("/relais")
def relais(ws):
    with lock:
        clients.append(ws)
    try:
        while True:
            try:
                texte = json.loads(ws.receive())["texte"]
            except (ValueError, TypeError, KeyError):
                continue
            with lock:
                others = [client for client in clients if client is not ws]
            for client in others:
                try:
                    client.send(json.dumps({"texte": texte}))
                except Exception:
                    pass
    finally:
        with lock:
            clients.remove(ws)


@sock.route("/majuscules")
def majuscules(ws):
    while True:
        texte = ws.receive()
        if isinstance(texte, str):
            ws.send(texte.upper())


app.run(host="127.0.0.1", port=int(os.environ["PORT"]), threaded=True)
