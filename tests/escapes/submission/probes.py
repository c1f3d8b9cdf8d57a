"""A submission that tries to reach what is not its own, and says how far it came.

It prints a line for each attempt: `PROBE phase name REACHED|stopped what it saw`. It runs twice: while it installs and while
it serves. What it looks for is made by `run` and `machine.py`, in name spaces of the proof's own: `CANARY` is in all of it.
"""

import ctypes
import errno
import os
import pathlib
import resource
import selectors
import signal
import socket
import struct
import subprocess
import sys
import time

PHASE, ROOT = sys.argv[1:]
CANARY = "canary-of-the-instructor"
LIBC = ctypes.CDLL(None, use_errno=True)
# Numbers of system calls: x86-64, then the others, which share theirs.
X86 = os.uname().machine == "x86_64"
PROBES = []


def probe(function):
    PROBES.append(function)
    return function


def call(x86, other, *args):
    """Calls the kernel; what it gives, or an error."""
    given = LIBC.syscall(x86 if X86 else other, *args)
    if given < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return given


def connects(*address, family=socket.AF_INET, kind=socket.SOCK_STREAM):
    with socket.socket(family, kind) as one:
        one.settimeout(2)
        one.connect(address[0] if family == socket.AF_UNIX else address)
        return f"connected to {address}"


def reads(path):
    data = pathlib.Path(path).read_bytes()
    return CANARY if CANARY.encode() in data else None


def writes(path):
    with open(path, "ab") as file:
        file.write(b"\n")
    return f"wrote to {path}"


# --- What could be inherited


@probe
def inherited_descriptor():
    """A folder that the caller's shell has open, as `9<FOLDER`."""
    found = []
    for number in range(3, 256):
        try:
            target = os.readlink(f"/proc/self/fd/{number}")
        except OSError:
            continue
        if target.startswith("/proc/") or target.endswith("probes.py"):
            continue
        found.append(f"{number} -> {target}")
    return ", ".join(found)


@probe
def inherited_folder():
    return reads("/proc/self/fd/9/secret")


@probe
def standard_input():
    return os.read(0, 10).decode() or None


@probe
def environment():
    return next((name for name, value in os.environ.items() if CANARY in value), None)


@probe
def session_keyring():
    """The keys of the instructor's session."""
    serial = call(249, 218, b"user", b"canary", None, -3)
    room = ctypes.create_string_buffer(100)
    call(250, 219, 11, serial, room, 100)
    return room.value.decode()


@probe
def user_keyring():
    serial = call(250, 219, 10, -4, b"user", b"canary", 0)
    return f"key {serial}"


@probe
def keys_listed():
    return "canary" if "canary" in pathlib.Path("/proc/keys").read_text() else None


@probe
def controlling_terminal():
    with open("/dev/tty", "w") as tty:
        tty.write("forged\n")
    return "wrote to the terminal"


# --- Files


@probe
def home_of_the_instructor():
    return reads(f"{ROOT}/home/secret")


@probe
def results_of_the_class():
    return os.listdir(f"{ROOT}/class/out") and "listed"


@probe
def submission_of_another():
    return reads(f"{ROOT}/class/submissions/other/secret")


@probe
def link_out_of_the_workspace():
    return reads("link-out")


@probe
def root_of_the_first_process():
    return reads(f"/proc/1/root{ROOT}/home/secret")


@probe
def shadow():
    return pathlib.Path("/etc/shadow").read_text() and "read /etc/shadow"


@probe
def writes_to_system():
    return writes("/etc/canary") or writes("/usr/canary")


@probe
def writes_to_programs():
    return writes(sys.executable)


@probe
def writes_to_what_was_handed_in():
    return writes("/submission/probes.py")


@probe
def remounts():
    if LIBC.mount(b"none", b"/", None, 32 | 4096, None) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return writes("/etc/canary")


@probe
def mounts_in_its_own_user_space():
    given = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "mount -o bind,remount,rw /etc && touch /etc/canary && ls " + ROOT + "/home"],
        capture_output=True, text=True, timeout=10)
    if given.returncode != 0:
        raise OSError(given.returncode, given.stderr.strip()[-80:])
    return given.stdout


