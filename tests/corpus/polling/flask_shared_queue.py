# Une file partagée : update y met le nouvel état, poll attend dessus.
import os
import queue
from flask import Flask, jsonify, request

app = Flask(__name__)
q = queue.Queue()
current = {"status": "En attente", "version": 0}


@app.route("/update-status", methods=["POST"])
def update_status():
    data = request.get_json(silent=True) or {}
    if not isinstance(data, dict) or not data.get("status"):
        return jsonify({"error": "status requis"}), 400
    current["status"] = data["status"]
    current["version"] += 1
    q.put(dict(current))
    return jsonify(current)


@app.route("/poll-status")
def poll_status():
    last = request.args.get("last_version", 0, type=int)
    if last < current["version"]:
        return jsonify(current)
    while True:
        try:
            nouveau = q.get(timeout=float(os.environ.get("HOLD", 25)))
        except queue.Empty:
            return "", 204
        # les vieux messages ne m'intéressent pas
        if nouveau["version"] > last:
            return jsonify(nouveau)


app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)), threaded=True)
