// A namespace of its own, WebSocket alone on both sides, and two layers of refusal: the page's link is in a list of the first
// page. An update is a text in an object with a version, and the list of those who are there says who comes and goes.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const INDEX = `<!doctype html><html><head><meta charset="utf-8"><title>Apps</title></head><body>
<ul><li><a href="/board.html">Board</a></li></ul></body></html>`;
const PAGE = `<!doctype html><html><head><meta charset="utf-8"><title>Board</title></head><body>
<div contenteditable id="editor"></div><ul id="users"></ul>
<script src="/socket.io/socket.io.js"></script><script type="module">
  const params = new URLSearchParams(location.search);
  const username = params.get("username"), room = params.get("room");
  const AUTH_TOKEN = "correct horse";
  const socket = io("/editor", { transports: ["websocket"], auth: { username, room, token: AUTH_TOKEN } });
  let version = 0;
  document.getElementById("editor").addEventListener("input", (event) => {
    version += 1;
    socket.emit("modification", { version, content: event.target.innerText });
  });
  socket.on("modification", (m) => { version = m.version; document.getElementById("editor").innerText = m.content; });
  socket.on("users", (users) => { document.getElementById("users").replaceChildren(...users.map((user) => {
    const item = document.createElement("li");
    item.textContent = user;
    return item;
  })); });
</script></body></html>`;

const server = http.createServer((request, response) => {
  const html = { "/": INDEX, "/board.html": PAGE }[request.url.split("?")[0]];
  if (!html) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
});
const io = new Server(server, { transports: ["websocket"] });
const board = io.of("/editor");

board.use(async (socket, next) => {
  await new Promise((resolve) => setTimeout(resolve, 30));
  if (socket.handshake.auth.token === "correct horse") return next();
  const error = new Error("not authorized");
  error.data = { code: "E_TOKEN" };
  next(error);
});

board.on("connection", (socket) => {
  const { username, room } = socket.handshake.auth;
  const tell = async () => {
    const there = await board.in(room).fetchSockets();
    board.to(room).emit("users", there.map((one) => one.handshake.auth.username));
  };
  socket.join(room);
  tell();
  socket.on("modification", (m) => {
    if (m) socket.to(room).emit("modification", { ...m, username });
  });
  socket.on("disconnect", tell);
});

server.listen(process.env.PORT, "127.0.0.1");
