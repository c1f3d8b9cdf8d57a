// As in the course: two servers of ws and no page, here at two paths of one port. The welcome comes first, the relay
// leaves out who speaks.
const http = require("http");
const { WebSocketServer, WebSocket } = require("ws");

const server = http.createServer((request, response) => {
  response.writeHead(426, { "Content-Type": "text/plain" });
  response.end("Upgrade Required");
});
const relay = new WebSocketServer({ noServer: true });
const capitals = new WebSocketServer({ noServer: true });

relay.on("connection", (ws) => {
  ws.send("Bienvenue sur le serveur WebSocket !");
  ws.on("message", (message) => {
    relay.clients.forEach((client) => {
      if (client !== ws && client.readyState === WebSocket.OPEN) client.send(message.toString());
    });
  });
});

capitals.on("connection", (ws) => {
  ws.on("message", (message) => ws.send(message.toString().toUpperCase()));
});

server.on("upgrade", (request, socket, head) => {
  const to = { "/chat": relay, "/majuscules": capitals }[request.url];
  if (!to) return socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  to.handleUpgrade(request, socket, head, (ws) => to.emit("connection", ws, request));
});
server.listen(process.env.PORT, "127.0.0.1");
