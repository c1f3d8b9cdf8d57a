"""A copy of a server with another text in its file, which runs while it is needed."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from .servers import ROOT

PLACE = ROOT / "target" / "prove" / "peer-mutants"
# A server that does not listen by then does not start.
PATIENCE = 20


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


class Running:
    def __init__(self, server, folder, port):
        self.port, self.output = port, folder / "output"
        with open(self.output, "wb") as output:
            self.process = subprocess.Popen(
                server.words(folder), cwd=folder, env=server.environment(port), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def started(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            if listens(self.port):
                return True
            time.sleep(0.05)
        return False

    def last_words(self):
        """The last line that says something; of a trace in JavaScript the error is not the last."""
        lines = [line.strip() for line in self.output.read_text(errors="replace").splitlines() if line.strip()]
        errors = [line for line in lines if "Error" in line[:60] or "error" in line[:40]]
        return (errors or lines or [""])[-1][:200]

    def stop(self):
        stop(self.process)


def stop(process):
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def running(server, text):
    """Starts the server with this text in place of its file's; it ends with the block."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=PLACE, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for entry in server.folder.iterdir():
            if entry != server.file:
                (folder / entry.name).symlink_to(entry)
        (folder / server.file.name).write_text(text, encoding="utf-8")
        copy = Running(server, folder, free_port())
        try:
            yield copy
        finally:
            copy.stop()
