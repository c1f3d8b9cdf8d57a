"""Six threads answer, and no more: five streams and a page beside them."""
import json
import os
import random
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer

INTERVAL = float(os.environ.get("INTERVAL", "2"))
PAGE = b"<!doctype html><title>Cours</title><script>new EventSource('/stream')</script>"


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/":
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE)
            return
        if self.path != "/stream":
            self.send_error(404)
            return
        self.send_response(200)
        for name, value in (("Content-Type", "text/event-stream"), ("Cache-Control", "no-cache"), ("X-Accel-Buffering", "no")):
            self.send_header(name, value)
        self.end_headers()
        try:
            while True:
                quote = {"symbol": random.choice(["AAPL", "GOOG"]), "price": round(random.uniform(90, 200), 2), "change": 0.5}
                self.wfile.write(f"data: {json.dumps(quote)}\n\n".encode())
                time.sleep(INTERVAL)
        except OSError:
            pass


class Server(HTTPServer):
    request_queue_size = 128
    workers = ThreadPoolExecutor(6)

    def process_request(self, request, client_address):
        self.workers.submit(self.work, request, client_address)

    def work(self, request, client_address):
        try:
            self.finish_request(request, client_address)
        finally:
            self.shutdown_request(request)


if __name__ == "__main__":
    Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
