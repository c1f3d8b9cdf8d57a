// The token in 'auth', typed by the user; who has none is let in and disconnected at once, in place of an error. Content
// as a bare string, echoed to its author too, and sent to who comes; drawing beside it.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Tableau</title></head><body>
<form id="f"><input name="nom"><input name="salle"><input name="jeton"><button>OK</button></form>
<textarea id="texte"></textarea><canvas id="dessin"></canvas><div id="qui"></div>
<script src="/socket.io/socket.io.js"></script><script src="/tableau.js"></script></body></html>`;
const SCRIPT = `
let socket = null;
document.getElementById("f").addEventListener("submit", function (e) {
  e.preventDefault();
  const nom = e.target.nom.value, salle = e.target.salle.value, jeton = e.target.jeton.value;
  socket = io({ auth: { pseudo: nom, salle: salle, token: jeton }, forceNew: true });
  socket.on("content_update", function (texte) { document.getElementById("texte").value = texte; });
  socket.on("presence", function (p) { document.getElementById("qui").textContent = p.pseudo + " " + p.action; });
});
document.getElementById("texte").addEventListener("input", function (e) {
  socket.emit("content_change", e.target.value);
});
document.getElementById("dessin").addEventListener("pointermove", function (e) {
  socket.emit("draw", { x: e.offsetX, y: e.offsetY });
});
`;

const contents = new Map();
const server = http.createServer((request, response) => {
  if (request.url === "/tableau.js") {
    return response.writeHead(200, { "content-type": "text/javascript" }).end(SCRIPT);
  }
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(PAGE);
});
const io = new Server(server);

io.on("connection", (socket) => {
  const { pseudo, salle, token } = socket.handshake.auth;
  if (token !== "12345") return socket.disconnect(true);
  socket.join(salle);
  if (contents.has(salle)) socket.emit("content_update", contents.get(salle));
  io.to(salle).emit("presence", { pseudo, action: "arrive" });
  socket.on("content_change", (texte) => {
    if (typeof texte !== "string" || texte === contents.get(salle)) return;
    contents.set(salle, texte);
    io.to(salle).emit("content_update", texte);
  });
  socket.on("draw", (point) => socket.to(salle).emit("draw", point));
  socket.on("disconnect", () => socket.to(salle).emit("presence", { pseudo, action: "part" }));
});

server.listen(process.env.PORT, "127.0.0.1");
