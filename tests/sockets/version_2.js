// A server of Socket.IO 2, which speaks Engine.IO 3: the client of today cannot speak to it.
"use strict";
const server = require("http").createServer((request, response) => response.end("here"));
require("socket.io")(server).on("connection", (socket) => socket.emit("chat message", "hello"));
server.listen(process.env.PORT, "127.0.0.1");
