"""The package websockets, both exercises at two paths and no page. One client at a time is sent to, and one that is gone
is no matter; who comes and goes is told to all. An unknown path is
accepted, and closed at once."""

import asyncio
import os

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

clients = set()


async def tell(text, but=None):
    for client in list(clients):
        if client is not but:
            try:
                await client.send(text)
            except ConnectionClosed:
                clients.discard(client)


async def relay(websocket):
    clients.add(websocket)
    try:
        await tell("Quelqu'un arrive.", but=websocket)
        async for message in websocket:
            await tell(message, but=websocket)
    except ConnectionClosed:
        pass
    finally:
        clients.discard(websocket)
        await tell("Quelqu'un s'en va.")


async def capitals(websocket):
    async for message in websocket:
        if isinstance(message, str):
            await websocket.send(message.upper())


async def serves(websocket):
    known = {"/ws": relay, "/capitals": capitals}.get(websocket.request.path)
    if known is None:
        await websocket.close(1008, "unknown path")
    else:
        await known(websocket)


async def main():
    async with serve(serves, "127.0.0.1", int(os.environ["PORT"])):
        await asyncio.get_running_loop().create_future()


asyncio.run(main())
