// Un petit client Socket.IO. Node sert le client officiel à cette même adresse, et la page fonctionnerait aussi avec lui.
// Celui-ci tient en un fichier : la page marche sans Internet, et l'on voit ce que le protocole envoie vraiment. Il n'a ni
// le repli sur HTTP (long polling), ni les données binaires, ni les messages gardés pendant une coupure.
"use strict";

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

// Le premier chiffre d'un paquet Engine.IO, et celui, juste après, d'un paquet Socket.IO.
const OPEN = "0", PING = "2", PONG = "3", MESSAGE = "4";
const CONNECT = "0", DISCONNECT = "1", EVENT = "2", ACK = "3", CONNECT_ERROR = "4";

// io("/admin", { auth: { token } }) : le même appel qu'avec le client officiel.
function io(namespace = "/", { auth } = {}) {
  const prefix = namespace === "/" ? "" : `${namespace},`;
  const handlers = new Map();
  const acks = new Map();
  let link, silence, ends, failures = 0, nextAck = 0;

  const socket = {
    connected: false,
    on(event, handler) {
      handlers.set(event, [...(handlers.get(event) ?? []), handler]);
    },
    // Une fonction en dernier argument reçoit la réponse du serveur (acknowledgement).
    emit(event, ...args) {
      let id = "";
      if (typeof args.at(-1) === "function") {
        id = nextAck++;
        acks.set(id, args.pop());
      }
      send(MESSAGE + EVENT + prefix + id + JSON.stringify([event, ...args]));
    },
  };

  function open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    link = new WebSocket(`${scheme}://${location.host}/socket.io/?EIO=4&transport=websocket`);
    link.onmessage = ({ data }) => receive(data);
    link.onclose = lost;
  }

  function send(packet) {
    if (link.readyState === WebSocket.OPEN) link.send(packet);
  }

  function receive(packet) {
    if (packet[0] === OPEN) {
      const { pingInterval, pingTimeout } = JSON.parse(packet.slice(1));
      silence = pingInterval + pingTimeout;
      send(MESSAGE + CONNECT + prefix + (auth ? JSON.stringify(auth) : ""));
    } else if (packet[0] === PING) {
      send(PONG);
    } else if (packet[0] === MESSAGE) {
      receiveMessage(packet[1], packet.slice(2));
    }
    // Le serveur envoie un ping régulièrement. S'il se tait plus longtemps que cela, la connexion est morte.
    clearTimeout(ends);
    ends = setTimeout(() => link.close(), silence);
  }

  function receiveMessage(type, text) {
    if (!text.startsWith(prefix)) return;
    const [, id, json] = /^(\d*)(.*)$/s.exec(text.slice(prefix.length));
    const data = json === "" ? undefined : JSON.parse(json);
    if (type === CONNECT) {
      failures = 0;
      socket.connected = true;
      tell("connect");
    } else if (type === EVENT) {
      tell(...data);
    } else if (type === ACK) {
      acks.get(Number(id))?.(...data);
      acks.delete(Number(id));
    } else if (type === CONNECT_ERROR) {
      tell("connect_error", data);
    } else if (type === DISCONNECT) {
      link.close();
    }
  }

  function tell(event, ...args) {
    for (const handler of handlers.get(event) ?? []) handler(...args);
  }

  // Le délai double à chaque échec. Le hasard évite que tous les clients reviennent ensemble.
  function lost() {
    clearTimeout(ends);
    acks.clear();
    if (socket.connected) {
      socket.connected = false;
      tell("disconnect");
    }
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** failures++);
    setTimeout(open, longest / 2 + Math.random() * longest / 2);
  }

  open();
  return socket;
}
