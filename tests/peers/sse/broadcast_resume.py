"""Quotes that one market broadcasts: it moves whether anybody listens, and all clients get the same events.

The ids go on over connections, and a client that comes back with Last-Event-ID first gets what it missed.
The stream is at /api/stream, as the page says, and HEAD gets the head that GET would.
"""

import json
import os
import random
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INTERVAL = float(os.environ.get("INTERVAL", "2"))
PAGE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Broadcast</title>
<style>.rise { color: green } .fall { color: red }</style>
</head>
<body>
<h1>Broadcast</h1>
<p>Last event: <output></output></p>
<div role="list"></div>
<script>
  const list = document.querySelector("[role=list]");
  const entries = new Map();
  const source = new EventSource("/api/stream");
  source.onmessage = ({ data, lastEventId }) => {
    const quote = JSON.parse(data);
    const entry = entries.get(quote.symbol) ?? document.createElement("div");
    if (!entries.has(quote.symbol)) {
      entries.set(quote.symbol, entry);
      list.append(entry);
    }
    entry.textContent = `${quote.symbol} ${quote.price} ${quote.change}`;
    entry.className = quote.change > 0 ? "rise" : quote.change < 0 ? "fall" : "";
    document.querySelector("output").textContent = lastEventId;
  };
  source.onerror = () => (document.querySelector("output").textContent = "connection lost");
</script>
</body>
</html>
"""


class Market:
    def __init__(self):
        self.moved = threading.Condition()
        self.prices = {"AAPL": 187.4, "GOOG": 141.15, "MSFT": 402.6, "AMZN": 171.8}
        self.last = 0
        self.kept = deque(maxlen=500)  # of (id, quote), for those who come back

    def run(self):
        due = time.monotonic()
        while True:
            due += INTERVAL
            time.sleep(max(0, due - time.monotonic()))
            with self.moved:
                symbol = random.choice(list(self.prices))
                before = self.prices[symbol]
                self.prices[symbol] = price = round(before * random.uniform(0.99, 1.01), 2)
                self.last += 1
                self.kept.append((self.last, {"symbol": symbol, "price": price, "change": round(price - before, 2)}))
                self.moved.notify_all()

    def start_after(self, last_event_id):
        """The id after which a client starts: the one it saw, or the present for one that saw none of ours."""
        with self.moved:
            known = last_event_id.isascii() and last_event_id.isdecimal() and len(last_event_id) < 18
            return int(last_event_id) if known and 0 < int(last_event_id) <= self.last else self.last

    def after(self, seen):
        """The events after `seen` that are still kept, once there are some."""
        with self.moved:
            self.moved.wait_for(lambda: self.last > seen)
            return [(number, quote) for number, quote in self.kept if number > seen]


market = Market()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60  # an idle connection is closed after that

    def do_GET(self):
        try:
            if self.path.split("?")[0] == "/api/stream":
                self.stream()
            else:
                self.page()
        except (ConnectionError, TimeoutError):
            self.close_connection = True  # the client left

    do_HEAD = do_GET

    def stream(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Accel-Buffering", "no")
        chunked = self.request_version != "HTTP/1.0"  # which knows no chunks
        self.send_header(*(("Transfer-Encoding", "chunked") if chunked else ("Connection", "close")))
        self.end_headers()
        if self.command == "HEAD":
            return
        seen = market.start_after(self.headers.get("Last-Event-ID", ""))
        while True:
            events = market.after(seen)
            seen = events[-1][0]
            body = "".join(f"id: {number}\ndata: {json.dumps(quote)}\n\n" for number, quote in events).encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body) if chunked else body)

    def page(self):
        found = self.path.split("?")[0] == "/"
        body = PAGE if found else b"<!doctype html><title>Not found</title>"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 256  # the default of 5 drops a burst of connections


threading.Thread(target=market.run, daemon=True).start()
Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
