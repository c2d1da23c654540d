"""python -m bench [NAME …]: prints the figures, fails nothing."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import tempfile
import time
import traceback

import psutil

from ._table import percentile, say

# name -> how long it takes on two cores, in seconds
BENCHES = {
    "help": 10, "mails": 5, "waiting": 240, "together": 400, "accuracy": 120, "kills": 300, "year": 90, "chats": 240,
    "telegram": 80, "side_by_side": 430, "hearing": 120,
    "phone": 70, "by_hand": 60, "scoring": 40, "reports": 60,
}  # fmt: skip


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {', '.join(unknown)}. There are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 4
    chosen = names or list(BENCHES)
    minutes = sum(BENCHES[name] for name in chosen) / 60
    print(f"{len(chosen)} benches, about {minutes:.0f} minutes. Everything runs on this machine, over loopback.")
    _machine()
    for name in chosen:
        print(f"\n== {name} (about {BENCHES[name]} s)", flush=True)
        began = time.monotonic()
        try:
            importlib.import_module(f"bench.{name}").run()
        except Exception:  # the other figures are still wanted
            traceback.print_exc(file=sys.stdout)
        say(f"took {time.monotonic() - began:.0f} s; load at its end: {os.getloadavg()[0]:.1f}")
    return 0


def _machine() -> None:
    memory = psutil.virtual_memory().total / 1e9
    say(f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}")
    syncs = _syncs_ms()
    say(
        f"load before: {os.getloadavg()[0]:.1f}; the disk under the temporary folder keeps 4 KB safe in "
        f"{percentile(syncs, 50):.1f} ms (p50), {percentile(syncs, 99):.1f} ms (p99)"
    )


def _syncs_ms() -> list[float]:
    """What one fsync costs here: what is heard must be on disk before it counts, so it is part of every figure."""
    times = []
    with tempfile.TemporaryFile() as file:
        for _ in range(100):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            times.append((time.perf_counter() - began) * 1e3)
    return times


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
