"""The machine of an instructor, as a submission must not reach it: services, keys, memory and files with a canary in them.

machine.py serve WHICH   serves, on this machine (`own`) or on the others beside it (`world`), and notes who comes
machine.py check         what a submission looks for is there, for those who may have it
machine.py start COMMAND...   becomes the command, with a canary in all that it could inherit
machine.py judge FOLDER...    the table of what was tried, and what came of it; it fails if anything was reached
"""

import ctypes
import os
import pathlib
import re
import selectors
import socket
import struct
import sys
import time

ROOT = pathlib.Path(os.environ["LAB_ESCAPES_ROOT"])
CANARY = b"canary-of-the-instructor"
SEEN = ROOT / "seen.log"
OWN = [("127.0.0.1", 7001), ("::1", 7001), ("10.99.0.1", 7001), ("169.254.169.254", 80), ("198.51.100.2", 7001), ("fd00:ec2::254", 80)]
WORLD = [("198.51.100.1", 7001), ("10.77.0.5", 7001), ("100.64.0.7", 7001), ("203.0.113.5", 7001)]
UNIX = ["\0canary", str(ROOT / "run/service.sock")]
DATAGRAMS = 7002
# Groups that this machine and its neighbours are in, as for mDNS and SSDP.
GROUPS = ["224.0.0.251", "239.255.255.250"]
GROUPS_OF_6 = ["ff02::fb", "ff05::c"]
LINKS = {"own": ["lan0", "out0"], "world": ["lan1", "in0"]}
# What neighbours tell a group goes to this port.
TOLD = 7003
# The only thing that a submission may reach: the Internet, while it installs.
ALLOWED = {("install", "internet")}
LIBC = ctypes.CDLL(None, use_errno=True)
X86 = os.uname().machine == "x86_64"
ADD_KEY, KEYCTL = (248, 250) if X86 else (217, 219)


def family(address):
    return socket.AF_INET6 if ":" in address[0] else socket.AF_INET


def serve(which):
    listening = selectors.DefaultSelector()
    for address in OWN if which == "own" else WORLD:
        one = socket.socket(family(address), socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        one.bind(address)
        one.listen()
        listening.register(one, selectors.EVENT_READ, f"{address[0]}:{address[1]}")
    if which == "own":
        for name in UNIX:
            one = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            one.bind(name)
            one.listen()
            listening.register(one, selectors.EVENT_READ, f"socket {name}")
        LIBC.shmget(0x1AB, 4096, 0o1666)
        LIBC.msgget(0x1AB, 0o1666)
        pathlib.Path("/dev/shm/canary").write_bytes(CANARY)
        pathlib.Path("/tmp/canary").write_bytes(CANARY)
    for one in listens_to_datagrams(which):
        listening.register(one, selectors.EVENT_READ, None)
    (ROOT / f"{which}.ready").write_text("")
    while True:
        tells_neighbours(which)
        for key, _ in listening.select(0.2):
            if key.data is None:
                data, sender = key.fileobj.recvfrom(1000)
                note(which, f"datagram from {sender[0]}")
                key.fileobj.sendto(data, sender)
                continue
            connection, _ = key.fileobj.accept()
            connection.close()
            note(which, key.data)


def listens_to_datagrams(which):
    of_4 = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    of_4.bind(("0.0.0.0", DATAGRAMS))
    of_6 = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    of_6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    of_6.bind(("::", DATAGRAMS))
    for link in map(socket.if_nametoindex, LINKS[which]):
        for group in GROUPS:
            joined = struct.pack("=4s4si", socket.inet_aton(group), bytes(4), link)
            of_4.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
        for group in GROUPS_OF_6:
            joined = socket.inet_pton(socket.AF_INET6, group) + struct.pack("=I", link)
            of_6.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, joined)
    return of_4, of_6


def tells_neighbours(which):
    for link in LINKS[which] if which == "world" else []:
        with by_link(link) as one:
            one.sendto(CANARY, (GROUPS[0], TOLD))


def by_link(link):
    one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("=4s4si", bytes(4), bytes(4), socket.if_nametoindex(link)))
    one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    one.settimeout(5)
    return one


