// Each pseudo may say thirty things a minute, and no two within 50 ms. What is refused is told to the sender, as an
// acknowledgement and as an event. Every handler calls its acknowledgement, which the page always passes.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat calme</title></head><body>
<input id="u"><input id="r"><button id="j">Rejoindre</button><input id="m"><button id="s">Envoyer</button><p id="e"></p><ul id="l"></ul>
<script src="/socket.io/socket.io.js"></script>
<script>
  const socket = io();
  const value = (id) => document.getElementById(id).value;
  const say = (text) => { const li = document.createElement("li"); li.textContent = text; document.getElementById("l").append(li); };
  const check = (answer) => { document.getElementById("e").textContent = answer.ok ? "" : answer.error; };
  document.getElementById("j").onclick = () => socket.emit("join room", { username: value("u"), room: value("r") }, check);
  document.getElementById("s").onclick = () =>
    socket.emit("chat message", { username: value("u"), room: value("r"), message: value("m") }, check);
  socket.on("chat message", (d) => say(d.username + " : " + d.message));
  socket.on("room message", (d) => say(d.message));
  socket.on("error message", (d) => { document.getElementById("e").textContent = d.error; });
</script></body></html>`;

const server = http.createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
const io = new Server(server);
const said = new Map();

/** Why this pseudo may not speak now, if so. */
function refusal(username) {
  const now = Date.now();
  const recent = (said.get(username) ?? []).filter((time) => now - time < 60_000);
  said.set(username, recent);
  if (recent.length >= 30) return "trop de messages : attendez une minute";
  if (now - (recent.at(-1) ?? 0) < 50) return "trop vite";
  recent.push(now);
  return null;
}

io.on("connection", (socket) => {
  let username, room;
  socket.on("join room", (data, answer) => {
    if (!data || !data.username || !data.room) return answer({ ok: false, error: "pseudo et salon requis" });
    ({ username, room } = data);
    socket.join(room);
    io.to(room).emit("room message", { message: `${username} est entré dans ${room}` });
    answer({ ok: true });
  });
  socket.on("chat message", (data, answer) => {
    const error = !room || !data?.message ? "rien à dire" : refusal(username);
    if (error) {
      socket.emit("error message", { error });
      return answer({ ok: false, error });
    }
    io.to(room).emit("chat message", { username, room, message: data.message });
    answer({ ok: true });
  });
  socket.on("disconnect", () => {
    if (room) io.to(room).emit("room message", { message: `${username} est sorti de ${room}` });
  });
});

server.listen(process.env.PORT, "127.0.0.1");
