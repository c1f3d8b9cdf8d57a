// The Redis exercise to the letter: one chat for all, a message is a string, and each instance gives what Redis brings to
// all of its clients.
"use strict";
const http = require("node:http");
const { createClient } = require("redis");
const { Server } = require("socket.io");

const PAGE = `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Chat distribué</title></head><body>
<ul id="messages"></ul>
<form id="form"><input id="input" autocomplete="off"><button>Envoyer</button></form>
<script src="/socket.io/socket.io.js"></script>
<script>
  var socket = io();
  document.getElementById("form").addEventListener("submit", function (e) {
    e.preventDefault();
    var input = document.getElementById("input");
    if (input.value) {
      socket.emit("chat message", input.value);
      input.value = "";
    }
  });
  socket.on("chat message", function (msg) {
    var item = document.createElement("li");
    item.textContent = msg;
    document.getElementById("messages").appendChild(item);
  });
</script></body></html>
`;

const server = http.createServer((request, response) => {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(PAGE);
});
const io = new Server(server);
const publisher = createClient({ url: process.env.REDIS_URL });
const subscriber = createClient({ url: process.env.REDIS_URL });
for (const client of [publisher, subscriber]) client.on("error", () => {});

(async () => {
  await publisher.connect();
  await subscriber.connect();
  await subscriber.subscribe("chat_messages", (message) => io.emit("chat message", message));
  io.on("connection", (socket) => {
    socket.on("chat message", (msg) => publisher.publish("chat_messages", String(msg)));
  });
  server.listen(process.env.PORT, "127.0.0.1");
})();
