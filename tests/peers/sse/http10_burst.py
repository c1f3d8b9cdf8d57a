"""Quotes with the standard library alone, in HTTP/1.0: no chunks, the stream ends with its connection.

Lines end with CRLF. Nothing comes before the first interval is over; then, at each tick, an event for every symbol.
"""

import json
import os
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INTERVAL = float(os.environ.get("INTERVAL", "2"))
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Quotes</title>
<style>
  [data-trend="up"] { background: #d6f5d6 }
  [data-trend="down"] { background: #f9d6d6 }
</style>
</head>
<body>
<h1>Quotes</h1>
<ul></ul>
<script>
  const list = document.querySelector("ul");
  const items = Object.create(null);
  const source = new EventSource("stream");
  source.addEventListener("message", (event) => {
    const quote = JSON.parse(event.data);
    const item = items[quote.symbol] ??= list.appendChild(document.createElement("li"));
    const sign = Math.sign(quote.change);
    item.dataset.trend = ["down", "none", "up"][sign + 1];
    item.textContent = `${quote.symbol}: ${quote.price} ${"▼=▲"[sign + 1]} ${quote.change}`;
  });
  source.addEventListener("error", () => (document.title = "Quotes (reconnecting)"));
  source.addEventListener("open", () => (document.title = "Quotes"));
</script>
</body>
</html>
"""


market = threading.Lock()  # guards `prices`
prices = {"AAPL": 187.4, "GOOG": 141.15, "MSFT": 402.6, "AMZN": 171.8, "BRK.B": 410.2}


def trade():
    """The quotes of all symbols, each one step on."""
    quotes = []
    with market:
        for symbol, before in prices.items():
            price = round(before * random.uniform(0.99, 1.01), 2)
            quotes.append({"symbol": symbol, "price": price, "change": round(price - before, 2)})
        prices.update((quote["symbol"], quote["price"]) for quote in quotes)
    return quotes


class Handler(BaseHTTPRequestHandler):
    # `protocol_version` stays HTTP/1.0, the default: one request a connection.

    def do_GET(self):
        try:
            if self.path.split("?")[0] == "/stream":
                self.head(200, "text/event-stream; charset=utf-8")
                self.stream()
            elif self.path == "/":
                self.head(200, "text/html; charset=utf-8")
                self.wfile.write(PAGE.encode())
            else:
                self.head(404, "text/plain; charset=utf-8")
                self.wfile.write(b"Nothing here.\n")
        except (ConnectionError, TimeoutError):
            pass  # the client left

    def head(self, code, kind):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-cache, no-store, must-revalidate")
        self.send_header("X-Accel-Buffering", "no")
        self.end_headers()

    def stream(self):
        due = time.monotonic()
        while True:
            due += INTERVAL
            time.sleep(max(0, due - time.monotonic()))
            events = [f"data: {json.dumps(quote)}\r\n\r\n" for quote in trade()]
            self.wfile.write("".join(events).encode())

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 256  # the default of 5 drops a burst of connections


Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
