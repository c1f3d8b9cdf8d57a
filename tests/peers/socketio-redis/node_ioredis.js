// Publish and subscribe with ioredis: a message goes to Redis, and from there to the clients of each instance, the one
// that published it among them. Notices are told on their own instance only.
"use strict";
const http = require("node:http");
const Redis = require("ioredis");
const { Server } = require("socket.io");

const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Chat</title></head><body>
<form id="join"><input id="username" placeholder="Pseudo"><input id="room" placeholder="Salon"><button>Rejoindre</button></form>
<ul id="messages"></ul>
<form id="form"><input id="message" autocomplete="off"><button>Envoyer</button></form>
<script src="/socket.io/socket.io.js"></script>
<script>
  const socket = io();
  const value = (id) => document.getElementById(id).value;
  const add = (text) => {
    const item = document.createElement("li");
    item.textContent = text;
    document.getElementById("messages").append(item);
  };
  document.getElementById("join").addEventListener("submit", (event) => {
    event.preventDefault();
    socket.emit("join room", { username: value("username"), room: value("room") });
  });
  document.getElementById("form").addEventListener("submit", (event) => {
    event.preventDefault();
    socket.emit("chat message", { username: value("username"), room: value("room"), message: value("message") });
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
const pub = new Redis({ host: process.env.REDIS_HOST, port: Number(process.env.REDIS_PORT) });
const sub = pub.duplicate();
for (const client of [pub, sub]) client.on("error", () => {});

sub.subscribe("chat_messages").then(() => server.listen(process.env.PORT, "127.0.0.1"));
sub.on("message", (channel, text) => {
  const data = JSON.parse(text);
  io.to(data.room).emit("chat message", data);
});

io.on("connection", (socket) => {
  socket.on("join room", ({ username, room } = {}) => {
    if (!username || !room) return;
    socket.data = { username, room };
    socket.join(room);
    io.to(room).emit("room message", { message: `${username} a rejoint la salle ${room}` });
  });
  socket.on("chat message", (data) => {
    if (data) pub.publish("chat_messages", JSON.stringify({ ...data, at: Date.now() }));
  });
  socket.on("disconnect", () => {
    const { username, room } = socket.data;
    if (room) io.to(room).emit("room message", { message: `${username} a quitté la salle ${room}` });
  });
});
