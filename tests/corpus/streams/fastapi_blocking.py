import json
import os
import random
import time

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse, StreamingResponse

app = FastAPI()
prices = {"AAPL": 170.0, "GOOG": 1500.0}


async def event_stream():
    event_id = 0
    while True:
        symbol = random.choice(list(prices))
        change = round(random.uniform(-1, 1), 2)
        prices[symbol] = round(prices[symbol] + change, 2)
        event_id += 1
        yield f"id: {event_id}\ndata: {json.dumps({'symbol': symbol, 'price': prices[symbol], 'change': change})}\n\n"
        time.sleep(float(os.environ.get("INTERVAL", 2)))


@app.get("/stream")
async def stream():
    return StreamingResponse(event_stream(), media_type="text/event-stream",
                             headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})


@app.get("/", response_class=HTMLResponse)
async def root():
    return "<p id=p></p><script>new EventSource('/stream').onmessage = e => { p.textContent = e.data }</script>"


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8000)), log_level="warning")
