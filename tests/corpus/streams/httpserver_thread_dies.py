"""Un thread diffuse les cotations à tous les clients connectés."""
import json
import os
import random
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

clients = []


def diffusion():
    prix = 100.0
    numero = 0
    while True:
        variation = round(random.uniform(-1, 1), 2)
        prix = round(prix + variation, 2)
        numero += 1
        message = f"id: {numero}\ndata: {json.dumps({'symbol': 'AAPL', 'price': prix, 'change': variation})}\n\n"
        for client in clients:
            client.wfile.write(message.encode())
        time.sleep(float(os.environ.get("INTERVAL", 2)))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/stream":
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-cache")
            self.send_header("X-Accel-Buffering", "no")
            self.end_headers()
            clients.append(self)
            while True:
                time.sleep(3600)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p id=p></p><script>new EventSource('/stream').onmessage = e => { p.textContent = e.data }</script>")


threading.Thread(target=diffusion, daemon=True).start()
ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8000))), Handler).serve_forever()
