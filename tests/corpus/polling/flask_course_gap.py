# Reprise de la solution vue en TD : on vérifie la version, puis on s'inscrit dans la liste.
import os
import threading
from collections import deque
from flask import Flask, request, jsonify, Response

app = Flask(__name__)
current_task_status = "En attente"
status_version = 0
status_lock = threading.Lock()
waiting_clients = deque()


@app.route('/')
def index():
    return '<!DOCTYPE html><meta charset="utf-8"><p id="p"></p><script>let v=0;async function poll(){' \
        'const r=await fetch(`/poll-status?last_version=${v}`);if(r.status===200){const d=await r.json();' \
        'v=d.version;document.getElementById("p").textContent=d.status}poll()}poll()</script>'


@app.route('/update-status', methods=['POST'])
def update_status():
    global current_task_status, status_version
    body = request.get_json(silent=True)
    new_status = body.get('status') if isinstance(body, dict) else None
    if not new_status:
        return jsonify({"error": "Le statut est requis"}), 400
    with status_lock:
        current_task_status = new_status
        status_version += 1
        for event in list(waiting_clients):
            event.set()
        waiting_clients.clear()
        return jsonify({"new_status": current_task_status, "version": status_version})


@app.route('/poll-status')
def poll_status():
    last = request.args.get('last_version', type=int)
    if last is None:
        return jsonify({"error": "Le paramètre 'last_version' est requis"}), 400
    with status_lock:
        if last < status_version:
            return jsonify({"status": current_task_status, "version": status_version})
    event = threading.Event()
    with status_lock:
        waiting_clients.append(event)
    event.wait(timeout=float(os.environ.get('HOLD', 25)))
    with status_lock:
        if event in waiting_clients:
            waiting_clients.remove(event)
        if last < status_version:
            return jsonify({"status": current_task_status, "version": status_version})
    return Response(status=204)


if __name__ == '__main__':
    app.run(host='127.0.0.1', port=int(os.environ.get('PORT', 5000)), threaded=True)
