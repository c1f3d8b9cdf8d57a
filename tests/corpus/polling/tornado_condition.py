import asyncio
import os
from datetime import timedelta

import tornado.locks
import tornado.web

HOLD = timedelta(seconds=float(os.environ.get("HOLD", 25)))


class Tache:
    statut = "En attente"
    version = 0
    condition = tornado.locks.Condition()


class PollHandler(tornado.web.RequestHandler):
    async def get(self):
        try:
            last_version = int(self.get_query_argument("last_version"))
        except ValueError:
            raise tornado.web.HTTPError(400, "last_version")
        if last_version >= Tache.version:
            if not await Tache.condition.wait(timeout=HOLD):
                self.set_status(204)
                return
        self.write({"status": Tache.statut, "version": Tache.version})


class UpdateHandler(tornado.web.RequestHandler):
    def post(self):
        statut = self.get_body_argument("status", "")   # formulaire HTML
        if not statut:
            raise tornado.web.HTTPError(400)
        Tache.statut = statut
        Tache.version += 1
        Tache.condition.notify_all()
        self.write({"status": Tache.statut, "version": Tache.version})


class IndexHandler(tornado.web.RequestHandler):
    def get(self):
        self.write("""<!DOCTYPE html><html lang="fr"><body>
<p id="etat"></p>
<form action="/update-status" method="post" target="rien"><input name="status"><button>Envoyer</button></form>
<iframe name="rien" hidden></iframe>
<script>
let v = -1;
async function poll() {
  try {
    const r = await fetch('/poll-status?last_version=' + v);
    if (r.status === 200) { const d = await r.json(); v = d.version; document.getElementById('etat').textContent = d.status; }
  } catch (e) { await new Promise(f => setTimeout(f, 1000)); }
  poll();
}
poll();
</script></body></html>""")


async def main():
    app = tornado.web.Application([
        (r"/", IndexHandler), (r"/poll-status", PollHandler), (r"/update-status", UpdateHandler),
    ])
    app.listen(int(os.environ.get("PORT", 8888)), "127.0.0.1")
    await asyncio.Event().wait()


asyncio.run(main())
