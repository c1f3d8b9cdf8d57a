// HTTP polling only, on both sides: there is no WebSocket to upgrade to. Messages carry an id and a time, and a join is
// acknowledged with the list of members, which everybody else in the room gets as 'users'.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat par requêtes</title></head><body>
<p>Membres : <span id="users"></span></p><ol id="log"></ol>
<form id="enter"><input name="username"><input name="room"><button>Rejoindre</button></form>
<form id="write"><input name="message"><button>Envoyer</button></form>
<script src="/socket.io/socket.io.min.js"></script>
<script type="module">
  const socket = io({ transports: ["polling"] });
  const $ = (id) => document.getElementById(id);
  const line = (text) => $("log").insertAdjacentElement("beforeend", document.createElement("li")).textContent = text;
  let me = {};
  $("enter").onsubmit = async (event) => {
    event.preventDefault();
    me = Object.fromEntries(new FormData(event.target));
    const { users } = await socket.emitWithAck("join room", { username: me.username, room: me.room });
    $("users").textContent = users.join(", ");
  };
  $("write").onsubmit = (event) => {
    event.preventDefault();
    socket.emit("chat message", { username: me.username, room: me.room, message: event.target.message.value });
  };
  socket.on("users", (users) => $("users").textContent = users.join(", "));
  socket.on("room message", ({ message }) => line(message));
  socket.on("chat message", ({ from, message, at }) => line(new Date(at).toLocaleTimeString() + " " + from + " : " + message));
</script></body></html>
`;

const server = http.createServer((request, response) => {
  const found = request.url === "/";
  response.writeHead(found ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
  response.end(found ? PAGE : "");
});
const io = new Server(server, { transports: ["polling"], allowUpgrades: false });
let messages = 0;

const users = async (room) => (await io.in(room).fetchSockets()).map((socket) => socket.data.username);

io.on("connection", (socket) => {
  socket.on("join room", async (data, answer) => {
    const { username, room } = data ?? {};
    if (!username || !room) return answer?.({ users: [] });
    Object.assign(socket.data, { username, room });
    await socket.join(room);
    io.to(room).emit("room message", { message: `${username} vient d'arriver.` });
    const list = await users(room);
    socket.to(room).emit("users", list);
    answer?.({ users: list });
  });
  socket.on("chat message", (data) => {
    const { username, room } = socket.data;
    if (!room || typeof data?.message !== "string") return;
    messages += 1;
    io.to(room).emit("chat message", { id: messages, from: username, message: data.message, at: Date.now() });
  });
  socket.on("disconnect", async () => {
    const { username, room } = socket.data;
    if (!room) return;
    io.to(room).emit("room message", { message: `${username} vient de partir.` });
    io.to(room).emit("users", await users(room));
  });
});

server.listen(process.env.PORT, "127.0.0.1");
