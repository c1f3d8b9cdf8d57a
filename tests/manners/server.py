"""A small server for what is said to students: it holds polls, and has one oddity that its second argument names.

plain    nothing odd
tls      it speaks https, with a certificate of its own (the third argument is its folder)
raises   a poll with a version ahead of its own raises an exception; each request is logged, as Flask does
stream   it has an event stream, and no polls
dies     it ends when an update comes
"""

import json
import os
import ssl
import subprocess
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOLD = 2
state = {"status": "En attente", "version": 1}
changed = threading.Condition()
port, oddity = int(sys.argv[1]), sys.argv[2]


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, code, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(code)
        if value is not None:
            self.send_header("Content-Type", "application/json")
        if code != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if oddity == "stream" and url.path == "/stream":
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            while True:
                self.wfile.write(b'data: {"symbol": "A", "price": 1.5, "change": 0.5}\n\n')
                self.wfile.flush()
                time.sleep(0.2)
        if oddity == "stream" or url.path != "/poll-status":
            return self.answer(404, {"error": "nothing here"})
        version = urllib.parse.parse_qs(url.query).get("last_version", ["0"])[0]
        try:
            last = int(version)
        except ValueError:
            if oddity == "raises":
                raise
            return self.answer(400, {"error": "last_version is no number"})
        with changed:
            changed.wait_for(lambda: state["version"] != last, HOLD)
            now = dict(state)
        self.answer(200, now) if now["version"] != last else self.answer(204)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if oddity == "stream" or self.path != "/update-status":
            return self.answer(404, {"error": "nothing here"})
        if oddity == "dies":
            print("no more updates, please", file=sys.stderr, flush=True)
            os._exit(3)
        try:
            status = json.loads(body)["status"]
        except (ValueError, KeyError, TypeError):
            status = None
        if not isinstance(status, str) or not status.strip():
            return self.answer(400, {"error": "a status is wanted"})
        with changed:
            state.update(status=status, version=state["version"] + 1)
            changed.notify_all()
            now = dict(state)
        self.answer(200, now)


class Threads(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


server = Threads(("127.0.0.1", port), Server)
if oddity == "tls":
    key, certificate = (os.path.join(sys.argv[3], name) for name in ("key.pem", "certificate.pem"))
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", key, "-out", certificate], check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
