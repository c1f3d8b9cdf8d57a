"""A chat with python-socketio on aiohttp, whose instances meet by its manager for Redis.

"""

import os
from html import escape

import socketio
from aiohttp import web

PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Chat</title></head>
<body>
  <form id="join"><input name="username"><input name="room"><button>Rejoindre</button></form>
  <ul id="messages"></ul>
  <form id="chat"><input name="message"><button>Envoyer</button></form>
  <script src="https://cdn.jsdelivr.net/npm/socket.io-client@4.8.4/dist/socket.io.min.js"></script>
  <script>
    const socket = io();
    const form = (id) => document.getElementById(id);
    form("join").addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData(form("join"));
      socket.emit("join room", { username: data.get("username"), room: data.get("room") });
    });
    form("chat").addEventListener("submit", (event) => {
      event.preventDefault();
      const room = new FormData(form("join")).get("room");
      socket.emit("chat message", { room, message: form("chat").message.value });
      form("chat").reset();
    });
    function add(text) {
      const item = document.createElement("li");
      item.textContent = text;
      form("messages").append(item);
    }
    socket.on("room message", (data) => add(data.message));
    socket.on("chat message", (data) => add(`${data.username} : ${data.message}`));
  </script>
</body>
</html>
"""

manager = socketio.AsyncRedisManager(os.environ["REDIS_URL"])
sio = socketio.AsyncServer(async_mode="aiohttp", client_manager=manager)
app = web.Application()
sio.attach(app)


async def page(request):
    return web.Response(text=PAGE, content_type="text/html")


@sio.on("join room")
async def join(sid, data=None):
    if not isinstance(data, dict) or not data.get("username") or not data.get("room"):
        return {"error": "username and room, please"}
    member = {"username": data["username"], "room": data["room"]}
    await sio.save_session(sid, member)
    await sio.enter_room(sid, member["room"])
    text = f"{member['username']} a rejoint le salon {escape(member['room'])}"
    await sio.emit("room message", {"message": text}, room=member["room"])
    return {"ok": True}


@sio.on("chat message")
async def say(sid, data=None):
    member = await sio.get_session(sid)
    if not member or not isinstance(data, dict) or not data.get("message"):
        return {"error": "join a room, then say something"}
    message = {"message": data["message"], "room": member["room"], "username": member["username"]}
    await sio.emit("chat message", message, room=member["room"])
    return {"ok": True}


@sio.event
async def disconnect(sid, reason=None):
    member = await sio.get_session(sid)
    if member:
        text = f"{member['username']} a quitté le salon"
        await sio.emit("room message", {"message": text}, room=member["room"], skip_sid=sid)


app.router.add_get("/", page)
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
