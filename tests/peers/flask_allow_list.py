"""Long polling with Flask: only the four statuses of the lab, and a repeated one changes nothing."""

import logging
import os
import threading

from flask import Flask, jsonify, request

HOLD = float(os.environ.get("HOLD", "25"))
STATUSES = ("En attente", "En cours", "Terminée", "Échec")

app = Flask(__name__)
logging.getLogger("werkzeug").setLevel(logging.ERROR)

changed = threading.Condition()
current_status = STATUSES[0]
status_version = 0


@app.get("/poll-status")
def poll_status():
    if "last_version" not in request.args:
        return jsonify(error="last_version est obligatoire"), 400
    try:
        last_version = int(request.args["last_version"])
    except ValueError:
        return jsonify(error="last_version doit être un entier"), 400
    with changed:
        if not changed.wait_for(lambda: status_version > last_version, HOLD):
            return "", 204
        return jsonify(status=current_status, version=status_version)


@app.post("/update-status")
def update_status():
    global current_status, status_version
    # JSON or a form, as the client likes.
    try:
        fields = request.get_json(silent=True) if request.is_json else request.form
    except RecursionError:  # nested too deeply
        fields = None
    status = fields.get("status") if hasattr(fields, "get") else None
    if status not in STATUSES:
        return jsonify(error="statut inconnu", statuses=STATUSES), 400
    with changed:
        if status != current_status:
            current_status = status
            status_version += 1
            changed.notify_all()
        return jsonify(message="Statut enregistré", status=current_status, version=status_version)


@app.get("/status")
def status():
    with changed:
        return jsonify(status=current_status, version=status_version)


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
