# La version est une date ISO : le client renvoie celle qu'il a reçue.
import asyncio
import os
from datetime import datetime, timezone

import uvicorn
from fastapi import Body, FastAPI, HTTPException
from fastapi.responses import JSONResponse

app = FastAPI()
attentes: set[asyncio.Event] = set()
tache = {"status": "En attente", "version": datetime.now(timezone.utc).isoformat(timespec="microseconds")}


@app.get("/poll-status")
async def poll_status(last_version: str | None = None):
    if last_version != tache["version"]:
        return tache
    evenement = asyncio.Event()
    attentes.add(evenement)
    try:
        async with asyncio.timeout(float(os.environ.get("HOLD", 25))):
            await evenement.wait()
        return tache
    except TimeoutError:
        return JSONResponse({"changed": False})
    finally:
        attentes.discard(evenement)


@app.post("/update-status")
async def update_status(status: str = Body(embed=True)):
    if not status.strip():
        raise HTTPException(400, "statut vide")
    tache["status"] = status
    tache["version"] = datetime.now(timezone.utc).isoformat(timespec="microseconds")
    for evenement in attentes:
        evenement.set()
    return tache


uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8000)), log_level="error")
