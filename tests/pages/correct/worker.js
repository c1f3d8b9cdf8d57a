// The loop of a page that has a worker for it.
importScripts("/loop.js");
onmessage = ({ data }) => send(data);
follow((status) => postMessage(status));
