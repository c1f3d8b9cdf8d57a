# aiohttp : une Future par client en attente
import asyncio
import os

from aiohttp import web

HOLD = float(os.environ.get("HOLD", 25))
routes = web.RouteTableDef()
status, version = "En attente", 0
waiting: set[asyncio.Future] = set()


def state():
    return web.json_response({"status": status, "version": version})


@routes.get("/poll-status")
async def poll_status(request):
    raw = request.query.get("last_version", "")
    if not raw.lstrip("-").isdigit():
        raise web.HTTPBadRequest(text="last_version ?")
    if int(raw) < version:
        return state()
    future = asyncio.get_running_loop().create_future()
    waiting.add(future)
    try:
        await asyncio.wait_for(future, HOLD)
    except asyncio.TimeoutError:
        return web.Response(status=204)
    finally:
        waiting.discard(future)
    return state()


@routes.post("/update-status")
async def update_status(request):
    global status, version
    try:
        new = (await request.json())["status"]
    except Exception:
        new = None
    if not isinstance(new, str) or new == "":
        return web.json_response({"error": "status manquant"}, status=400)
    status = new
    version += 1
    for future in waiting:
        if not future.done():
            future.set_result(None)
    return state()


@routes.get("/")
async def index(request):
    return web.Response(content_type="text/html", text="""<html><body><div id=d></div><script>
let v = -1;
const poll = () => fetch('/poll-status?last_version=' + v)
  .then(r => r.status == 200 ? r.json() : null)
  .then(j => { if (j) { v = j.version; d.textContent = j.status } })
  .then(poll, () => setTimeout(poll, 1000));
poll();
</script></body></html>""")


app = web.Application()
app.add_routes(routes)
web.run_app(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8080)), print=None)
