const Koa = require('koa');
const { PassThrough } = require('stream');

const app = new Koa();
const prix = { AAPL: 170, GOOG: 1500 };

app.use(async (ctx) => {
  if (ctx.path === '/') {
    ctx.body = '<!DOCTYPE html><div id="d"></div><script>new EventSource("/stream").onmessage = (e) => { d.innerHTML += e.data + "<br>"; };</script>';
    return;
  }
  if (ctx.path !== '/stream') return;

  ctx.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
  const flux = new PassThrough();
  ctx.status = 200;
  ctx.body = flux;

  const envoyer = () => {
    const cotations = Object.keys(prix).map((symbol) => {
      const change = +(Math.random() * 2 - 1).toFixed(2);
      prix[symbol] = +(prix[symbol] + change).toFixed(2);
      return { symbol, price: prix[symbol], change };
    });
    flux.write('data: ' + JSON.stringify({ quotes: cotations, at: new Date() }) + '\n\n');
  };
  envoyer();
  const timer = setInterval(envoyer, (process.env.INTERVAL || 2) * 1000);
  flux.on('close', () => clearInterval(timer));
});

app.listen(process.env.PORT || 3000, '127.0.0.1');
