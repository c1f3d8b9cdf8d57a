"""Long polling with Flask under /api: the version is the ISO date of the last change, compared as text."""

import logging
import os
import threading
from datetime import datetime, timedelta, timezone

from flask import Flask, request
from werkzeug.exceptions import HTTPException

HOLD = float(os.environ.get("HOLD", "30"))

app = Flask(__name__)
logging.getLogger("werkzeug").setLevel(logging.ERROR)


class State:
    def __init__(self, status):
        self.changed = threading.Condition()
        self.status = status
        self.date = datetime.now(timezone.utc)

    @property
    def token(self):
        # Microseconds always written, or a date on a full second would be shorter.
        return self.date.isoformat(timespec="microseconds").replace("+00:00", "Z")

    def as_json(self):
        return {"lastUpdate": {"by": "api"}, "version": self.token, "status": self.status}

    def set(self, status):
        with self.changed:
            self.status = status
            self.date = max(datetime.now(timezone.utc), self.date + timedelta(microseconds=1))
            self.changed.notify_all()
            return self.as_json()

    def other_than(self, token):
        """The state once its token isn't `token` any more, or nothing at the end of the hold."""
        with self.changed:
            self.changed.wait_for(lambda: self.token != token, HOLD)
            return self.as_json() if self.token != token else {}


state = State("En attente")


@app.get("/api/poll-status")
def poll():
    # Any token but the current one, none at all too, means that the client is not up to date.
    return state.other_than(request.args.get("last_version", ""))


@app.post("/api/update-status")
def update():
    fields = request.get_json()  # 400 or 415 by itself
    status = fields.get("status") if isinstance(fields, dict) else None
    if not isinstance(status, str) or not status.strip():
        return {"error": "status: non-empty text expected"}, 422
    return state.set(status), 201


@app.errorhandler(HTTPException)
def refused(error):
    return {"error": error.name}, error.code


@app.errorhandler(RecursionError)
def too_deep(_):
    return {"error": "JSON nested too deeply"}, 400


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
