# A submission with a page: plain long polling on the port that PORT names, with Python's own server.
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOLD = 2.5
state = {"status": "En attente", "version": 1}
changed = threading.Condition()


class Handler(BaseHTTPRequestHandler):
    def answer(self, code, content=None, kind="application/json"):
        body = b"" if content is None else content.encode() if isinstance(content, str) else json.dumps(content).encode()
        self.send_response(code)
        if code != 204:
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/":
            return self.answer(200, open("page.html", encoding="utf-8").read(), "text/html; charset=utf-8")
        if url.path != "/poll-status":
            return self.answer(404, {"error": "rien ici"})
        try:
            last = int(parse_qs(url.query)["last_version"][0])
        except (KeyError, ValueError):
            return self.answer(400, {"error": "last_version doit être un entier"})
        with changed:
            changed.wait_for(lambda: state["version"] > last, HOLD)
            now = dict(state)
        self.answer(200, now) if now["version"] > last else self.answer(204)

    def do_POST(self):
        try:
            status = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))["status"]
        except (ValueError, KeyError, TypeError):
            status = None
        if self.path != "/update-status":
            return self.answer(404, {"error": "rien ici"})
        if not isinstance(status, str) or not status.strip():
            return self.answer(400, {"error": "le statut manque"})
        with changed:
            state.update(status=status, version=state["version"] + 1)
            changed.notify_all()
            now = dict(state)
        self.answer(200, now)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


Server(("0.0.0.0", int(os.environ.get("PORT", "5000"))), Handler).serve_forever()
