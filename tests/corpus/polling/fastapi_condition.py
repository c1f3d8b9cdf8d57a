"""Long polling avec FastAPI et asyncio.Condition."""
import asyncio
import os

import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

app = FastAPI(title="TP Long Polling")
HOLD = float(os.getenv("HOLD", "25"))


class Update(BaseModel):
    status: str = Field(min_length=1)


class State(BaseModel):
    status: str
    version: int


current = State(status="En attente", version=0)
condition = asyncio.Condition()


@app.get("/", response_class=HTMLResponse)
async def index() -> str:
    return """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>TP</title></head><body>
<p>Statut : <span id="status"></span></p>
<button onclick="update('En cours')">En cours</button><button onclick="update('Échec')">Échec</button>
<script>
let lastVersion = -1;
const update = (status) => fetch('/update-status', {
  method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({status})
});
const poll = async () => {
  const res = await fetch('/poll-status?last_version=' + lastVersion);
  if (res.status === 200) {
    const data = await res.json();
    lastVersion = data.version;
    document.querySelector('#status').textContent = data.status;
  }
};
(async () => { while (true) { try { await poll(); } catch { await new Promise(r => setTimeout(r, 1000)); } } })();
</script></body></html>"""


@app.post("/update-status")
async def update_status(update: Update) -> State:
    global current
    async with condition:
        current = State(status=update.status, version=current.version + 1)
        condition.notify_all()
        return current


@app.get("/poll-status", response_model=State, responses={204: {}})
async def poll_status(last_version: int):
    async with condition:
        try:
            await asyncio.wait_for(condition.wait_for(lambda: current.version > last_version), HOLD)
        except asyncio.TimeoutError:
            return Response(status_code=204)
        return current


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.getenv("PORT", "8000")), log_level="warning")
