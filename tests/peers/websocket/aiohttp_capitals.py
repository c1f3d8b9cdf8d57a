"""The server of capitals alone, in aiohttp, at its own path with a page. It pings each client, and greets it."""

import os

from aiohttp import WSMsgType, web

PAGE = """<!doctype html><meta charset="utf-8"><title>Majuscules</title><input id="texte"><p id="reponse"></p><script>
const socket = new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/echo');
socket.onmessage = (e) => { document.querySelector('#reponse').textContent = e.data; };
document.querySelector('#texte').oninput = (e) => { socket.send(e.target.value); };
</script>"""


async def page(request):
    return web.Response(text=PAGE, content_type="text/html")


async def echo(request):
    ws = web.WebSocketResponse(heartbeat=0.5)
    await ws.prepare(request)
    await ws.send_str("Bonjour, écrivez-moi.")
    async for message in ws:
        if message.type == WSMsgType.TEXT:
            await ws.send_str(message.data.upper())
    return ws


app = web.Application()
app.add_routes([web.get("/", page), web.get("/echo", echo)])
web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
