import os
import time

import uvicorn
from fastapi import FastAPI, Request, Response

app = FastAPI()

task = {"status": "En attente", "version": 0}


@app.post("/update-status")
async def update_status(request: Request):
    try:
        data = await request.json()
        new_status = data["status"]
    except Exception:
        return Response(status_code=400)
    task["status"] = new_status
    task["version"] += 1
    return task


@app.get("/poll-status")
async def poll_status(last_version: int = -1):
    start = time.time()
    # on garde la connexion ouverte
    while time.time() - start < float(os.environ.get("HOLD", 25)):
        if last_version < task["version"]:
            return task
        time.sleep(0.1)
    return Response(status_code=204)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8000)), log_level="warning")
