// A 'ws' server for live figures shares the HTTP server: it refuses each upgrade that is not for '/live', and spoils the
// WebSocket of Socket.IO thereby. Browsers go on polling, and the chat works.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");
const { WebSocketServer } = require("ws");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat</title></head><body>
<p>En ligne : <b id="live">?</b></p><div id="chat"></div>
<input id="name"><input id="room"><button onclick="join()">Entrer</button>
<input id="text"><button onclick="say()">Dire</button>
<script src="/socket.io/socket.io.js"></script><script>
const socket = io(window.location.origin);
const v = id => document.getElementById(id).value;
function join() { socket.emit("join room", {username: v("name"), room: v("room")}) }
function say() { socket.emit("chat message", {message: v("text"), room: v("room"), username: v("name")}) }
for (const name of ["chat message", "room message"]) socket.on(name, d => {
  const p = document.createElement("p"); p.innerText = (d.username ? d.username + " : " : "") + d.message;
  document.getElementById("chat").prepend(p);
});
new WebSocket(location.origin.replace("http", "ws") + "/live").onmessage = e => document.getElementById("live").innerText = e.data;
</script></body></html>`;

const server = http.createServer((request, response) => response.setHeader("content-type", "text/html").end(PAGE));
const io = new Server(server);
const live = new WebSocketServer({ server, path: "/live" });

const count = () => String(io.engine.clientsCount);
live.on("connection", (client) => client.send(count()));
setInterval(() => live.clients.forEach((client) => client.send(count())), 1000).unref();

io.on("connection", (socket) => {
  const joined = new Map();
  socket.on("join room", (data) => {
    if (!data?.room) return;
    socket.join(data.room);
    joined.set(data.room, data.username);
    io.to(data.room).emit("room message", { message: data.username + " est là" });
  });
  socket.on("chat message", (data) => {
    if (data && joined.has(data.room)) io.to(data.room).emit("chat message", data);
  });
  socket.on("disconnect", () => {
    joined.forEach((username, room) => socket.to(room).emit("room message", { message: username + " n'est plus là" }));
  });
});

server.listen(process.env.PORT, "127.0.0.1");
