"""Long polling with Flask, where each visitor has a session: a signed cookie, which nothing is locked for."""

import logging
import os
import threading

from flask import Flask, jsonify, request, session

HOLD = float(os.environ.get("HOLD", "25"))

app = Flask(__name__)
app.secret_key = "only for this exercise"
app.config["SESSION_COOKIE_SECURE"] = True
logging.getLogger("werkzeug").setLevel(logging.ERROR)

changed = threading.Condition()
task = {"status": "En attente", "version": 1}


@app.before_request
def count_visits():
    # Each answer sets the cookie anew.
    session["visits"] = session.get("visits", 0) + 1


@app.get("/")
def page():
    return f"<h1>Tâche</h1><p>Visite {session['visits']}</p>"


@app.get("/poll-status")
def poll_status():
    last_version = request.args.get("last_version", default=0, type=int)
    with changed:
        if changed.wait_for(lambda: task["version"] != last_version, HOLD):
            return jsonify(task)
    return jsonify(changed=False)


@app.post("/update-status")
def update_status():
    fields = request.get_json(silent=True)
    status = fields.get("status") if isinstance(fields, dict) else None
    if not isinstance(status, str) or not status.strip():
        return jsonify(error="status"), 400
    with changed:
        task.update(status=status, version=task["version"] + 1)
        changed.notify_all()
        return jsonify(task)


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
