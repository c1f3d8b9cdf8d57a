// Who joins gets the last fifty messages of the room again, one by one, as the event that carried them; and a list of all
// rooms with how many are in each goes to everybody, in or out of a room. The newcomer has a welcome of its own.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat avec mémoire</title></head><body>
<ul id="rooms"></ul><input id="username"><input id="room"><button id="enter">Entrer</button>
<div id="log"></div><input id="message"><button id="send">Envoyer</button>
<script src="/socket.io/socket.io.js"></script><script src="app.js"></script></body></html>`;
const SCRIPT = `(function () {
  var socket = io(), field = function (id) { return document.getElementById(id); };
  function write(text) { var p = document.createElement('p'); p.textContent = text; field('log').appendChild(p); }
  field('enter').onclick = function () {
    socket.emit('join room', { username: field('username').value, room: field('room').value });
  };
  field('send').onclick = function () {
    socket.emit('chat message', { username: field('username').value, room: field('room').value, message: field('message').value });
  };
  socket.on('chat message', function (m) { write((m.old ? '(avant) ' : '') + m.username + ' : ' + m.message); });
  socket.on('room message', function (m) { write(m.message); });
  socket.on('rooms', function (rooms) {
    field('rooms').textContent = rooms.map(function (r) { return r.room + ' (' + r.count + ')'; }).join(', ');
  });
})();`;

const server = http.createServer((request, response) => {
  const [type, body] = request.url === "/app.js" ? ["text/javascript", SCRIPT] : ["text/html; charset=utf-8", PAGE];
  response.setHeader("Content-Type", type);
  response.end(body);
});
const io = new Server(server);
const history = new Map();

function tellRooms() {
  const rooms = [...history.keys()].map((room) => ({ room, count: io.sockets.adapter.rooms.get(room)?.size ?? 0 }));
  io.emit("rooms", rooms);
}

io.on("connection", (socket) => {
  socket.on("join room", (data) => {
    if (!data?.username || !data.room) return;
    const { username, room } = data;
    socket.data = { username, room };
    socket.join(room);
    if (!history.has(room)) history.set(room, []);
    socket.emit("room message", { message: `Bienvenue ${username} dans ${room} !` });
    socket.to(room).emit("room message", { message: `${username} nous rejoint.` });
    for (const message of history.get(room)) socket.emit("chat message", { ...message, old: true });
    tellRooms();
  });
  socket.on("chat message", (data) => {
    const { username, room } = socket.data;
    if (!room || !data?.message) return;
    const message = { username, room, message: data.message, time: Date.now() };
    history.set(room, [...history.get(room), message].slice(-50));
    io.to(room).emit("chat message", message);
  });
  socket.on("disconnect", () => {
    const { username, room } = socket.data;
    if (!room) return;
    io.to(room).emit("room message", { message: `${username} nous quitte.` });
    tellRooms();
  });
});

server.listen(process.env.PORT, "127.0.0.1");
