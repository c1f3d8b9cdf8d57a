// Socket.IO under a path and a namespace of its own, beside Express, whose page is one link away from '/'. A client is in
// one room at a time, and everybody in it gets the list of who is there, besides the notice.
"use strict";
const http = require("node:http");
const express = require("express");
const { Server } = require("socket.io");

const HOME = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Accueil</title></head>
<body><h1>Bienvenue</h1><p><a href="./salons">Aller aux salons</a></p></body></html>`;
const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Salons</title></head><body>
<aside id="users"></aside><main id="log"></main>
<form id="join-form"><input id="username"><input id="room"><button>Rejoindre</button></form>
<form id="message-form"><input id="message"><button>Envoyer</button></form>
<script src="/rt/socket.io.js"></script>
<script>
  const chat = io("/salons", { path: "/rt/" });
  const state = { username: null, room: null };
  function add(text) {
    const line = document.createElement("div");
    line.textContent = text;
    document.getElementById("log").appendChild(line);
  }
  document.getElementById("join-form").addEventListener("submit", function (event) {
    event.preventDefault();
    state.username = document.getElementById("username").value.trim();
    state.room = document.getElementById("room").value.trim();
    chat.emit("join room", { username: state.username, room: state.room });
  });
  document.getElementById("message-form").addEventListener("submit", function (event) {
    event.preventDefault();
    chat.emit("chat message", {
      username: state.username,
      room: state.room,
      message: document.getElementById("message").value, // le texte seul
    });
  });
  chat.on("chat message", ({ username, message }) => add(\`\${username} : \${message}\`));
  chat.on("room message", ({ message }) => add(message));
  chat.on("room users", ({ users }) => { document.getElementById("users").textContent = users.join(", "); });
</script></body></html>`;

const app = express();
app.get("/", (request, response) => response.send(HOME));
app.get("/salons", (request, response) => response.send(PAGE));
const server = http.createServer(app);
const io = new Server(server, { path: "/rt/" });
const salons = io.of("/salons");
const members = new Map();

function leave(socket) {
  const member = members.get(socket.id);
  if (!member) return;
  members.delete(socket.id);
  socket.leave(member.room);
  salons.to(member.room).emit("room message", { message: `${member.username} a quitté ${member.room}` });
  tellUsers(member.room);
}

function tellUsers(room) {
  const users = [...members.values()].filter((member) => member.room === room).map((member) => member.username);
  salons.to(room).emit("room users", { room, users });
}

salons.on("connection", (socket) => {
  socket.on("join room", (data, done) => {
    if (!data?.username || !data?.room) return;
    leave(socket);
    members.set(socket.id, { username: data.username, room: data.room });
    socket.join(data.room);
    salons.to(data.room).emit("room message", { message: `${data.username} a rejoint ${data.room}` });
    tellUsers(data.room);
    if (typeof done === "function") done();
  });
  socket.on("chat message", (data) => {
    const member = members.get(socket.id);
    if (member && data?.message) salons.to(member.room).emit("chat message", { ...member, message: data.message });
  });
  socket.on("disconnect", () => leave(socket));
});

server.listen(process.env.PORT, "127.0.0.1");