@probe
def socket_in_the_file_system():
    return connects(f"{ROOT}/run/service.sock", family=socket.AF_UNIX)


@probe
def socket_of_a_container_engine():
    for path in ["/run/docker.sock", "/var/run/docker.sock", "/run/podman/podman.sock", "/run/systemd/private", "/run/dbus/system_bus_socket"]:
        if os.path.exists(path):
            return connects(path, family=socket.AF_UNIX)
    return None


@probe
def shared_memory_files():
    return reads("/dev/shm/canary")


@probe
def temporary_files():
    return reads("/tmp/canary")


@probe
def devices():
    for device in ["/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/sda", "/dev/nvme0n1", "/dev/kvm", "/dev/fuse", "/dev/net/tun"]:
        try:
            os.close(os.open(device, os.O_RDONLY))
            return device
        except OSError:
            pass
    return None


@probe
def makes_a_device():
    os.mknod("disk", 0o600 | 0o060000, os.makedev(254, 0))
    return "made a device"


@probe
def settings_of_the_kernel():
    return writes("/proc/sys/kernel/core_pattern")


@probe
def sysfs():
    return os.listdir("/sys/class") and "listed /sys/class"


@probe
def leaves_its_control_group():
    for path in pathlib.Path("/sys/fs/cgroup").rglob("cgroup.procs"):
        try:
            path.write_text(str(os.getpid()))
            return f"joined {path}"
        except OSError:
            pass
    return None


@probe
def makes_a_program_of_root():
    pathlib.Path("elevate").write_bytes(pathlib.Path("/bin/sh").read_bytes())
    os.chmod("elevate", 0o6755)
    owner = os.stat("elevate").st_uid
    given = subprocess.run(["./elevate", "-p", "-c", "id -u"], capture_output=True, text=True, timeout=5)
    return "root" if given.stdout.strip() == "0" and os.getuid() != 0 else None if owner == os.getuid() else "another's"


@probe
def becomes_root():
    for words in [["sudo", "-n", "id", "-u"], ["su", "-c", "id -u"], ["pkexec", "id", "-u"]]:
        try:
            given = subprocess.run(words, capture_output=True, text=True, timeout=5, stdin=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if given.stdout.strip() == "0":
            return words[0]
    return None


@probe
def has_capabilities():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    found = {line.split()[0]: int(line.split()[1], 16) for line in lines if line.startswith(("CapEff", "CapPrm", "CapInh", "CapAmb"))}
    return str(found) if any(found.values()) else None


@probe
def may_gain_privileges():
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return None if "NoNewPrivs:\t1" in lines else "no_new_privs is not set"


# --- Processes


@probe
def processes_of_others():
    own = {"python3", "sh", "bwrap", "setpriv", "prlimit", "python"}
    names = {pathlib.Path(f"/proc/{pid}/comm").read_text().strip() for pid in os.listdir("/proc") if pid.isdigit()}
    others = sorted(name for name in names if name not in own)
    return ", ".join(others)


@probe
def environment_of_others():
    for pid in os.listdir("/proc"):
        if pid.isdigit() and int(pid) != os.getpid():
            try:
                if CANARY.encode() in pathlib.Path(f"/proc/{pid}/environ").read_bytes():
                    return f"process {pid}"
            except OSError:
                pass
    return None


@probe
def ends_others():
    """The canary notes a signal; whom we may signal at all is seen here."""
    reached = []
    for pid in range(2, 40000):
        if pid == os.getpid() or pid == os.getppid():
            continue
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            continue
        except PermissionError:
            reached.append(f"{pid} (seen)")
            continue
        try:
            comm = pathlib.Path(f"/proc/{pid}/comm").read_text().strip()
        except OSError:
            comm = "?"
        if comm not in {"python3", "sh", "bwrap", "prlimit", "setpriv"}:
            reached.append(f"{pid} {comm}")
    return ", ".join(reached[:5])


@probe
def traces():
    call(101, 117, 16, 1, 0, 0)
    return "attached to process 1"


@probe
def memory_of_others():
    with open("/proc/1/mem", "rb") as memory:
        memory.seek(0x400000)
        return memory.read(1) and "read"


@probe
def reads_memory_of_a_process():
    call(310, 270, 1, 0, 0, 0, 0, 0)
    return "process_vm_readv"


@probe
def shared_memory_segment():
    given = LIBC.shmget(0x1ab, 4096, 0)
    if given < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "attached"


@probe
def message_queue():
    given = LIBC.msgget(0x1ab, 0)
    if given < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "opened"


@probe
def name_of_this_machine():
    return socket.gethostname() if socket.gethostname() != "lab" else None


@probe
def sets_the_clock():
    time.clock_settime(time.CLOCK_REALTIME, time.time())
    return "set the clock"


@probe
def goes_before_others():
    os.nice(-5)
    return "nice -5"


@probe
def real_time():
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))
    return "real time"


