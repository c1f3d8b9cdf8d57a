import os
import threading

import cherrypy

HOLD = float(os.environ.get("HOLD", 25))


class Tache:
    def __init__(self):
        self.cond = threading.Condition()
        self.status = "En attente"
        self.version = 0

    @cherrypy.expose
    def index(self):
        return """<html><head><meta charset="utf-8"></head><body><div id="s"></div><script>
var last = -1;
function poll() {
  fetch('/poll_status?last_version=' + last).then(r => r.json()).then(d => {
    if (d.version !== undefined) { last = d.version; document.getElementById('s').textContent = d.status; }
    poll();
  }, () => setTimeout(poll, 1000));
}
function update(s) { fetch('/update_status', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({status: s})}); }
poll();
</script></body></html>"""

    @cherrypy.expose
    @cherrypy.tools.json_out()
    @cherrypy.tools.allow(methods=["GET", "HEAD"])
    def poll_status(self, last_version="-1"):
        try:
            last = int(last_version)
        except ValueError:
            raise cherrypy.HTTPError(400, "last_version")
        with self.cond:
            if self.cond.wait_for(lambda: self.version > last, HOLD):
                return {"status": self.status, "version": self.version}
        return {}

    @cherrypy.expose
    @cherrypy.tools.json_in()
    @cherrypy.tools.json_out()
    @cherrypy.tools.allow(methods=["POST"])
    def update_status(self):
        data = cherrypy.request.json
        status = data.get("status") if isinstance(data, dict) else None
        if not isinstance(status, str) or not status:
            raise cherrypy.HTTPError(400, "status")
        with self.cond:
            self.status = status
            self.version += 1
            self.cond.notify_all()
            return {"status": self.status, "version": self.version}


cherrypy.config.update({
    "server.socket_host": "127.0.0.1",
    "server.socket_port": int(os.environ.get("PORT", 8080)),
    "server.thread_pool": 100,
    "server.socket_queue_size": 100,
    "log.screen": False,
})
cherrypy.quickstart(Tache())
