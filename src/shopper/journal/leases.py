"""Who owns a leased line: names a process so that it can be told, on the same machine, whether it is gone.

An owner is `host:pid:start:random`. start is when the process was started, in the kernel's ticks since boot (field 22
of /proc/PID/stat, proc(5)): a process id is given to another process sooner or later, the pair is not. host holds,
beside the host's name, a digest of the boot and of the process-id namespace: in another container process ids mean
other processes, and there only the heartbeat counts.
"""

from __future__ import annotations

import functools
import os
import secrets
import socket
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_PROC = Path("/proc")


def this_process() -> str:
    """The owner string of this process; the same at every call, another one in a forked child."""
    return _owner_of(os.getpid())


def is_gone(owner: str) -> bool:
    """True when the owner's process surely lives no more; False when it lives or that cannot be told from here."""
    try:
        host, pid_text, start, _ = owner.split(":")
        pid = int(pid_text)
    except ValueError:
        return False
    if host != _this_host() or pid <= 0:
        return False
    # Signal 0 would end a process on Windows.
    if os.name != "posix":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    now = _start_ticks(pid)
    return now is not None and now != start


def described(owner: str) -> str:
    """The owner in words: “process 4711 on host shop-1”."""
    parts = owner.split(":")
    if len(parts) != 4:
        return owner
    return f"process {parts[1]} on host {parts[0].rpartition('.')[0] or parts[0]}"


@functools.lru_cache(maxsize=1)
def _owner_of(pid: int) -> str:
    start = _start_ticks(pid) or "0"
    return f"{_this_host()}:{pid}:{start}:{secrets.token_hex(4)}"


@functools.lru_cache(maxsize=1)
def _this_host() -> str:
    name = socket.gethostname().replace(":", "-") or "localhost"
    surroundings = sha256()
    with suppress(OSError):
        surroundings.update((_PROC / "sys/kernel/random/boot_id").read_bytes())
        surroundings.update(bytes((_PROC / "self/ns/pid").readlink()))
    return f"{name}.{surroundings.hexdigest()[:8]}"


def _start_ticks(pid: int) -> str | None:
    """When the process was started; "ended" for one that nobody has reaped yet; None where it cannot be read."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    # The command's name stands in parentheses and may hold anything, parentheses and spaces too.
    fields = stat.rpartition(")")[2].split()
    return "ended" if fields[0] in ("Z", "X") else fields[19]