@probe
def is_spared_when_memory_ends():
    pathlib.Path("/proc/self/oom_score_adj").write_text("-1000")
    return "oom_score_adj"


@probe
def opens_as_many_files_as_it_likes():
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most + 1, most + 1))
    return "raised the limit"


@probe
def writes_a_core():
    return str(resource.getrlimit(resource.RLIMIT_CORE)[1]) if resource.getrlimit(resource.RLIMIT_CORE)[1] else None


# --- System calls that no server needs


@probe
def io_uring():
    room = ctypes.create_string_buffer(256)
    call(425, 425, 1, room)
    return "a ring"


@probe
def userfaultfd():
    call(323, 282, 0)
    return "a descriptor"


@probe
def bpf():
    room = ctypes.create_string_buffer(128)
    call(321, 280, 0, room, 128)
    return "a map"


@probe
def performance_counters():
    room = ctypes.create_string_buffer(128)
    ctypes.c_uint32.from_buffer(room, 4).value = 128
    call(298, 241, room, 0, -1, -1, 0)
    return "a counter"


@probe
def virtual_socket():
    with socket.socket(40, socket.SOCK_STREAM):
        return "a socket to the host of a virtual machine"


@probe
def raw_socket():
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP):
        return "a raw socket"


@probe
def packet_socket():
    with socket.socket(17, socket.SOCK_RAW):
        return "a packet socket"


@probe
def other_numbers_for_calls():
    """The same calls under their x32 numbers."""
    if not X86:
        return None
    call(0x40000000 | 425, 0, 1, ctypes.create_string_buffer(256))
    return "a ring"


@probe
def loads_a_module():
    call(175, 105, b"", 0, b"")
    return "loaded"


# --- The network


@probe
def loopback_of_this_machine():
    return connects("127.0.0.1", 7001)


@probe
def loopback_of_version_6():
    return connects("::1", 7001, family=socket.AF_INET6)


@probe
def loopback_by_another_address():
    return connects("127.9.9.9", 7001)


@probe
def loopback_through_the_gateway():
    return connects("10.0.2.2", 7001)


@probe
def loopback_through_the_resolver():
    """Where names are resolved by this machine itself, its address within must lead to nothing else of it."""
    return connects("10.0.2.3", 7001)


@probe
def nearest_addresses():
    for last in (1, 4, 15, 99, 100, 254):
        try:
            return connects(f"10.0.2.{last}", 7001)
        except OSError:
            pass
    return None


@probe
def own_private_address():
    return connects("10.99.0.1", 7001)


@probe
def own_public_address():
    return connects("198.51.100.2", 7001)


@probe
def neighbour():
    return connects("198.51.100.1", 7001)


@probe
def neighbour_in_a_private_network():
    return connects("10.77.0.5", 7001)


@probe
def link_local():
    """Where clouds answer for their machines' names and passwords."""
    return connects("169.254.169.254", 80)


@probe
def link_local_of_version_6():
    return connects("fd00:ec2::254", 80, family=socket.AF_INET6)


@probe
def shared_address_space():
    return connects("100.64.0.7", 7001)


