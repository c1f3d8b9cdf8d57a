import asyncio
import os

import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

# {"task": {"status": …, "version": …}} : prêt pour plusieurs tâches plus tard
task = {"status": "En attente", "version": 0}
waiters = []


async def poll(request):
    try:
        last = int(request.query_params.get("last_version", "-1"))
    except ValueError:
        return JSONResponse({"error": "bad last_version"}, 400)
    if last < task["version"]:
        return JSONResponse({"task": task})
    waiter = asyncio.Event()
    waiters.append(waiter)
    try:
        await asyncio.wait_for(waiter.wait(), float(os.environ.get("HOLD", 25)))
    except TimeoutError:
        if waiter in waiters:
            waiters.remove(waiter)
    return JSONResponse({"task": task}) if last < task["version"] else Response(status_code=204)


async def update(request):
    try:
        body = await request.json()
        status = body["status"]
    except Exception:
        return JSONResponse({"error": "status is required"}, 400)
    if not isinstance(status, str) or not status:
        return JSONResponse({"error": "status is required"}, 400)
    task["status"] = status
    task["version"] += 1
    while waiters:
        waiters.pop().set()
    return JSONResponse({"task": task})


async def page(request):
    return HTMLResponse("""<p id=p></p><button onclick="fetch('/update-status',{method:'POST',body:JSON.stringify({status:'Terminée'})})">fin</button>
<script>let v=-1;(async()=>{for(;;){let r=await fetch('/poll-status?last_version='+v);if(r.status==200){let t=(await r.json()).task;v=t.version;p.textContent=t.status}}})()</script>""")


app = Starlette(routes=[Route("/", page), Route("/poll-status", poll), Route("/update-status", update, methods=["POST"])])
uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8000)), log_level="warning")
