"""Long polling straight on asyncio's sockets: no framework, odd but valid HTTP/1.1.

Bodies come in chunks of seven bytes, header names in any case, and the version before the status.
A client that claims to be ahead is told the state at once: it must have known another life of the server.
"""

import asyncio
import json
import os
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

HOLD = float(os.environ.get("HOLD", "25"))
MAX_BODY = 1_000_000


class Refused(Exception):
    """The request gets this 4xx."""


class Task:
    def __init__(self):
        self.status, self.version = "En attente", 1
        self.next_change = asyncio.Event()

    def update(self, status):
        # No `await` in here: nobody sees the half of it.
        self.status, self.version = status, self.version + 1
        self.next_change.set()
        self.next_change = asyncio.Event()

    async def other_than(self, known):
        if self.version == known:
            # Still no `await` since the comparison, so this event is the next change.
            try:
                await asyncio.wait_for(self.next_change.wait(), HOLD)
            except asyncio.TimeoutError:
                pass
        return None if self.version == known else {"version": self.version, "status": self.status}


async def read_request(reader):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    method, target, protocol = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if "transfer-encoding" in headers:
        raise Refused(411)
    length = int(headers.get("content-length", "0"))
    if not 0 <= length <= MAX_BODY:
        raise Refused(413)
    body = await reader.readexactly(length)
    return method, urlsplit(target), protocol, headers.get("content-type", ""), body


async def respond(task, method, url, kind, body):
    if (method, url.path) == ("GET", "/poll-status"):
        try:
            known = int(parse_qs(url.query).get("last_version", ["-1"])[0])
        except ValueError:
            raise Refused(400)
        news = await task.other_than(known)
        return (200, news) if news else (204, None)
    if (method, url.path) == ("POST", "/update-status"):
        try:
            if "json" in kind.lower():
                status = json.loads(body)["status"]
            else:
                status = parse_qs(body.decode())["status"][0]
            status.encode()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Refused(400)
        if not status.strip():
            raise Refused(400)
        task.update(status)
        return 204, None
    raise Refused(405 if url.path in ("/poll-status", "/update-status") else 404)


def write_answer(writer, protocol, code, content):
    head = f"HTTP/1.1 {code} {HTTPStatus(code).phrase}\r\nCONNECTION: close\r\n"
    if content is None:
        writer.write((head + "\r\n").encode())
        return
    body = json.dumps(content, ensure_ascii=False).encode()
    head += "content-TYPE:application/json;charset=utf-8\r\n"
    if protocol != "HTTP/1.0":  # which knows no chunks
        head += "transfer-encoding: chunked\r\n"
        parts = [body[i : i + 7] for i in range(0, len(body), 7)] + [b""]
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    writer.write((head + "\r\n").encode() + body)


async def serve(task, reader, writer):
    protocol = "HTTP/1.1"
    try:
        method, url, protocol, kind, body = await read_request(reader)
        code, content = await respond(task, method, url, kind, body)
        write_answer(writer, protocol, code, content)
    except Refused as refused:
        write_answer(writer, protocol, refused.args[0], {"error": HTTPStatus(refused.args[0]).phrase})
    except (ValueError, asyncio.LimitOverrunError):
        write_answer(writer, protocol, 400, {"error": "not an HTTP request"})
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client left
    writer.close()


async def main():
    task = Task()
    server = await asyncio.start_server(
        lambda reader, writer: serve(task, reader, writer), "127.0.0.1", int(os.environ["PORT"]), backlog=256
    )
    async with server:
        await server.serve_forever()


asyncio.run(main())
