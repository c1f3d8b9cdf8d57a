import asyncio
import json
import os
import random

import uvicorn
from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

PRICES = {"AAPL": 170.0, "GOOG": 1500.0, "MSFT": 250.0, "AMZN": 130.0}


async def quotes(request):
    event_id = 0
    while not await request.is_disconnected():
        symbol = random.choice(list(PRICES))
        change = round(PRICES[symbol] * random.uniform(-0.005, 0.005), 2)
        PRICES[symbol] = round(PRICES[symbol] + change, 2)
        event_id += 1
        yield {"id": str(event_id), "data": json.dumps({"symbol": symbol, "price": PRICES[symbol], "change": change})}
        await asyncio.sleep(float(os.environ.get("INTERVAL", 2)))


async def stream(request):
    return EventSourceResponse(quotes(request))


async def index(request):
    return HTMLResponse("""<!DOCTYPE html><pre id=log></pre><script>
const es = new EventSource('/stream');
es.onmessage = e => { log.textContent = e.data + '\\n' + log.textContent; };
es.onerror = () => console.log('reconnexion…');
</script>""")


app = Starlette(routes=[Route("/", index), Route("/stream", stream)])

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ.get("PORT", 8000)), log_level="warning")
