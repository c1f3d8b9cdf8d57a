// Long polling with Express, the plainest that keeps the contract: a benchmark compares with it.
"use strict";
const express = require("express");

const HOLD = 60_000;
const app = express();
let task = { status: "En attente", version: 1 };
let waiting = new Set();

app.get("/poll-status", (req, res) => {
  if (Number(req.query.last_version) !== task.version) return res.json(task);
  const timer = setTimeout(() => leave() && res.status(204).end(), HOLD);
  const wake = () => {
    clearTimeout(timer);
    res.json(task);
  };
  const leave = () => {
    clearTimeout(timer);
    return waiting.delete(wake);
  };
  waiting.add(wake);
  res.on("close", leave);
});

app.post("/update-status", express.json(), (req, res) => {
  task = { status: req.body.status, version: task.version + 1 };
  const woken = waiting;
  waiting = new Set();
  woken.forEach((wake) => wake());
  res.json(task);
});

const server = app.listen(0, "127.0.0.1", () => console.log(`127.0.0.1:${server.address().port}`));
