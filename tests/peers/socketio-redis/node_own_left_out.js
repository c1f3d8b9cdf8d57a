// Publish and subscribe with redis: each instance tells its own clients at once, publishes under its own name, and leaves
// out what it hears of itself. The last messages of a room are in Redis too, and who joins gets them as a list.
"use strict";
const http = require("node:http");
const crypto = require("node:crypto");
const { createClient } = require("redis");
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
  socket.on("history", (list) => list.forEach((data) => add(data.username + " : " + data.message)));
  socket.on("room message", (data) => add(data.message));
</script></body></html>
`;

const server = http.createServer((request, response) => {
  if (request.url !== "/") return response.writeHead(404).end();
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(PAGE);
});

async function main() {
  const me = crypto.randomUUID();
  const io = new Server(server);
  const pub = createClient({ url: process.env.REDIS_URL });
  const sub = pub.duplicate();
  for (const client of [pub, sub]) client.on("error", () => {});
  await Promise.all([pub.connect(), sub.connect()]);

  const everywhere = (room, event, data) => {
    io.to(room).emit(event, data);
    return pub.publish("chat", JSON.stringify({ me, room, event, data }));
  };
  await sub.subscribe("chat", (text) => {
    const { me: from, room, event, data } = JSON.parse(text);
    if (from !== me) io.to(room).emit(event, { ...data, from });
  });

  io.on("connection", (socket) => {
    socket.on("join room", async ({ username, room } = {}) => {
      if (!username || !room) return;
      socket.data = { username, room };
      socket.join(room);
      everywhere(room, "room message", { message: `${username} a rejoint la salle ${room}` });
      const old = await pub.lRange(`history:${room}`, 0, 19);
      socket.emit("history", old.map((text) => JSON.parse(text)));
    });
    socket.on("chat message", async ({ message } = {}) => {
      const { username, room } = socket.data;
      if (!room || !message) return;
      everywhere(room, "chat message", { username, message });
      await pub.rPush(`history:${room}`, JSON.stringify({ username, message }));
    });
    socket.on("disconnect", () => {
      const { username, room } = socket.data;
      if (room) everywhere(room, "room message", { message: `${username} a quitté la salle ${room}` });
    });
  });
  server.listen(process.env.PORT, "127.0.0.1");
}

main();
