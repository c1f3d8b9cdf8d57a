"""A chat with Flask-SocketIO in threads, whose instances meet by its message queue.

Events have names with underscores here and there in the code, but on the wire they are those of the lab text. The page
is a template whose client comes from a CDN.
"""

import logging
import os

from flask import Flask, render_template_string, request
from flask_socketio import SocketIO, emit, join_room

PAGE = """<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <title>{{ title }}</title>
  <script src="https://cdnjs.cloudflare.com/ajax/libs/socket.io/4.7.5/socket.io.js"></script>
</head>
<body>
  <h1>{{ title }}</h1>
  <label>Pseudo <input id="username"></label> <label>Salon <input id="room"></label>
  <button onclick="joinRoom()">Rejoindre</button>
  <div id="messages"></div>
  <input id="message"> <button onclick="sendMessage()">Envoyer</button>
  <script>
    var socket = io('http://' + document.domain + ':' + location.port);

    function value(id) { return document.getElementById(id).value; }

    function joinRoom() {
      socket.emit('join room', {'username': value('username'), 'room': value('room')});
    }

    function sendMessage() {
      socket.emit('chat message', {
        'username': value('username'),
        'room': value('room'),
        'message': value('message')
      });
    }

    function addLine(text) {
      var line = document.createElement('p');
      line.appendChild(document.createTextNode(text));
      document.getElementById('messages').appendChild(line);
    }

    socket.on('room message', function(data) { addLine(data['message']); });
    socket.on('chat message', function(data) { addLine(data.username + ' : ' + data.message); });
  </script>
</body>
</html>
"""

logging.getLogger("werkzeug").setLevel(logging.ERROR)
app = Flask(__name__)
app.config["SECRET_KEY"] = "not a secret"
socketio = SocketIO(app, async_mode="threading", message_queue=os.environ["REDIS_URL"])
members = {}


@app.route("/")
def index():
    return render_template_string(PAGE, title="Chat")


@socketio.on("join room")
def on_join_room(data=None):
    if not data:
        return
    username, room = data["username"], data["room"]
    members[request.sid] = (username, room)
    join_room(room)
    emit("room message", {"message": f"{username} a rejoint le salon {room}."}, to=room)


@socketio.on("chat message")
def on_chat_message(data=None):
    if not data:
        return
    emit("chat message", data, to=data["room"])


@socketio.on("disconnect")
def on_disconnect(*reason):
    username, room = members.pop(request.sid, (None, None))
    if room:
        emit("room message", {"message": f"{username} a quitté le salon {room}."}, to=room)


if __name__ == "__main__":
    socketio.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), allow_unsafe_werkzeug=True)
