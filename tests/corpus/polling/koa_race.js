const Koa = require('koa');
const Router = require('@koa/router');
const { bodyParser } = require('@koa/bodyparser');

const app = new Koa();
const router = new (Router.Router || Router)();
const delai = Number(process.env.HOLD || 25) * 1000;

let etat = { status: 'En attente', version: 0 };
let reveiller;
let changement = new Promise((r) => { reveiller = r; });

router.get('/', (ctx) => {
  ctx.type = 'html';
  ctx.body = `<div id="status"></div><input id="n"><button id="b">Mettre à jour</button><script>
    let lastVersion = -1;
    document.getElementById('b').onclick = () => fetch('/update-status', {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ status: document.getElementById('n').value }) });
    async function pollForStatus() {
      try {
        const res = await fetch(\`/poll-status?last_version=\${lastVersion}\`);
        const data = await res.json();
        if ('version' in data) {
          lastVersion = data.version;
          document.getElementById('status').textContent = data.status;
        }
      } catch { await new Promise(r => setTimeout(r, 1000)); }
      pollForStatus();
    }
    pollForStatus();
  </script>`;
});

router.get('/poll-status', async (ctx) => {
  const derniere = Number(ctx.query.last_version);
  if (ctx.query.last_version === undefined || Number.isNaN(derniere)) ctx.throw(400, 'last_version ?');
  if (derniere >= etat.version) {
    let timer;
    await Promise.race([changement, new Promise((r) => { timer = setTimeout(r, delai); })]);
    clearTimeout(timer);
  }
  ctx.body = derniere < etat.version ? etat : {};
});

router.post('/update-status', (ctx) => {
  const status = ctx.request.body?.status;
  if (typeof status !== 'string' || !status) ctx.throw(400, 'status ?');
  etat = { status, version: etat.version + 1 };
  const r = reveiller;
  changement = new Promise((f) => { reveiller = f; });
  r();
  ctx.body = etat;
});

app.use(bodyParser()).use(router.routes()).use(router.allowedMethods());
app.listen(process.env.PORT || 3000, '127.0.0.1');
