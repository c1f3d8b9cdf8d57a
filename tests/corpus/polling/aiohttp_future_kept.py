import asyncio
import os
from aiohttp import web

status = "En attente"
version = 0
clients = []


async def poll_status(request):
    try:
        last = int(request.query.get("last_version", -1))
    except ValueError:
        return web.json_response({"error": "last_version invalide"}, status=400)
    if last < version:
        return web.json_response({"status": status, "version": version})
    fut = asyncio.get_event_loop().create_future()
    clients.append(fut)
    try:
        data = await asyncio.wait_for(fut, timeout=float(os.environ.get("HOLD", 25)))
        return web.json_response(data)
    except asyncio.TimeoutError:
        return web.Response(status=204)


async def update_status(request):
    global status, version, clients
    try:
        data = await request.json()
        new_status = data["status"]
        assert isinstance(new_status, str) and new_status
    except Exception:
        return web.json_response({"error": "Le statut est requis"}, status=400)
    status = new_status
    version += 1
    # prévenir tous les clients
    for fut in clients:
        fut.set_result({"status": status, "version": version})
    clients = []
    return web.json_response({"status": status, "version": version})


app = web.Application()
app.router.add_get("/poll-status", poll_status)
app.router.add_post("/update-status", update_status)
if __name__ == "__main__":
    web.run_app(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8080)))
