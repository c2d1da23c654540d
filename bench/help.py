"""The time of `shopper --help`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from ._run import ROOT, environment
from ._table import Figure, show

TIMES = 10
BAR_S = 0.3


def run() -> None:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "shopper", "--help"], cwd=ROOT, env=environment(), check=True, capture_output=True
        )
        times.append(time.perf_counter() - began)
    bare = []
    for _ in range(TIMES):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", "pass"], check=True, capture_output=True)
        bare.append(time.perf_counter() - began)
    median = statistics.median(times)
    show(
        "shopper --help",
        [
            Figure(f"median of {TIMES}", f"< {BAR_S} s", f"{median:.2f} s", median < BAR_S),
            Figure("of it Python itself, doing nothing", "", f"{statistics.median(bare):.2f} s"),
        ],
    )
