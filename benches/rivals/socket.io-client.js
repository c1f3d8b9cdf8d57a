// The official client of Socket.IO, as many times as it is told, beside the links of `lab`: the same steps, the same report.
//
//   node socket.io-client.js PORT CLIENTS PER_ROOM SAY_EVERY_MS
"use strict";
const { io } = require("socket.io-client");
const { createInterface } = require("node:readline");

const [port, clients, perRoom, every] = process.argv.slice(2).map(Number);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const reached = (step) => {
  console.log(step);
  return lines.next();
};
const now = () => process.hrtime.bigint();

async function run() {
  await reached("ready");
  const begun = now();
  const sockets = [];
  const late = [];
  for (let number = 0; number < clients; number++) {
    const socket = io(`http://127.0.0.1:${port}`, { transports: ["websocket"], forceNew: true, reconnection: false });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
    const joined = new Promise((resolve) => socket.once("joined", resolve));
    socket.emit("join", `room-${Math.floor(number / perRoom)}`);
    await joined;
    socket.heard = new Promise((resolve) => socket.once("said", ({ sent }) => {
      // A number of JavaScript has 53 bits: it is off by less than a microsecond.
      late.push(Math.max(0, Number(now()) - sent));
      resolve();
    }));
    sockets.push(socket);
  }
  const setup = now() - begun;
  await reached("held");
  const began = now();
  for (let first = 0; first < clients; first += perRoom) {
    sockets[first].emit("say", `room-${Math.floor(first / perRoom)}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
  await Promise.all(sockets.map((socket) => socket.heard));
  const last = now() - began;
  await reached("done");
  late.sort((a, b) => a - b);
  const at = (part) => Math.round(late[Math.min(Math.floor((late.length * part) / 100), late.length - 1)]);
  console.log(JSON.stringify({
    answered: late.length, setup: Number(setup), last: Number(last), last_sent: null, late: [at(50), at(99)], kernel_late: null,
  }));
}

run().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
