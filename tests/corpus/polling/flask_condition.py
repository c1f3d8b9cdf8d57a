"""Mise à jour d'état de tâche : long polling avec une threading.Condition."""
import os
from threading import Condition

from flask import Flask, jsonify, request
from flask_cors import CORS

app = Flask(__name__)
CORS(app)

TIMEOUT = float(os.environ.get("HOLD", 30))
STATUTS = ["En attente", "En cours", "Terminée", "Échec"]

state = {"status": "En attente", "version": 0}
changed = Condition()

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Long polling</title></head>
<body>
<p>Statut : <b id="status">?</b></p>
<select id="choice">
  <option>En attente</option><option>En cours</option><option>Terminée</option><option>Échec</option>
</select>
<button onclick="update()">Changer</button>
<script>
let currentVersion = 0;
function show(data) {
  if (data.version === undefined) return;
  document.getElementById("status").textContent = data.status;
  currentVersion = data.version;
}
async function update() {
  await fetch("/api/update-status", {
    method: "POST",
    headers: {"Content-Type": "application/json"},
    body: JSON.stringify({status: document.getElementById("choice").value})
  });
}
async function loop() {
  show(await (await fetch("/api/status")).json());
  while (true) {
    try {
      const r = await fetch(`/api/poll-status?last_version=${currentVersion}`);
      if (r.ok) show(await r.json());
    } catch (e) { await new Promise(ok => setTimeout(ok, 1000)); }
  }
}
loop();
</script>
</body></html>"""


@app.route("/")
def index():
    return PAGE


@app.route("/api/status")
def current():
    with changed:
        return jsonify(state)


@app.route("/api/poll-status")
def poll():
    last = request.args.get("last_version", default=0, type=int)
    with changed:
        news = changed.wait_for(lambda: state["version"] > last, timeout=TIMEOUT)
        # JSON vide : pas de changement
        return jsonify(state if news else {})


@app.route("/api/update-status", methods=["POST"])
def update():
    body = request.get_json(silent=True)
    status = body.get("status") if isinstance(body, dict) else None
    if status not in STATUTS:
        return jsonify({"error": "Statut invalide", "allowed": STATUTS}), 400
    with changed:
        state["status"] = status
        state["version"] += 1
        changed.notify_all()
        return jsonify({"success": True, **state})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)))
