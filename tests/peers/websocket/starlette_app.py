"""Starlette on uvicorn, which is what FastAPI stands on: a page, a list of connections, and everybody hears everything."""

import os

import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Chat</title></head><body>
<form onsubmit="sendMessage(event)"><input id="messageText" autocomplete="off"><button>Send</button></form>
<ul id="messages"></ul><input id="word"><script>
var ws = new WebSocket("ws://" + location.host + "/ws");
ws.onmessage = function (event) {
  var item = document.createElement("li");
  item.textContent = event.data;
  document.getElementById("messages").appendChild(item);
};
function sendMessage(event) {
  var input = document.getElementById("messageText");
  ws.send(input.value);
  input.value = "";
  event.preventDefault();
}
var majuscules = new WebSocket("ws://" + location.host + "/ws/maj");
document.getElementById("word").onchange = function (event) { majuscules.send(event.target.value); };
majuscules.onmessage = function (event) { document.getElementById("word").value = event.data; };
</script></body></html>"""

active = []


async def home(request):
    return HTMLResponse(PAGE)


async def relay(websocket):
    await websocket.accept()
    active.append(websocket)
    try:
        while True:
            data = await websocket.receive_text()
            for connection in list(active):
                try:
                    await connection.send_text(f"Message : {data}")
                except Exception:
                    pass
    except (WebSocketDisconnect, KeyError):
        pass
    finally:
        active.remove(websocket)


async def capitals(websocket):
    await websocket.accept()
    try:
        while True:
            await websocket.send_text((await websocket.receive_text()).upper())
    except (WebSocketDisconnect, KeyError):
        pass


app = Starlette(
    routes=[Route("/", home), WebSocketRoute("/ws", relay), WebSocketRoute("/ws/maj", capitals)]
)
uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
