"""A board with python-socketio on aiohttp: `connect` returns False without the token, content is escaped by nobody, the
update comes back to its author, and /status counts the rooms as well."""

import os
from collections import Counter
from urllib.parse import parse_qs

import socketio
from aiohttp import web

TOKEN = "12345"
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>CollabBoard</title></head><body>
<textarea id="zone"></textarea><div id="infos"></div>
<script src="https://cdn.jsdelivr.net/npm/socket.io-client@4.8.4/dist/socket.io.min.js"></script>
<script>
  const pseudo = prompt("Pseudo ?"), room = prompt("Salon ?");
  const socket = io({ query: { pseudo, room, token: "12345" } });
  const zone = document.getElementById("zone");
  zone.addEventListener("input", () => socket.emit("update", { room, content: zone.value }));
  socket.on("update", (data) => { if (data.content !== zone.value) zone.value = data.content; });
  socket.on("notification", (data) => { document.getElementById("infos").textContent = data.message; });
</script></body></html>
"""

sio = socketio.AsyncServer(async_mode="aiohttp")
app = web.Application()
sio.attach(app)
present = {}


async def page(request):
    return web.Response(text=PAGE, content_type="text/html")


async def status(request):
    rooms = Counter(room for _, room in present.values())
    return web.json_response({"clients": len(present), "rooms": rooms})


@sio.event
async def connect(sid, environ, auth=None):
    query = {key: values[0] for key, values in parse_qs(environ["QUERY_STRING"]).items()}
    if query.get("token") != TOKEN or "pseudo" not in query or "room" not in query:
        return False
    present[sid] = (query["pseudo"], query["room"])
    await sio.enter_room(sid, query["room"])
    await sio.emit("notification", {"message": f"{query['pseudo']} a rejoint"}, room=query["room"], skip_sid=sid)


@sio.event
async def update(sid, data=None):
    if sid not in present or not isinstance(data, dict):
        return {"error": "invalid"}
    pseudo, room = present[sid]
    await sio.emit("update", {"pseudo": pseudo, "content": data.get("content", "")}, room=room)
    return {"ok": True}


@sio.event
async def disconnect(sid, reason=None):
    pseudo, room = present.pop(sid, (None, None))
    if room:
        await sio.emit("notification", {"message": f"{pseudo} est parti"}, room=room)


app.router.add_get("/", page)
app.router.add_get("/status", status)
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