@probe
def mapped_address():
    return connects("::ffff:10.99.0.1", 7001, family=socket.AF_INET6)


@probe
def zero():
    return connects("0.0.0.0", 7001)


# Datagrams to many. They are gone once they are sent: whether one has reached anybody is seen by an answer, and by who came.
# A socket that names the interface by which it sends is not held by routes.

EVERYBODY = ["255.255.255.255", "10.99.0.255", "198.51.100.255", "10.0.2.255", "224.0.0.251", "239.255.255.250"]
MULTICAST = [address for address in EVERYBODY if 224 <= int(address.split(".")[0]) < 240]
PACKET_INFO, UNICAST_INTERFACE, BOUND_TO_DEVICE = 8, 50, 25


def interface():
    """The interface that leads out, and its address; loopback if none does."""
    lines = pathlib.Path("/proc/net/route").read_text().splitlines()[1:]
    name = next((line.split()[0] for line in lines if line.split()[1] == "00000000" and line[0] != "*"), "lo")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.SOL_SOCKET, BOUND_TO_DEVICE, name.encode())
        one.connect(("203.0.113.5", 9))
        return name, socket.if_nametoindex(name), socket.inet_aton(one.getsockname()[0])


def datagrams(addresses, prepare=None, packet_info=None):
    """Sends to each, and waits for an answer to any of them."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 8)
        if prepare:
            prepare(one)
        about = [(socket.IPPROTO_IP, PACKET_INFO, packet_info)] if packet_info else []
        refused = None
        for address in addresses:
            try:
                one.sendmsg([CANARY.encode()], about, 0, (address, 7002))
            except OSError as error:
                refused = error
        one.settimeout(1)
        try:
            data, sender = one.recvfrom(100)
        except TimeoutError:
            if refused:
                raise refused
            raise
        return f"{sender[0]} answered" if CANARY.encode() in data else None


@probe
def broadcast():
    return datagrams(EVERYBODY)


@probe
def multicast():
    return datagrams(MULTICAST)


@probe
def multicast_by_its_interface():
    _, number, _ = interface()
    named = struct.pack("=4s4si", bytes(4), bytes(4), number)
    return datagrams(MULTICAST, lambda one: one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, named))


@probe
def multicast_by_the_address_of_its_interface():
    _, _, address = interface()
    return datagrams(MULTICAST, lambda one: one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, address))


@probe
def multicast_of_a_group_that_it_is_in():
    _, number, address = interface()

    def joins(one):
        for group in MULTICAST:
            one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, struct.pack("=4s4si", socket.inet_aton(group), address, number))

    return datagrams(MULTICAST, joins)


@probe
def broadcast_by_its_interface():
    name, _, _ = interface()
    return datagrams(EVERYBODY, lambda one: one.setsockopt(socket.SOL_SOCKET, BOUND_TO_DEVICE, name.encode()))


@probe
def broadcast_by_its_unicast_interface():
    _, number, _ = interface()
    named = struct.pack("!i", number)
    return datagrams(EVERYBODY, lambda one: one.setsockopt(socket.IPPROTO_IP, UNICAST_INTERFACE, named))


@probe
def broadcast_with_the_interface_beside_each():
    """`IP_PKTINFO`: a datagram says itself where it leaves."""
    _, number, address = interface()
    return datagrams(EVERYBODY, packet_info=struct.pack("=i4s4s", number, address, bytes(4)))


@probe
def broadcast_of_version_6():
    """The groups that all are in, and those of mDNS and SSDP."""
    _, number, _ = interface()
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as one:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, number)
        for group in ["ff02::1", "ff02::2", "ff02::fb", "ff05::c"]:
            one.sendto(CANARY.encode(), (group, 7002, 0, number))
        one.settimeout(1)
        data, sender = one.recvfrom(100)
        return f"{sender[0]} answered" if CANARY.encode() in data else None


@probe
def answers_of_a_group():
    """What neighbours tell to all, such as the names of their services."""
    _, number, address = interface()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("", 7003))
        one.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, struct.pack("=4s4si", socket.inet_aton("224.0.0.251"), address, number))
        one.settimeout(2)
        return one.recv(100).decode()


def connects_to_any(attempts):
    """Begins a connection for each, all at once, and waits for the first that is made. An attempt: what is told of it, where
    it leads, and how its socket is prepared."""
    with selectors.DefaultSelector() as begun:
        for told, address, prepare in attempts:
            one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            one.setblocking(False)
            try:
                prepare(one)
                one.connect_ex((address, 7001))
            except OSError:
                continue
            begun.register(one, selectors.EVENT_WRITE, told)
        until = time.monotonic() + 2
        while begun.get_map() and time.monotonic() < until:
            for key, _ in begun.select(0.2):
                if key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                    return f"connected to {key.data}"
                begun.unregister(key.fileobj)
    return None


NEAR = ["10.99.0.1", "198.51.100.1", "198.51.100.2", "10.77.0.5", "169.254.169.254", "100.64.0.7", "10.0.2.2", "10.0.2.99"]


@probe
def near_ones_by_its_interface():
    """Where a socket names its interface, the kernel takes each address that no route leads to for a neighbour's."""
    name, _, _ = interface()
    by_it = lambda one: one.setsockopt(socket.SOL_SOCKET, BOUND_TO_DEVICE, name.encode())
    return connects_to_any([(address, address, by_it) for address in NEAR])


