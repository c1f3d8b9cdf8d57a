import asyncio
import json
import os
import random
from dataclasses import dataclass

from quart import Quart, make_response

app = Quart(__name__)


@dataclass
class ServerSentEvent:
    data: str
    event: str | None = None
    id: int | None = None

    def encode(self) -> bytes:
        message = f"data: {self.data}"
        if self.event is not None:
            message = f"event: {self.event}\n{message}"
        if self.id is not None:
            message = f"id: {self.id}\n{message}"
        return (message + "\n\n").encode("utf-8")


@app.get("/")
async def index():
    return ("<!DOCTYPE html><meta charset='utf-8'><p id='q'></p><script>const es=new EventSource('/stream');"
            "es.addEventListener('quote',e=>{q.textContent=e.data})</script>")


@app.get("/stream")
async def stream():
    async def send_events():
        prices = {"AAPL": 170.0, "MSFT": 250.0}
        number = 0
        while True:
            symbol = random.choice(list(prices))
            change = round(random.uniform(-1, 1), 2)
            prices[symbol] = round(prices[symbol] + change, 2)
            number += 1
            data = json.dumps({"symbol": symbol, "price": prices[symbol], "change": change})
            yield ServerSentEvent(data, event="quote", id=number).encode()
            await asyncio.sleep(float(os.environ.get("INTERVAL", 2)))

    response = await make_response(send_events(), {
        "Content-Type": "text/event-stream",
        "Cache-Control": "no-cache",
        "Transfer-Encoding": "chunked",
        "X-Accel-Buffering": "no",
    })
    response.timeout = None
    return response


app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 5000)))
