// One loop for all tabs: a tab that comes later is told what is known.
importScripts("/loop.js");
const ports = [];
let last = null;
onconnect = ({ ports: [port] }) => {
  ports.push(port);
  port.onmessage = ({ data }) => send(data);
  if (last !== null) port.postMessage(last);
};
follow((status) => {
  last = status;
  for (const port of ports) port.postMessage(status);
});
