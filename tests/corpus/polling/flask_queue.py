# Chaque client en attente a sa file (queue.Queue) ; la mise à jour dépose le nouvel état dans chacune.
import os
import queue
import threading

from flask import Flask, jsonify, request

app = Flask(__name__)
lock = threading.Lock()
files = set()
etat = ("En attente", 0)


def en_json(e):
    return jsonify({"statut": e[0], "version": e[1]})


@app.route("/poll-status")
def poll():
    last = request.args.get("last_version", type=int)
    if last is None:
        return en_json(etat)
    ma_file = queue.Queue()
    with lock:
        if last != etat[1]:
            return en_json(etat)
        files.add(ma_file)
    try:
        return en_json(ma_file.get(timeout=float(os.environ.get("HOLD", 28))))
    except queue.Empty:
        return "", 204
    finally:
        with lock:
            files.discard(ma_file)


@app.route("/update-status", methods=["POST"])
def update():
    global etat
    d = request.get_json(silent=True)
    s = d.get("statut") if isinstance(d, dict) else None
    if not isinstance(s, str) or not s:
        return jsonify({"erreur": "statut manquant"}), 400
    with lock:
        etat = (s, etat[1] + 1)
        for f in files:
            f.put(etat)
    return en_json(etat)


@app.route("/")
def page():
    return """<!doctype html><html lang=fr><meta charset=utf-8><h1>Tâche</h1><p id=statut></p>
<button onclick="changer('En cours')">En cours</button> <button onclick="changer('Terminée')">Terminée</button>
<script>
let version = null;
async function boucle() {
  const url = version === null ? '/poll-status' : '/poll-status?last_version=' + version;
  try {
    const rep = await fetch(url);
    if (rep.status === 200) {
      const d = await rep.json();
      version = d.version;
      document.getElementById('statut').textContent = d.statut;
    }
  } catch (e) { await new Promise(r => setTimeout(r, 1000)); }
  boucle();
}
function changer(s) {
  fetch('/update-status', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({statut: s})});
}
boucle();
</script>"""


app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)))
