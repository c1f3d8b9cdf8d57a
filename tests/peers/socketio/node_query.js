// A token in the query of the handshake, without which nobody is let in. 'join room' has the pseudo alone first and the
// room in an object, and a message is signed by the server.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const TOKEN = "s3same";
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>Private chat</title></head><body>
<div id="out"></div><input id="nick"><input id="room"><button id="go">join</button><input id="msg"><button id="send">send</button>
<script src="/socket.io/socket.io.js"></script><script>
  const token = "${TOKEN}";
  const socket = io({ query: { token, lang: "fr" } });
  const $ = (q) => document.querySelector(q);
  $("#go").addEventListener("click", () => {
    const nick = $("#nick").value, room = $("#room").value;
    socket.emit("join room", { username: nick, room: room });
  });
  $("#send").addEventListener("click", function () {
    socket.emit("chat message", { message: $("#msg").value });
  });
  const show = (text) => { const d = document.createElement("div"); d.textContent = text; $("#out").append(d); };
  socket.on("connect_error", (error) => show("refused: " + error.message));
  socket.on("room message", (m) => show(m.text));
  socket.on("chat message", (m) => show(m.author.name + ": " + m.content));
</script></body></html>`;

const server = http.createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
const io = new Server(server);

io.use((socket, next) => {
  if (socket.handshake.query.token === TOKEN) return next();
  next(new Error("unauthorized"));
});

io.on("connection", (socket) => {
  let member;
  socket.on("join room", (data) => {
    if (typeof data?.username !== "string" || typeof data?.room !== "string") return;
    member = data;
    socket.join(data.room);
    io.to(data.room).emit("room message", { kind: "arrival", text: `${data.username} joined ${data.room}` });
  });
  socket.on("chat message", (data) => {
    if (!member || typeof data?.message !== "string") return;
    const author = { name: member.username, socket: socket.id };
    io.to(member.room).emit("chat message", { author, content: data.message, sent: new Date().toISOString() });
  });
  socket.on("disconnect", () => {
    if (member) io.to(member.room).emit("room message", { kind: "departure", text: `${member.username} left ${member.room}` });
  });
});

server.listen(process.env.PORT, "127.0.0.1");
