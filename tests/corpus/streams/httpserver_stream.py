# SSE sans framework
import json
import os
import random
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"""<!DOCTYPE html><html lang="fr"><body><ol id="o"></ol><script>
new EventSource('/stream').onmessage = function (e) {
  var li = document.createElement('li'); li.textContent = e.data; document.getElementById('o').appendChild(li);
};
</script></body></html>"""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/stream":
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-cache")
            self.send_header("X-Accel-Buffering", "no")
            self.end_headers()
            price = 100.0
            try:
                while True:
                    change = round(random.uniform(-0.5, 0.5), 2)
                    price = round(price + change, 2)
                    event = {"symbol": "ACME", "price": price, "change": change}
                    self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
                    time.sleep(float(os.environ.get("INTERVAL", 2)))
            except (BrokenPipeError, ConnectionResetError):
                pass
        elif self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)
        else:
            self.send_error(404)


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8000))), Handler).serve_forever()
