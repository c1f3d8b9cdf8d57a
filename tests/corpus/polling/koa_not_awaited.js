const Koa = require('koa');
const Router = require('@koa/router');
const { bodyParser } = require('@koa/bodyparser');

const app = new Koa();
const router = new (Router.Router || Router)();

let status = 'En attente';
let version = 0;
let clients = [];

router.get('/poll-status', (ctx) => {
  const last = parseInt(ctx.query.last_version, 10);
  if (isNaN(last) || last < version) {
    ctx.body = { status, version };
    return;
  }
  // on répondra plus tard, quand le statut changera
  const timer = setTimeout(() => {
    clients = clients.filter((c) => c.ctx !== ctx);
    ctx.status = 204;
  }, Number(process.env.HOLD || 25) * 1000);
  clients.push({ ctx, timer });
});

router.post('/update-status', (ctx) => {
  const s = ctx.request.body && ctx.request.body.status;
  if (!s) {
    ctx.status = 400;
    ctx.body = { error: 'Le statut est requis' };
    return;
  }
  status = s;
  version++;
  clients.forEach((c) => {
    clearTimeout(c.timer);
    c.ctx.body = { status, version };
  });
  clients = [];
  ctx.body = { status, version };
});

app.use(bodyParser());
app.use(router.routes());
app.listen(process.env.PORT || 3000, '127.0.0.1');
