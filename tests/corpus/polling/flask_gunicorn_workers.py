# Lancement : gunicorn -w 4 --threads 8 flask_gunicorn_workers:app
import os
import threading
from flask import Flask, jsonify, request

app = Flask(__name__)
status, version = "En attente", 0
cond = threading.Condition()


@app.get("/poll-status")
def poll():
    last = request.args.get("last_version", -1, type=int)
    with cond:
        cond.wait_for(lambda: last < version, timeout=float(os.environ.get("HOLD", 25)))
        if last < version:
            return jsonify(status=status, version=version)
    return "", 204


@app.post("/update-status")
def update():
    global status, version
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not isinstance(body.get("status"), str) or not body["status"]:
        return jsonify(error="status requis"), 400
    with cond:
        status = body["status"]
        version += 1
        cond.notify_all()
        return jsonify(status=status, version=version)
