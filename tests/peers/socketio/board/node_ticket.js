// A ticket by REST first, good for a minute, and 'join' that brings it: the answer to a bad one is an acknowledgement with an
// error, and the client stays connected, in no room. The page asks for a ticket each time that it connects.
"use strict";
const http = require("node:http");
const { randomUUID } = require("node:crypto");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>Shared notes</title></head><body>
<input id="name"><input id="board"><button id="open">open</button><textarea id="notes"></textarea><p id="news"></p>
<script src="/socket.io/socket.io.js"></script><script>
  const by = (id) => document.getElementById(id);
  const socket = io({
    auth: async (present) => {
      const answer = await fetch("/api/ticket", { method: "POST" });
      const { token } = await answer.json();
      present({ token });
    },
  });
  by("open").onclick = () => {
    const user = by("name").value, room = by("board").value;
    socket.emit("join", { user, room }, (answer) => { if (answer.error) by("news").textContent = answer.error; });
  };
  by("notes").oninput = () => socket.emit("edit", { room: by("board").value, text: by("notes").value });
  socket.on("edited", (change) => { by("notes").value = change.text; });
  socket.on("news", (news) => { by("news").textContent = news.user + " " + news.what; });
</script></body></html>`;

const tickets = new Set();
const server = http.createServer((request, response) => {
  if (request.method === "POST" && request.url === "/api/ticket") {
    const token = randomUUID();
    tickets.add(token);
    setTimeout(() => tickets.delete(token), 60_000).unref();
    response.writeHead(201, { "content-type": "application/json" });
    return response.end(JSON.stringify({ token }));
  }
  if (request.url === "/status") {
    response.writeHead(200, { "content-type": "application/json" });
    return response.end(JSON.stringify({ server: { connections: io.engine.clientsCount } }));
  }
  if (request.url !== "/") return response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
const io = new Server(server);

io.on("connection", (socket) => {
  const { token } = socket.handshake.auth;
  const isGood = tickets.delete(token);
  socket.on("join", (data, answer) => {
    if (!isGood) return answer?.({ error: "no valid ticket" });
    if (!data?.user || !data.room) return answer?.({ error: "user and room, please" });
    socket.data = { user: data.user, room: data.room };
    socket.join(data.room);
    socket.to(data.room).emit("news", { user: data.user, what: "joined" });
    answer?.({ ok: true });
  });
  socket.on("edit", (change, answer) => {
    const { user, room } = socket.data;
    if (!room || typeof change?.text !== "string") return answer?.({ error: "not in a room" });
    socket.to(room).emit("edited", { user, text: change.text, at: Date.now() });
    answer?.({ ok: true });
  });
  socket.on("disconnect", () => {
    const { user, room } = socket.data;
    if (room) socket.to(room).emit("news", { user, what: "left" });
  });
});

server.listen(process.env.PORT, "127.0.0.1");
