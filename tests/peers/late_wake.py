"""Long polling that answers an update first, and wakes the waiters from another thread a little later.

Versions are nanoseconds since 1970: integers past 2^53, which a floating-point number can't hold.
"""

import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOLD = float(os.environ.get("HOLD", "25"))
WAKE_AFTER = 0.008
MAX_BODY = 1_000_000

changed = threading.Condition()
status, version = "En attente", time.time_ns()


def update(new_status):
    global status, version
    with changed:
        # From here on a poll sees the new pair; those that wait already hear of it from the timer.
        status, version = new_status, max(time.time_ns(), version + 1)
    threading.Timer(WAKE_AFTER, wake).start()


def wake():
    with changed:
        changed.notify_all()


def newer_than(known):
    with changed:
        if changed.wait_for(lambda: version > known, HOLD):
            return {"version": version, "status": status}
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path != "/poll-status":
            return self.send_error(404)
        try:
            known = int(parse_qs(url.query)["last_version"][0])
        except KeyError:
            return self.send_error(400, "last_version is missing")
        except ValueError:
            return self.send_error(400, "last_version is not an integer")
        if known < 0:
            return self.send_error(400, "last_version is negative")
        news = newer_than(known)
        return self.answer(200, news) if news else self.answer(204)

    def do_POST(self):
        try:
            length = int(self.headers.get("Content-Length", "0"))
            if not 0 <= length <= MAX_BODY:
                return self.send_error(413)
            body = self.rfile.read(length)
            if urlsplit(self.path).path != "/update-status":
                return self.send_error(404)
            new_status = json.loads(body)["status"]
            if not new_status.strip():
                raise ValueError("empty status")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return self.send_error(400, "a JSON object with a status is expected")
        update(new_status)
        return self.answer(202, {"accepted": new_status})

    def answer(self, code, content=None):
        try:
            self.send_response(code)
            if content is None:
                return self.end_headers()
            body = json.dumps(content, indent=2).encode() + b"\n"
            self.send_header("Content-Type", "application/json")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 256  # the default of 5 drops a burst of connections


Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
