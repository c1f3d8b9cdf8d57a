const http = require('http');
const url = require('url');

let status = 'En attente';
let version = 0;
let waiting = [];

const server = http.createServer((req, res) => {
  const { pathname, query } = url.parse(req.url, true);

  if (pathname === '/poll-status' && req.method === 'GET') {
    const last = parseInt(query.last_version);
    if (isNaN(last) || last < version) {
      res.setHeader('Content-Type', 'application/json');
      return res.end(JSON.stringify({ status, version }));
    }
    const w = { res };
    w.timer = setTimeout(() => {
      waiting = waiting.filter(x => x !== w);
      res.statusCode = 204;
      res.end();
    }, (process.env.HOLD || 25) * 1000);
    waiting.push(w);
    req.on('close', () => {
      if (res.writableEnded) return;
      clearTimeout(w.timer);
      waiting = waiting.filter(x => x !== w);
    });
  } else if (pathname === '/update-status' && req.method === 'POST') {
    let body = '';
    req.setEncoding('utf8');
    req.on('data', chunk => { body += chunk; });
    req.on('end', () => {
      const data = JSON.parse(body);
      if (!data.status) {
        res.statusCode = 400;
        return res.end('status requis');
      }
      status = data.status;
      version++;
      waiting.forEach(w => {
        clearTimeout(w.timer);
        w.res.setHeader('Content-Type', 'application/json');
        w.res.end(JSON.stringify({ status, version }));
      });
      waiting = [];
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ status, version }));
    });
  } else {
    res.statusCode = 404;
    res.end();
  }
});

server.listen(process.env.PORT || 3000, '127.0.0.1');
