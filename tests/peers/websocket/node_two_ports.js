// Two servers at ports of their own, and a page at a third one that names them both. The page shows its own messages, the
// relay sends to the others only.
const http = require("http");
const { WebSocketServer, WebSocket } = require("ws");

const started = (server) => new Promise((done) => server.on("listening", () => done(server.address().port)));
const relay = new WebSocketServer({ host: "127.0.0.1", port: 0 });
const upper = new WebSocketServer({ host: "127.0.0.1", port: 0 });

relay.on("connection", (ws) => {
  ws.on("error", console.error);
  ws.send(`Vous êtes ${relay.clients.size}.`);
  ws.on("message", (message) => {
    relay.clients.forEach((client) => {
      if (client !== ws && client.readyState === WebSocket.OPEN) client.send(String(message));
    });
  });
});
upper.on("connection", (ws) => {
  ws.on("error", console.error);
  ws.on("message", (message) => ws.send(`Réponse : ${message.toString().toUpperCase()}`));
});

Promise.all([started(relay), started(upper)]).then(([first, second]) => {
  const page = `<!doctype html><meta charset="utf-8"><title>WebSocket</title><p id="log"></p>
<input id="message"><button id="send">Envoyer</button><input id="text"><button id="ask">Majuscules</button>
<script>
  // Le relais écoute à un autre port que la page.
  const socket = new WebSocket("ws://localhost:${first}");
  const capitals = new WebSocket('ws://' + location.hostname + ':${second}/majuscules');
  const log = document.getElementById("log");
  socket.onmessage = (event) => { log.innerHTML += "<br>" + event.data; };
  capitals.onmessage = (event) => { log.innerHTML += "<br>" + event.data; };
  document.getElementById("send").onclick = () => {
    const message = document.getElementById("message").value;
    socket.send(message);
    log.innerHTML += "<br>Moi : " + message;
  };
  document.getElementById("ask").onclick = () => { capitals.send(document.getElementById("text").value); };
</script>`;
  const server = http.createServer((request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(page);
  });
  server.listen(process.env.PORT, "127.0.0.1");
});
