# TP Long Polling - serveur Flask
# Un Event par client en attente, comme vu en cours.
import os
import threading

from flask import Flask, Response, jsonify, request

app = Flask(__name__, static_folder="static", static_url_path="")

HOLD = float(os.environ.get("HOLD", 25))

statut = "En attente"
version = 0
verrou = threading.Lock()
clients = []


@app.get("/")
def index():
    return app.send_static_file("index.html")


@app.post("/update-status")
def update_status():
    global statut, version
    donnees = request.get_json(silent=True) or {}
    nouveau = donnees.get("status")
    if not isinstance(nouveau, str) or not nouveau.strip():
        return jsonify(error="Le statut est requis"), 400
    with verrou:
        statut = nouveau
        version += 1
        for evenement in clients:
            evenement.set()
        clients.clear()
        return jsonify(message="Statut mis à jour", new_status=statut, version=version)


@app.get("/poll-status")
def poll_status():
    derniere = request.args.get("last_version", type=int)
    if derniere is None:
        return jsonify(error="Le paramètre last_version est requis"), 400
    evenement = threading.Event()
    with verrou:
        if derniere < version:
            return jsonify(status=statut, version=version)
        clients.append(evenement)
    evenement.wait(timeout=HOLD)
    with verrou:
        if evenement in clients:
            clients.remove(evenement)
        if derniere < version:
            return jsonify(status=statut, version=version)
    return Response(status=204)


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)), threaded=True)
