// A ticket first: POST /api/tickets gives a token that is good for one connection and one minute, and the handshake
// brings it in 'auth'. The page asks for a new one each time it connects.
"use strict";
const http = require("node:http");
const { randomUUID } = require("node:crypto");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat</title></head><body>
<form id="join"><input name="username"><input name="room"><button>Rejoindre</button></form>
<form id="say"><input name="message"><button>Envoyer</button></form><ul></ul>
<script src="/socket.io/socket.io.js"></script>
<script>
  const socket = io({
    auth: async (present) => {
      const answer = await fetch("/api/tickets", { method: "POST" });
      const { token } = await answer.json();
      present({ token });
    },
  });
  let member = { username: "", room: "" };
  document.forms.join.addEventListener("submit", (event) => {
    event.preventDefault();
    const { username, room } = Object.fromEntries(new FormData(event.target));
    member = { username, room };
    socket.emit("join room", { username, room });
  });
  document.forms.say.addEventListener("submit", (event) => {
    event.preventDefault();
    const message = event.target.elements.message.value;
    socket.emit("chat message", { username: member.username, room: member.room, message });
  });
  const show = (text) => (document.querySelector("ul").appendChild(document.createElement("li")).textContent = text);
  socket.on("chat message", ({ username, message }) => show(username + " : " + message));
  socket.on("room message", ({ message }) => show(message));
</script></body></html>`;

const tickets = new Map();
const server = http.createServer((request, response) => {
  if (request.method === "POST" && request.url === "/api/tickets") {
    const token = randomUUID();
    tickets.set(token, Date.now() + 60_000);
    response.writeHead(201, { "content-type": "application/json" });
    return response.end(JSON.stringify({ token, expiresIn: 60 }));
  }
  if (request.method !== "GET" || request.url !== "/") return response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
const io = new Server(server);

io.use((socket, next) => {
  const { token } = socket.handshake.auth;
  const until = tickets.get(token);
  tickets.delete(token);
  next(until > Date.now() ? undefined : new Error("no valid ticket"));
});

io.on("connection", (socket) => {
  socket.on("join room", (member) => {
    if (!member?.username || !member.room) return;
    socket.data.member = member;
    socket.join(member.room);
    io.to(member.room).emit("room message", { message: `${member.username} a rejoint le salon` });
  });
  socket.on("chat message", (data) => {
    const { username, room } = socket.data.member ?? {};
    if (room && data?.message) io.to(room).emit("chat message", { username, room, message: data.message });
  });
  socket.on("disconnect", () => {
    const { username, room } = socket.data.member ?? {};
    if (room) socket.to(room).emit("room message", { message: `${username} a quitté le salon` });
  });
});

server.listen(process.env.PORT, "127.0.0.1");
