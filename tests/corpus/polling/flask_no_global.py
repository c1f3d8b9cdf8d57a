import os
import threading
from flask import Flask, request, jsonify

app = Flask(__name__)

current_task_status = "En attente"
status_version = 0
condition = threading.Condition()


@app.route("/update-status", methods=["POST"])
def update_status():
    data = request.get_json()
    new_status = data.get("status")
    if not new_status:
        return jsonify({"error": "Le statut est requis"}), 400
    with condition:
        current_task_status = new_status
        status_version += 1
        condition.notify_all()
    return jsonify({"status": current_task_status, "version": status_version})


@app.route("/poll-status", methods=["GET"])
def poll_status():
    last_version = request.args.get("last_version", -1, type=int)
    with condition:
        if last_version == status_version:
            condition.wait(timeout=float(os.environ.get("HOLD", 25)))
        if last_version == status_version:
            return "", 204
        return jsonify({"status": current_task_status, "version": status_version})


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)), threaded=True)
