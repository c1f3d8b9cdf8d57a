// The relay sends bytes, and the page reads them: `binaryType` and a TextDecoder. Escaped for HTML, with the hour.
const http = require("http");
const { WebSocketServer, WebSocket } = require("ws");

const page = `<!doctype html><meta charset="utf-8"><title>Relais</title><div id="log"></div><input id="text"><script>
const socket = new WebSocket(\`ws://\${location.host}/\`);
socket.binaryType = "arraybuffer";
socket.onmessage = (event) => {
  document.getElementById("log").innerHTML += new TextDecoder().decode(event.data) + "<br>";
};
document.getElementById("text").onchange = (event) => socket.send(event.target.value);
</script>`;
const server = http.createServer((request, response) => {
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
  response.end(page);
});
const wss = new WebSocketServer({ server });
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
wss.on("connection", (ws) => {
  ws.on("error", () => {});
  ws.on("message", (message) => {
    const out = Buffer.from(`[${new Date().toISOString()}] ${escaped(message.toString())}`);
    wss.clients.forEach((client) => client !== ws && client.readyState === WebSocket.OPEN && client.send(out));
  });
});
server.listen(process.env.PORT, "127.0.0.1");
