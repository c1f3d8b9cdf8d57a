"""A board with Flask-SocketIO in threads: a client joins by an event that brings the token, who brings a bad one is told so by
an event and disconnected half a second later, and the update is a bare string after the name of the room."""

import os
import threading
import time

from flask import Flask, jsonify, request
from flask_socketio import SocketIO, disconnect, emit, join_room

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Tableau</title></head><body>
<form id="entrer"><input name="pseudo"><input name="salon"><button>Entrer</button></form><textarea id="texte"></textarea><p id="info"></p>
<script src="https://cdn.jsdelivr.net/npm/socket.io-client@4.8.4/dist/socket.io.min.js"></script>
<script>
  const TOKEN = "sesame-42";
  const socket = io();
  const entrer = document.getElementById("entrer"), texte = document.getElementById("texte");
  let salon = "";
  entrer.addEventListener("submit", (e) => {
    e.preventDefault();
    salon = entrer.salon.value;
    socket.emit("rejoindre", { pseudo: entrer.pseudo.value, salon, token: TOKEN });
  });
  texte.addEventListener("input", () => socket.emit("modifier", salon, texte.value));
  socket.on("modifier", (contenu) => { texte.value = contenu; });
  socket.on("info", (phrase) => { document.getElementById("info").textContent = phrase; });
</script></body></html>
"""

app = Flask(__name__)
socketio = SocketIO(app, async_mode="threading")
present = {}
lock = threading.Lock()


@app.get("/")
def page():
    return PAGE


@app.get("/status")
def status():
    return jsonify(connected=len(present))


@socketio.on("rejoindre")
def join(data=None):
    sid = request.sid
    if not isinstance(data, dict) or data.get("token") != "sesame-42":
        emit("info", "jeton refusé")
        time.sleep(0.5)
        disconnect(sid)
        return None
    with lock:
        present[sid] = (data["pseudo"], data["salon"])
    join_room(data["salon"])
    emit("info", f"{data['pseudo']} entre", to=data["salon"])
    return {"ok": True}


@socketio.on("modifier")
def change(salon=None, contenu=None):
    own = present.get(request.sid)
    if not own or own[1] != salon or not isinstance(contenu, str):
        return {"error": "interdit"}
    emit("modifier", contenu, to=salon, include_self=False)
    return {"ok": True}


@socketio.on("disconnect")
def leave(reason=None):
    with lock:
        pseudo, salon = present.pop(request.sid, (None, None))
    if salon:
        emit("info", f"{pseudo} sort", to=salon, include_self=False)


socketio.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), allow_unsafe_werkzeug=True)
