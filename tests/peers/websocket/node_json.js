// Messages are JSON with a type, in and out; what is none is answered with an error. A client says first who it is. The
// sender gets its own message back, and the page waits for it. The page is made of two files.
const http = require("http");
const { WebSocketServer, WebSocket } = require("ws");

const page = `<!doctype html><meta charset="utf-8"><title>Chat</title>
<ul id="list"></ul><form id="form"><input id="message"><button>Envoyer</button></form>
<form id="other"><input id="word"><output id="answer"></output></form><script src="app.js"></script>`;
const script = `
const protocol = window.location.protocol === "https:" ? "wss" : "ws";
const chat = new WebSocket(protocol + "://" + window.location.host + "/ws/chat", ["chat.v1"]);
const pseudo = "invité";
chat.onopen = () => {
  chat.send(JSON.stringify({ type: "join", pseudo: pseudo }));
};
chat.onmessage = (event) => {
  const data = JSON.parse(event.data);
  if (data.type === "message") document.getElementById("list").append(data.from + " : " + data.content);
};
document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const packet = { type: "message", content: document.getElementById("message").value, at: Date.now() };
  chat.send(JSON.stringify(packet));
});
const upper = new WebSocket(\`\${protocol}://\${window.location.host}/ws/upper\`);
upper.onmessage = ({ data }) => { document.getElementById("answer").value = JSON.parse(data).result; };
document.getElementById("other").onsubmit = (event) => {
  event.preventDefault();
  upper.send(JSON.stringify({ action: "upper", text: document.getElementById("word").value }));
};`;
const server = http.createServer((request, response) => {
  const [type, body] = { "/": ["text/html", page], "/app.js": ["text/javascript", script] }[request.url] ?? [];
  response.writeHead(body ? 200 : 404, { "Content-Type": type ?? "text/plain" });
  response.end(body ?? "Not Found");
});
const chat = new WebSocketServer({ noServer: true, handleProtocols: (offered) => offered.has("chat.v1") && "chat.v1" });
const upper = new WebSocketServer({ noServer: true });

function read(ws, data) {
  try {
    return JSON.parse(data);
  } catch {
    ws.send(JSON.stringify({ type: "error", message: "JSON attendu" }));
  }
}
chat.on("connection", (ws) => {
  ws.on("error", () => {});
  ws.on("message", (data) => {
    const packet = read(ws, data);
    if (packet?.type === "join") ws.pseudo = String(packet.pseudo);
    if (packet?.type !== "message" || !ws.pseudo) return;
    const out = JSON.stringify({ type: "message", from: ws.pseudo, content: packet.content, at: packet.at });
    for (const client of chat.clients) if (client.readyState === WebSocket.OPEN) client.send(out);
  });
});
upper.on("connection", (ws) => {
  ws.on("error", () => {});
  ws.on("message", (data) => {
    const packet = read(ws, data);
    if (typeof packet?.text === "string") {
      ws.send(JSON.stringify({ result: packet.text.toLocaleUpperCase(), of: packet.text }));
    }
  });
});
server.on("upgrade", (request, socket, head) => {
  const to = { "/ws/chat": chat, "/ws/upper": upper }[request.url];
  if (!to) return socket.destroy();
  to.handleUpgrade(request, socket, head, (ws) => to.emit("connection", ws, request));
});
server.listen(process.env.PORT, "127.0.0.1");
