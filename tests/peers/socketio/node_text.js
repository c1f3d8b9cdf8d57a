// Payloads are bare strings: a message goes out as 'pseudo : texte', a notice as a sentence, and both are the same event.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Chat</title></head><body>
<form onsubmit="entrer(event)"><input name="pseudo" required><input name="salon" required><button>OK</button></form>
<pre></pre>
<form onsubmit="envoyer(event)"><input name="texte" required><button>Envoyer</button></form>
<script src="/socket.io/socket.io.js"></script>
<script>
  var socket = io.connect();
  function entrer(e) {
    e.preventDefault();
    socket.emit('join room', { username: e.target.pseudo.value, room: e.target.salon.value });
  }
  function envoyer(e) {
    e.preventDefault();
    socket.emit('chat message', e.target.texte.value);
    e.target.reset();
  }
  socket.on('chat message', function (ligne) {
    document.querySelector('pre').textContent += ligne + '\\n';
  });
</script></body></html>
`;

const server = http.createServer((request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(PAGE);
});
const io = new Server(server, { serveClient: true });

io.on("connection", (socket) => {
  socket.on("join room", ({ username, room } = {}) => {
    if (!username || !room) return;
    socket.username = username;
    socket.room = room;
    socket.join(room);
    io.in(room).emit("chat message", `*** ${username} a rejoint ${room} ***`);
  });
  socket.on("chat message", (text) => {
    if (socket.room && text) io.in(socket.room).emit("chat message", `${socket.username} : ${text}`);
  });
  socket.on("disconnecting", (reason) => {
    for (const room of socket.rooms) {
      if (room !== socket.id) socket.to(room).emit("chat message", `*** ${socket.username} est parti (${reason}) ***`);
    }
  });
});

server.listen(process.env.PORT, "127.0.0.1");
