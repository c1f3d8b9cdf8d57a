# La « version » est l'heure de la dernière modification (en millisecondes).
import os
import threading
import time

from flask import Flask, jsonify, request

app = Flask(__name__)
HOLD = float(os.environ.get("HOLD", 25))


class Tache:
    def __init__(self):
        self.cond = threading.Condition()
        self.status = "En attente"
        self.timestamp = int(time.time() * 1000)

    def changer(self, status):
        with self.cond:
            self.status = status
            # jamais deux fois la même valeur
            self.timestamp = max(self.timestamp + 1, int(time.time() * 1000))
            self.cond.notify_all()
            return self.lire()

    def lire(self):
        return {"status": self.status, "timestamp": self.timestamp}

    def attendre(self, depuis, duree):
        with self.cond:
            self.cond.wait_for(lambda: self.timestamp > depuis, duree)
            return self.lire() if self.timestamp > depuis else None


tache = Tache()


@app.route("/poll-status")
def poll_status():
    try:
        depuis = int(request.args.get("last_version", "0"))
    except ValueError:
        depuis = 0
    reponse = tache.attendre(depuis, HOLD)
    if reponse is None:
        return jsonify(message="pas de changement")
    return jsonify(reponse)


@app.route("/update-status", methods=["POST"])
def update_status():
    corps = request.get_json(force=True, silent=True)
    if not isinstance(corps, dict) or not isinstance(corps.get("status"), str) or not corps["status"]:
        return jsonify(error="il faut un status"), 422
    return jsonify(tache.changer(corps["status"])), 201


@app.route("/")
def accueil():
    return (
        "<!DOCTYPE html><html><body><div id='etat'></div>"
        "<button data-s='En cours'>En cours</button><button data-s='Terminée'>Terminée</button>"
        "<script src='/client.js'></script></body></html>"
    )


@app.route("/client.js")
def client():
    js = """
let depuis = 0;
(async () => {
  while (true) {
    try {
      const d = await (await fetch('/poll-status?last_version=' + depuis)).json();
      if (d.timestamp) { depuis = d.timestamp; document.querySelector('#etat').textContent = d.status; }
    } catch { await new Promise(r => setTimeout(r, 1500)); }
  }
})();
document.querySelectorAll('button').forEach(b => b.onclick = () =>
  fetch('/update-status', { method: 'POST', body: JSON.stringify({ status: b.dataset.s }) }));
"""
    return js, 200, {"Content-Type": "text/javascript; charset=utf-8"}


app.run("127.0.0.1", int(os.environ.get("PORT", 5000)))
