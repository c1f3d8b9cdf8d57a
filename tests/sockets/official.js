// The official client in the same scenario as `tests/sockets.rs`, as a second opinion: what each client heard, as JSON.
//
//   node official.js PORT TRANSPORTS ROOM   where TRANSPORTS is "browser", "polling" or "websocket"
"use strict";
const { io } = require("socket.io-client");

const [port, transports, base] = process.argv.slice(2);
const options = transports === "browser" ? {} : { transports: [transports] };

function client(name) {
  const socket = io(`http://127.0.0.1:${port}`, { ...options, forceNew: true, reconnection: false });
  const it = { name, socket, heard: [], waits: [] };
  socket.onAny((...event) => {
    it.heard.push(JSON.stringify(event));
    it.waits = it.waits.filter((look) => !look());
  });
  it.connected = new Promise((resolve, reject) => {
    socket.on("connect", resolve);
    socket.on("connect_error", reject);
  });
  // By which transport packets go from now on is known. The engine is there already, and says it once.
  const engine = socket.io.engine;
  const changed = new Promise((resolve) => engine.on("upgrade", resolve).on("upgradeError", resolve));
  it.settled = it.connected.then(() => {
    const isDone = transports !== "browser" || engine.transport.name === "websocket" || !engine._upgrades.length;
    return isDone || changed;
  });
  it.count = (text) => it.heard.filter((event) => event.includes(text)).length;
  it.hears = (text, times) => new Promise((resolve) => {
    const look = () => it.count(text) >= times && (resolve(), true);
    if (!look()) it.waits.push(look);
  });
  it.join = (room) => socket.emit("join room", { username: `${base}-${name}`, room: `${base}-${room}` }, () => {});
  it.say = (room, message) =>
    socket.emit("chat message", { username: `${base}-${name}`, room: `${base}-${room}`, message: `${base}-${message}` }, () => {});
  return it;
}

async function run() {
  const [a, b, c, n] = ["ada", "bob", "cleo", "nobody"].map(client);
  await Promise.all([a, b, c, n].map((it) => it.settled));
  a.join("red");
  await a.hears(`${base}-ada`, 1);
  c.join("blue");
  await c.hears(`${base}-cleo`, 1);
  b.join("red");
  await Promise.all([a, b].map((it) => it.hears(`${base}-bob`, 1)));
  a.say("red", "one.");
  await Promise.all([a, b].map((it) => it.hears(`${base}-one.`, 1)));
  c.say("blue", "two.");
  await c.hears(`${base}-two.`, 1);
  for (let number = 10; number < 30; number++) b.say("red", `burst-${number}.`);
  await Promise.all([a, b].map((it) => it.hears(`${base}-burst-`, 20)));
  const d = client("dora");
  await d.settled;
  d.join("red");
  await Promise.all([a, b, d].map((it) => it.hears(`${base}-dora`, 1)));
  d.socket.disconnect();
  await Promise.all([a, b].map((it) => it.hears(`${base}-dora`, 2)));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const told = {};
  for (const it of [a, b, c, n]) {
    const texts = ["one.", "two.", ...Array.from({ length: 20 }, (_, i) => `burst-${i + 10}.`)];
    told[it.name] = {
      events: it.heard.length,
      texts: Object.fromEntries(texts.map((text) => [text, it.count(`${base}-${text}`)])),
      transport: it.socket.io.engine.transport.name,
    };
    it.socket.disconnect();
  }
  console.log(JSON.stringify(told));
}

run().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
