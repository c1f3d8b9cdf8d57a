"""Long polling with the standard library alone, in HTTP/1.0: a body ends when its connection does."""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOLD = float(os.environ.get("HOLD", "25"))
MAX_BODY = 1_000_000

changed = threading.Condition()  # guards `task`, and is notified when it changes
task = {"status": "En attente", "version": 0}


def wait_for_news(known):
    """The task as soon as it is newer than `known`, or None at the end of the hold."""
    deadline = time.monotonic() + HOLD
    with changed:
        while task["version"] <= known:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            changed.wait(left)
        return dict(task)


def update(status):
    with changed:
        task["status"] = status
        task["version"] += 1
        changed.notify_all()
        return dict(task)


class Handler(BaseHTTPRequestHandler):
    # `protocol_version` stays HTTP/1.0, the default: one request a connection.

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path != "/poll-status":
            return self.answer(404, {"error": "no such page"})
        try:
            # A client that says nothing knows nothing: 0.
            known = int(parse_qs(url.query).get("last_version", ["0"])[0])
        except ValueError:
            return self.answer(400, {"error": "last_version must be an integer"})
        news = wait_for_news(known)
        return self.answer(200, news) if news else self.answer(204)

    def do_POST(self):
        try:
            length = int(self.headers.get("Content-Length", "0"))
            if not 0 <= length <= MAX_BODY:
                return self.answer(413, {"error": "body too large"})
            body = self.rfile.read(length)
            if urlsplit(self.path).path != "/update-status":
                return self.answer(404, {"error": "no such page"})
            message = json.loads(body)
        except (ValueError, RecursionError):
            return self.answer(400, {"error": "the body is not JSON"})
        status = message.get("status") if isinstance(message, dict) else None
        if not isinstance(status, str) or not status.strip():
            return self.answer(400, {"error": "status must be a text"})
        now = update(status)
        self.answer(200, {"message": "status updated", "new_status": now["status"], "version": now["version"]})

    def answer(self, code, content=None):
        try:
            self.send_response(code)
            self.send_header("Connection", "close")
            if content is not None:
                self.send_header("Content-Type", "application/json")
            self.end_headers()
            if content is not None:
                self.wfile.write(json.dumps(content).encode())
        except ConnectionError:
            pass  # the client left during the hold

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 256  # the default of 5 drops a burst of connections


Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
