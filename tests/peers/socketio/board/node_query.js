// As the lab text has it: pseudo, room and token in the query, a middleware that verifies the token, one event with the
// whole content, and a list of those who are there at /status.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const TOKEN = "12345";
const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>CollabBoard</title></head><body>
<input id="pseudo"><input id="room"><button id="go">Entrer</button><textarea id="board"></textarea><ul id="log"></ul>
<script src="/socket.io/socket.io.js"></script><script>
  const $ = (id) => document.getElementById(id);
  $("go").onclick = () => {
    const pseudo = $("pseudo").value, room = $("room").value;
    const socket = io({ query: { pseudo, room, token: "${TOKEN}" } });
    $("board").oninput = () => socket.emit("update", { content: $("board").value });
    socket.on("update", ({ content }) => ($("board").value = content));
    socket.on("notification", (text) => {
      const item = document.createElement("li");
      item.textContent = text;
      $("log").append(item);
    });
  };
</script></body></html>`;

const server = http.createServer((request, response) => {
  if (request.url === "/status") {
    const users = [...io.of("/").sockets.values()].map((socket) => socket.data.pseudo);
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(JSON.stringify({ uptime: process.uptime(), users }));
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
const io = new Server(server);

io.use((socket, next) => {
  const { pseudo, room, token } = socket.handshake.query;
  if (token !== TOKEN || !pseudo || !room) return next(new Error("unauthorized"));
  socket.data = { pseudo, room };
  next();
});

io.on("connection", (socket) => {
  const { pseudo, room } = socket.data;
  socket.join(room);
  socket.to(room).emit("notification", `${pseudo} vient d'arriver`);
  socket.on("update", (update) => socket.to(room).emit("update", { pseudo, content: update?.content ?? "" }));
  socket.on("disconnect", () => io.to(room).emit("notification", `${pseudo} est parti`));
});

server.listen(process.env.PORT, "127.0.0.1");
