"""Long polling whose version is the time of the last change, in seconds with decimals."""

import json
import math
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HOLD = float(os.environ.get("HOLD", "25"))
MAX_BODY = 1_000_000


class Task:
    def __init__(self):
        self.changed = threading.Condition()
        self.pair = ("En attente", time.time())

    def update(self, status):
        with self.changed:
            # Two updates may fall in one tick of the clock, and clocks are set back: always grow.
            stamp = max(time.time(), math.nextafter(self.pair[1], math.inf))
            self.pair = (status, stamp)
            self.changed.notify_all()
            return self.pair

    def newer_than(self, known):
        with self.changed:
            if self.changed.wait_for(lambda: self.pair[1] > known, HOLD):
                return self.pair
            return None


task = Task()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60  # an idle connection is closed after that

    def do_GET(self):
        url = urlsplit(self.path)
        if url.path != "/poll-status":
            return self.answer(404, {"message": "Page inconnue"})
        try:
            known = float(parse_qs(url.query).get("last_version", ["0"])[0])
        except ValueError:
            known = math.nan
        if math.isnan(known):
            return self.answer(400, {"message": "last_version doit être un nombre"})
        pair = task.newer_than(known)
        if pair is None:
            return self.answer(200, {"changed": False, "message": "Pas de changement"})
        return self.answer(200, {"changed": True, "status": pair[0], "timestamp": pair[1]})

    def do_POST(self):
        try:
            length = int(self.headers.get("Content-Length", "0"))
            if not 0 <= length <= MAX_BODY:
                return self.answer(413, {"message": "Corps trop long"})
            body = self.rfile.read(length)
            if urlsplit(self.path).path != "/update-status":
                return self.answer(404, {"message": "Page inconnue"})
            status = json.loads(body)["status"]
            status.encode()  # half a surrogate pair could never be sent
            if not status.strip():
                raise ValueError("empty status")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return self.answer(400, {"message": "Un objet JSON avec un champ status est attendu"})
        stamp = task.update(status)[1]
        return self.answer(200, {"status": status, "timestamp": stamp, "message": "Statut mis à jour"})

    def answer(self, code, content):
        body = json.dumps(content, ensure_ascii=False).encode()
        try:
            self.send_response(code)
            if code >= 400:  # part of the request may still be unread
                self.send_header("Connection", "close")
            self.send_header("Content-Type", "application/json; charset=UTF-8")
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
