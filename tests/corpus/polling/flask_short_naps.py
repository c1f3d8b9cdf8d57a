# Le serveur regarde la version toutes les 50 ms pendant que la requête est ouverte.
import os
import threading
import time
from flask import Flask, request, jsonify

app = Flask(__name__)

current_task_status = "En attente"
status_version = 1
verrou = threading.Lock()
MAX_WAIT = float(os.environ.get("HOLD", "25"))


@app.route('/update-status', methods=['POST'])
def update_status():
    global current_task_status, status_version
    # accepte un formulaire ou du JSON
    if request.is_json:
        data = request.get_json(silent=True)
        new_status = data.get('status') if isinstance(data, dict) else None
    else:
        new_status = request.form.get('status')
    if not new_status or type(new_status) is not str:
        return jsonify({'error': 'status manquant'}), 400
    with verrou:
        current_task_status = new_status
        status_version += 1
        return jsonify({'status': current_task_status, 'status_version': status_version}), 200


@app.route('/poll-status')
def poll_status():
    try:
        last_version = int(request.args.get('last_version', 0))
    except ValueError:
        return jsonify({'error': 'last_version doit être un entier'}), 400
    end = time.monotonic() + MAX_WAIT
    while time.monotonic() < end:
        with verrou:
            if last_version < status_version:
                return jsonify({'status': current_task_status, 'status_version': status_version})
        time.sleep(0.05)
    return '', 204


@app.route('/')
def home():
    return '''<html><head><meta charset="utf-8"></head><body><h2 id="s"></h2>
<form id="f"><input name="status"><button>OK</button></form>
<script>
var v = 0;
function poll() {
  fetch('/poll-status?last_version=' + v).then(function (r) {
    if (r.status == 204) return null;
    return r.json();
  }).then(function (d) {
    if (d) { v = d.status_version; document.getElementById('s').innerText = d.status; }
    poll();
  }).catch(function () { setTimeout(poll, 2000); });
}
document.getElementById('f').onsubmit = function (e) {
  e.preventDefault();
  fetch('/update-status', {method: 'POST', body: new URLSearchParams(new FormData(this))});
};
poll();
</script></body></html>'''


if __name__ == '__main__':
    app.run('127.0.0.1', int(os.environ.get('PORT', 5000)), threaded=True)
