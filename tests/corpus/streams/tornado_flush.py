import asyncio
import json
import os
import random

import tornado.iostream
import tornado.web


class Stream(tornado.web.RequestHandler):
    def initialize(self):
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Accel-Buffering", "no")

    async def get(self):
        price = {"AAPL": 170.0, "GOOG": 1500.0}
        n = 0
        try:
            while True:
                for symbol in price:
                    change = round(random.gauss(0, 1), 2)
                    price[symbol] = round(price[symbol] + change, 2)
                    n += 1
                    self.write(f"id: {n}\n")
                    self.write(f"data: {json.dumps(dict(symbol=symbol, price=price[symbol], change=change))}\n\n")
                await self.flush()
                await asyncio.sleep(float(os.environ.get("INTERVAL", 2)))
        except tornado.iostream.StreamClosedError:
            pass


class Index(tornado.web.RequestHandler):
    def get(self):
        self.write("<h1>Bourse</h1><p id=q></p><script>new EventSource('/stream').onmessage=e=>q.textContent=e.data</script>")


async def main():
    tornado.web.Application([("/", Index), ("/stream", Stream)]).listen(int(os.environ.get("PORT", 8888)), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
