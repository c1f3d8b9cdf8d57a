"""Where there is only Python: the wheel is installed, and checks a server. Two minutes are allowed from here on."""

import glob
import os
import re
import shutil
import subprocess
import sys
import time

start = time.monotonic()


def since(what):
    print(f"  {what:<56} after {time.monotonic() - start:.1f} s", flush=True)


for other in ("sh", "bash", "cargo", "cc", "node"):
    assert shutil.which(other) is None, f"{other} is here"
subprocess.run([sys.executable, "-m", "venv", "/tmp/venv"], check=True)
pip = ["/tmp/venv/bin/python", "-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check"]
subprocess.run(pip + glob.glob("/packed/*.whl"), check=True)
since("installed")
lab = "/tmp/venv/bin/lab"
server = subprocess.Popen([lab, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
try:
    url = next(found.group() for found in (re.search(r"http://\S+", line) for line in server.stdout) if found)
    since("serves")
    check = subprocess.run([lab, "check", url, "--lab", "long-polling"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
finally:
    server.terminate()
if check.returncode != 0 or time.monotonic() - start > 120:
    print(check.stdout)
    sys.exit(f"the check ended with {check.returncode} after {time.monotonic() - start:.0f} s")
since("20 / 20 in long polling")
