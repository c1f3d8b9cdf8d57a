"""Quotes straight on asyncio's sockets, one byte a TCP segment, in chunks of a few bytes that split characters.

The stream starts with a byte order mark, the company names have accents, and the fields are French.
"""

import asyncio
import itertools
import json
import os
import random
import socket
from http import HTTPStatus

INTERVAL = float(os.environ.get("INTERVAL", "2"))
PAGE = """<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>Cotations de Paris</title></head>
<body>
<h1>Cotations de Paris</h1>
<table><tbody id="cotations"></tbody></table>
<script>
  const lignes = {};
  const flux = new EventSource("/stream");
  flux.onmessage = function (evenement) {
    const cotation = JSON.parse(evenement.data);
    let ligne = lignes[cotation.symbole];
    if (!ligne) {
      ligne = lignes[cotation.symbole] = document.getElementById("cotations").insertRow();
      for (let i = 0; i < 4; i++) ligne.insertCell();
    }
    const signe = cotation.variation > 0 ? "+" : "";
    const { symbole, nom, prix, variation } = cotation;
    const textes = [symbole, nom, prix.toFixed(2) + " €", signe + variation.toFixed(2)];
    textes.forEach((texte, i) => (ligne.cells[i].textContent = texte));
    ligne.style.color = cotation.variation > 0 ? "green" : cotation.variation < 0 ? "red" : "black";
  };
  flux.onerror = function () {
    console.log("Flux interrompu, le navigateur se reconnecte.");
  };
</script>
</body>
</html>
"""

NAMES = {"RMS": "Hermès", "OR": "L’Oréal", "AC": "Accor Hôtels", "ML": "Michelin – pneus", "GLE": "Société Générale 📈"}
prices = {"RMS": 2103.5, "OR": 421.15, "AC": 41.2, "ML": 33.05, "GLE": 24.9}


def trade():
    symbol = random.choice(list(prices))
    before = prices[symbol]
    prices[symbol] = price = round(before * random.uniform(0.99, 1.01), 2)
    return {"symbole": symbol, "nom": NAMES[symbol], "prix": price, "variation": round(price - before, 2)}


async def trickle(writer, content):
    for position in range(len(content)):
        writer.write(content[position : position + 1])
        await writer.drain()
        await asyncio.sleep(0)  # the others' turn, and a segment of its own


def chunks(content, sizes):
    while content:
        size = next(sizes)
        part, content = content[:size], content[size:]
        yield b"%02X\r\n%s\r\n" % (len(part), part)


async def stream(writer, protocol):
    writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    head = (
        "HTTP/1.1 200 OK\r\ncontent-type:text/event-stream\r\nCACHE-CONTROL: no-cache\r\nCache-Control: private\r\n"
        "x-accel-buffering:no\r\n"
    )
    chunked = protocol != "HTTP/1.0"  # which knows no chunks
    head += "transfer-encoding: chunked\r\n\r\n" if chunked else "connection: close\r\n\r\n"
    await trickle(writer, head.encode())
    sizes = itertools.cycle([1, 2, 3, 5, 8, 13])
    mark = "\ufeff"
    due = asyncio.get_running_loop().time()
    while True:
        event = f"{mark}data: {json.dumps(trade(), ensure_ascii=False)}\n\n".encode()
        mark = ""
        await trickle(writer, b"".join(chunks(event, sizes)) if chunked else event)
        due += INTERVAL
        await asyncio.sleep(due - asyncio.get_running_loop().time())


def write_page(writer, code, text, more=""):
    body = text.encode()
    writer.write(
        f"HTTP/1.1 {code} {HTTPStatus(code).phrase}\r\nconnection: close\r\ncontent-type: text/html; charset=utf-8\r\n"
        f"{more}content-length: {len(body)}\r\n\r\n".encode() + body
    )


async def serve(reader, writer):
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, path, protocol = head.split("\r\n")[0].split(" ")
        if method != "GET":
            write_page(writer, 405, "", "allow: GET\r\n")
        elif path == "/stream":
            await stream(writer, protocol)
        elif path == "/":
            write_page(writer, 200, PAGE)
        else:
            write_page(writer, 404, "<!doctype html><title>Introuvable</title>")
    except (ValueError, asyncio.LimitOverrunError):
        write_page(writer, 400, "")
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client left
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(os.environ["PORT"]), backlog=256)
    async with server:
        await server.serve_forever()


asyncio.run(main())
