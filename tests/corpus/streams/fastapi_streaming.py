import asyncio
import json
import os
import random

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, StreamingResponse

app = FastAPI()
actions = [
    {"symbole": "LVMH", "prix": 720.5, "variation": 0.0},
    {"symbole": "TTE", "prix": 61.3, "variation": 0.0},
    {"symbole": "AIR", "prix": 148.9, "variation": 0.0},
]


async def flux():
    # d'abord on attend, puis on envoie toutes les actions d'un coup
    while True:
        await asyncio.sleep(float(os.getenv("INTERVAL", "2")))
        for action in actions:
            variation = round(random.uniform(-1, 1), 2)
            action["prix"] = round(action["prix"] + variation, 2)
            action["variation"] = variation
        yield "event: cotations\ndata: " + json.dumps(actions, ensure_ascii=False) + "\n\n"


@app.get("/stream")
async def stream():
    return StreamingResponse(flux(), media_type="text/event-stream", headers={
        "Cache-Control": "no-cache",
        "Connection": "keep-alive",
        "X-Accel-Buffering": "no",
    })


@app.get("/", response_class=HTMLResponse)
async def page():
    return """<table id="t"></table><script>
new EventSource("/stream").addEventListener("cotations", (e) => {
  document.getElementById("t").innerHTML = JSON.parse(e.data)
    .map((a) => `<tr><td>${a.symbole}<td>${a.prix.toFixed(2)}<td>${a.variation.toFixed(2)}`).join("");
});
</script>"""


uvicorn.run(app, host="127.0.0.1", port=int(os.getenv("PORT", "8000")), log_level="warning")