@probe
def datagrams_to_near_ones_by_its_interface():
    _, number, address = interface()
    return datagrams(NEAR, packet_info=struct.pack("=i4s4s", number, address, bytes(4)))


@probe
def by_a_route_of_its_own():
    """Options of the header: where a packet is to go first, and where then."""

    def first_by(kind, first):
        return lambda one: one.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, bytes([kind, 7, 4]) + socket.inet_aton(first) + b"\0")

    ways = [("10.99.0.1", "203.0.113.5"), ("203.0.113.5", "10.99.0.1"), ("10.0.2.99", "10.99.0.1"), ("10.0.2.3", "10.99.0.1")]
    # Loose and strict.
    return connects_to_any([(f"{then} by {first}", then, first_by(kind, first)) for first, then in ways for kind in (131, 137)])


@probe
def datagram_to_this_machine():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.settimeout(1)
        one.sendto(CANARY.encode(), ("10.99.0.1", 7002))
        return one.recv(100).decode()


@probe
def abstract_socket():
    return connects("\0canary", family=socket.AF_UNIX)


@probe
def page_of_the_class():
    """What `--live` serves: the names and the reports of the others."""
    return connects("127.0.0.1", 7009)


@probe
def internet():
    return connects("203.0.113.5", 7001)


@probe
def changes_routes():
    given = subprocess.run(["ip", "route", "del", "unreachable", "10.0.0.0/8"], capture_output=True, text=True, timeout=5)
    if given.returncode != 0:
        raise OSError(given.returncode, given.stderr.strip()[-80:])
    return "deleted a route"


@probe
def enters_another_network():
    descriptor = os.open("/proc/1/ns/net", os.O_RDONLY)
    if LIBC.setns(descriptor, 0x40000000) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "entered"


def out_of_time(*_):
    raise TimeoutError(errno.ETIMEDOUT, "no end")


def main():
    signal.signal(signal.SIGALRM, out_of_time)
    for attempt in PROBES:
        name = attempt.__name__.replace("_", "-")
        signal.alarm(15)
        try:
            found = attempt()
            verdict, seen = ("REACHED", found) if found else ("stopped", "there is nothing")
        except OSError as error:
            verdict, seen = "stopped", errno.errorcode.get(error.errno or 0, "") + " " + (error.strerror or str(error))
        except Exception as error:  # an attempt that cannot be made says so
            verdict, seen = "stopped", repr(error)
        signal.alarm(0)
        print("PROBE", PHASE, name, verdict, " ".join(str(seen).split())[:120], flush=True)
    print("PROBES", PHASE, len(PROBES), flush=True)


main()
if PHASE == "serve":
    from http.server import BaseHTTPRequestHandler, HTTPServer

    HTTPServer(("", 5000), BaseHTTPRequestHandler).serve_forever()
