# Serveur de long polling, sans framework
import json, os, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlparse, parse_qs

status = "En attente"
version = 0
cond = threading.Condition()

class Handler(BaseHTTPRequestHandler):
    def send_json(self, data):
        body = json.dumps(data).encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlparse(self.path)
        if url.path == "/poll-status":
            last = int(parse_qs(url.query).get("last_version", ["-1"])[0])
            with cond:
                cond.wait_for(lambda: version > last, timeout=float(os.environ.get("HOLD", 25)))
                if version > last:
                    self.send_json({"status": status, "version": version})
                else:
                    self.send_response(204)
                    self.end_headers()
        else:
            self.send_response(404)
            self.end_headers()

    def do_POST(self):
        global status, version
        if self.path == "/update-status":
            length = int(self.headers["Content-Length"])
            data = json.loads(self.rfile.read(length))
            with cond:
                status = data["status"]
                version += 1
                cond.notify_all()
            self.send_json({"status": status, "version": version})

ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", 8000))), Handler).serve_forever()
