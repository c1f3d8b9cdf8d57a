import asyncio
import os

from quart import Quart, jsonify, request

app = Quart(__name__)
HOLD = float(os.environ.get("HOLD", 25))

etat = {"status": "En attente", "version": 0}
# remplacé à chaque changement : tous ceux qui attendaient l'ancien sont réveillés
signal = asyncio.Event()


@app.get("/api/poll-status")
async def poll_status():
    derniere = request.args.get("last_version", type=int)
    if derniere is None or derniere < etat["version"]:
        return jsonify(etat)
    try:
        await asyncio.wait_for(signal.wait(), timeout=HOLD)
    except asyncio.TimeoutError:
        return "", 204
    return jsonify(etat)


@app.post("/api/update-status")
async def update_status():
    global signal
    donnees = await request.get_json(silent=True)
    if not isinstance(donnees, dict) or not isinstance(donnees.get("status"), str) or not donnees["status"]:
        return jsonify({"error": "Champ 'status' obligatoire"}), 400
    etat["status"] = donnees["status"]
    etat["version"] += 1
    ancien, signal = signal, asyncio.Event()
    ancien.set()
    return jsonify({"message": "ok", "status": etat["status"], "version": etat["version"]})


@app.get("/")
async def index():
    return """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><span id="status">-</span>
<script>
const API = '/api';
let version;
async function poll() {
  const q = version === undefined ? '' : '?last_version=' + version;
  const r = await fetch(API + '/poll-status' + q);
  if (r.status === 200) { const d = await r.json(); version = d.version; document.getElementById('status').textContent = d.status; }
  setTimeout(poll, 0);
}
async function update(status) {
  await fetch(API + '/update-status', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({status})});
}
poll();
</script></body></html>"""


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)))
