// Every text is trimmed and escaped for HTML before it goes out, since the page writes it with innerHTML; the sender sees
// its own text at once, and the server sends it to the others only. Everything is one event, 'chat message', with a type.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat</title></head><body>
<section></section><input id="username"><input id="room"><input id="message">
<button id="join">Rejoindre</button><button id="say">Envoyer</button>
<script src="/socket.io/socket.io.js"></script><script>
const socket = io(), $ = (id) => document.getElementById(id), section = document.querySelector("section");
$("join").onclick = () => socket.emit("join room", { username: $("username").value, room: $("room").value });
$("say").onclick = () => {
  const data = { username: $("username").value, room: $("room").value, message: $("message").value };
  socket.emit("chat message", data);
  const own = document.createElement("p");
  own.textContent = "moi : " + data.message;
  section.append(own);
};
socket.on("chat message", (data) => {
  if (data.type === "system") section.innerHTML += "<p><i>" + data.message + "</i></p>";
  else section.innerHTML += "<p><b>" + data.username + "</b> " + data.message + "</p>";
});
</script></body></html>`;

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const clean = (text) => String(text ?? "").trim().replace(/[&<>"']/g, (letter) => ESCAPES[letter]);

const server = http.createServer((request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8").end(PAGE);
});
const io = new Server(server);

io.on("connection", (socket) => {
  const system = (to, message) => to.emit("chat message", { type: "system", message });
  socket.on("join room", (data = {}) => {
    const [username, room] = [clean(data?.username), clean(data?.room)];
    if (!username || !room) return;
    if (socket.room) socket.leave(socket.room);
    Object.assign(socket, { username, room });
    socket.join(room);
    system(io.to(room), `${username} a rejoint le salon.`);
  });
  socket.on("chat message", (data = {}) => {
    const message = clean(data?.message);
    if (!message || !socket.room) return;
    socket.to(socket.room).emit("chat message", { type: "message", username: socket.username, message });
  });
  socket.on("disconnect", () => socket.room && system(io.to(socket.room), `${socket.username} a quitté le salon.`));
});

server.listen(process.env.PORT, "127.0.0.1");
