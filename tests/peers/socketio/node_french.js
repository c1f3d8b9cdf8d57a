// French events with positional arguments: 'entrer' (pseudo, salon), 'parler' (texte), and what comes back is 'parole'
// (pseudo, texte, heure) and 'annonce' (texte). The names are in constants of a script of its own.
"use strict";
const http = require("node:http");
const { Server } = require("socket.io");

const PAGE = `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Salons</title>
<script src="/socket.io/socket.io.js" defer></script><script src="/salons.js" defer></script></head><body>
<input id="pseudo" placeholder="Pseudo"> <input id="salon" placeholder="Salon"> <button id="ok">Entrer</button>
<div id="fil"></div>
<input id="texte"> <button id="dire">Dire</button>
</body></html>
`;

const SCRIPT = `const ENTRER = "entrer";
const PARLER = 'parler';
const champ = (nom) => document.getElementById(nom).value;
const socket = io({ transports: ["websocket", "polling"] });
/* socket.emit("join room", { pseudo }) : l'ancien nom, abandonné */
document.getElementById("ok").onclick = () => socket.emit(ENTRER, champ("pseudo"), champ("salon"));
document.getElementById("dire").onclick = () => socket.emit(PARLER, champ("texte"));
const ecrire = (ligne) => document.getElementById("fil").append(ligne, document.createElement("br"));
socket.on("parole", (pseudo, texte, heure) => ecrire(\`[\${heure}] \${pseudo} : \${texte}\`));
socket.on("annonce", (texte) => ecrire(texte));
`;

const files = { "/": ["text/html", PAGE], "/salons.js": ["text/javascript", SCRIPT] };
const server = http.createServer((request, response) => {
  const [type, body] = files[request.url] ?? [];
  if (!body) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
});
const io = new Server(server);

io.on("connection", (socket) => {
  const quitter = () => {
    const { pseudo, salon } = socket.data;
    if (!salon) return;
    socket.leave(salon);
    io.to(salon).emit("annonce", `${pseudo} est parti.`);
  };
  socket.on("entrer", (pseudo, salon) => {
    if (typeof pseudo !== "string" || typeof salon !== "string") return;
    if (salon !== socket.data.salon) quitter();
    Object.assign(socket.data, { pseudo, salon });
    socket.join(salon);
    io.to(salon).emit("annonce", `${pseudo} est entré.`);
  });
  socket.on("parler", (texte) => {
    const { pseudo, salon } = socket.data;
    if (salon && typeof texte === "string") {
      io.to(salon).emit("parole", pseudo, texte, new Date().toLocaleTimeString("fr-FR"));
    }
  });
  socket.on("disconnect", quitter);
});

server.listen(process.env.PORT, "127.0.0.1");
