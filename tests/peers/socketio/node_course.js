// A chat like the usual solution, in thirty lines: 'io.to(room)' for everything, the room from each message, and the
// pseudo and the rooms of a socket in variables of its connection. Who changes rooms stays in both.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Chat Socket.IO</title></head>
<body>
<h1>Chat</h1>
<form id="join"><input id="username" placeholder="Pseudo"><input id="room" placeholder="Salon"><button>Rejoindre</button></form>
<ul id="messages"></ul>
<form id="form"><input id="message" autocomplete="off"><button>Envoyer</button></form>
<script src="/socket.io/socket.io.js"></script>
<script>
  const socket = io();
  let username = "";
  let room = "";
  const add = (text) => {
    const item = document.createElement("li");
    item.textContent = text;
    document.getElementById("messages").appendChild(item);
  };
  document.getElementById("join").addEventListener("submit", (e) => {
    e.preventDefault();
    username = document.getElementById("username").value;
    room = document.getElementById("room").value;
    socket.emit("join room", { username, room });
  });
  document.getElementById("form").addEventListener("submit", (e) => {
    e.preventDefault();
    const message = document.getElementById("message").value;
    socket.emit("chat message", { username, room, message });
    document.getElementById("message").value = "";
  });
  socket.on("chat message", (data) => add(data.username + " : " + data.message));
  socket.on("room message", (data) => add(data.message));
</script></body></html>
`;

const server = http.createServer((request, response) => {
  if (request.url !== "/") return response.writeHead(404).end();
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(PAGE);
});
const io = new Server(server);

io.on("connection", (socket) => {
  let username;
  const rooms = new Set();
  socket.on("join room", (data) => {
    if (!data || !data.username || !data.room) return;
    username = data.username;
    rooms.add(data.room);
    socket.join(data.room);
    io.to(data.room).emit("room message", { message: `${data.username} a rejoint la salle ${data.room}` });
  });
  socket.on("chat message", (data) => {
    if (!data) return;
    io.to(data.room).emit("chat message", { username: data.username, room: data.room, message: data.message });
  });
  socket.on("disconnect", () => {
    for (const room of rooms) io.to(room).emit("room message", { message: `${username} a quitté la salle ${room}` });
  });
});

server.listen(process.env.PORT, "127.0.0.1");