def note(which, what):
    with SEEN.open("a") as file:
        file.write(f"{which} {what}\n")


def check():
    for address in OWN + WORLD:
        with socket.socket(family(address), socket.SOCK_STREAM) as one:
            one.settimeout(5)
            one.connect(address)
    for name in UNIX:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
            one.connect(name)
    to_many = [*GROUPS, "198.51.100.255"]
    for address in ["10.99.0.1", *to_many]:
        with by_link("out0") as one:
            one.sendto(b"there?", (address, DATAGRAMS))
            assert one.recv(10) == b"there?", address
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one:
        link = socket.if_nametoindex("out0")
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 0)
        one.settimeout(5)
        one.sendto(b"there?", (GROUPS_OF_6[0], DATAGRAMS, 0, link))
        assert one.recv(10) == b"there?"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("", TOLD))
        joined = struct.pack("=4s4si", socket.inet_aton(GROUPS[0]), bytes(4), socket.if_nametoindex("out0"))
        one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
        one.settimeout(5)
        assert one.recv(100) == CANARY
    for path in [ROOT / "home/secret", ROOT / "class/submissions/other/secret", pathlib.Path("/dev/shm/canary"), pathlib.Path("/tmp/canary")]:
        assert CANARY in path.read_bytes(), path
    assert LIBC.shmget(0x1AB, 4096, 0) >= 0 and LIBC.msgget(0x1AB, 0) >= 0
    # A broadcast comes to this machine too.
    came = len(OWN + WORLD + UNIX) + 1 + len(to_many) + 1 + 1
    until = time.monotonic() + 10
    while len(SEEN.read_text().splitlines()) < came and time.monotonic() < until:
        time.sleep(0.02)
    assert len(SEEN.read_text().splitlines()) == came, SEEN.read_text()
    # All of it was reached; from here on nobody may.
    SEEN.write_text("")


def start(words):
    if LIBC.syscall(KEYCTL, 1, b"lab-escapes") > 0:
        LIBC.syscall(ADD_KEY, b"user", b"canary", CANARY, len(CANARY), -3)
    os.environ["CANARY_SECRET"] = CANARY.decode()
    folder = os.open(ROOT / "home", os.O_RDONLY)
    os.dup2(folder, 9, inheritable=True)
    reading, writing = os.pipe()
    os.write(writing, CANARY)
    os.close(writing)
    os.dup2(reading, 0, inheritable=True)
    os.execvp(words[0], words)


def judge(folders):
    rows, wrong = {}, []
    for phase, log in [("install", "install.log"), ("serve", "server.log")]:
        text = "".join((pathlib.Path(folder) / log).read_text(errors="replace") for folder in folders)
        attempts = re.findall(r"^PROBE (\w+) (\S+) (REACHED|stopped) ?(.*)$", text, re.M)
        said = re.findall(r"^PROBES (\w+) (\d+)$", text, re.M)
        if said != [(phase, str(len(attempts)))] or not attempts:
            wrong.append(f"the attempts of {phase} are not all there: {len(attempts)}, and {said} were told")
        for of, name, verdict, how in attempts:
            rows.setdefault(name, {})[of] = (verdict, how)
            if (verdict == "REACHED") != ((of, name) in ALLOWED):
                wrong.append(f"{name}, {of}: {verdict} ({how})")
    width = max(map(len, rows), default=0)
    for name, row in rows.items():
        told = [f"{row[phase][0]:<8} {row[phase][1][:40]:<40}" if phase in row else "not tried" for phase in ("install", "serve")]
        print(f"{name:<{width}}  {'  '.join(told)}".rstrip())
    seen = [line for line in SEEN.read_text().splitlines() if line != "world 203.0.113.5:7001"]
    wrong += [f"somebody came: {line}" for line in seen]
    if "world 203.0.113.5:7001" not in SEEN.read_text():
        wrong.append("the Internet was not reached while it installed: what else was stopped says nothing")
    print(f"\n{len(rows)} attempts in two phases, {len(wrong)} surprises")
    for line in wrong:
        print(f"  {line}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    command, *words = sys.argv[1:]
    {"serve": lambda: serve(*words), "check": check, "start": lambda: start(words), "judge": lambda: judge(words)}[command]()
