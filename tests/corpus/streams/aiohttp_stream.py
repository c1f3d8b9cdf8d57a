import asyncio
import json
import os
import random
from aiohttp import web

INTERVALLE = float(os.environ.get("INTERVAL", 2))
abonnes: set[asyncio.Queue] = set()
prix = {"AAPL": 170.0, "GOOG": 1500.0, "MSFT": 250.0}


async def diffuser(app):
    """Une seule boucle pour tout le monde : chaque abonné a sa file."""
    async def boucle():
        numero = 0
        while True:
            symbole = random.choice(list(prix))
            variation = round(random.uniform(-2, 2), 2)
            prix[symbole] = round(prix[symbole] + variation, 2)
            numero += 1
            message = f"id: {numero}\r\ndata: " + json.dumps({"symbol": symbole, "price": prix[symbole], "change": variation}) + "\r\n\r\n"
            for file in abonnes:
                file.put_nowait(message.encode())
            await asyncio.sleep(INTERVALLE)

    tache = asyncio.create_task(boucle())
    yield
    tache.cancel()


async def stream(request):
    reponse = web.StreamResponse(headers={
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-cache",
        "X-Accel-Buffering": "no",
    })
    await reponse.prepare(request)
    await reponse.write(b"retry: 3000\r\n\r\n")
    file = asyncio.Queue()
    abonnes.add(file)
    try:
        while True:
            await reponse.write(await file.get())
    except ConnectionResetError:
        return reponse
    finally:
        abonnes.discard(file)


async def index(request):
    return web.Response(content_type="text/html", charset="utf-8", text="""<!DOCTYPE html><html lang="fr"><body><div id="d"></div>
<script>const s = new EventSource('/stream'); s.onmessage = m => { d.innerText = m.data }</script></body></html>""")


app = web.Application()
app.cleanup_ctx.append(diffuser)
app.add_routes([web.get("/", index), web.get("/stream", stream)])
web.run_app(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8080)), print=None)
