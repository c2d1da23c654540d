"""A hundred thousand conversations scored: how long from the table to the scorecard with its fixes, and from journeys
and verdicts to the page; how much memory.

In a process of its own, so that memory is of the scoring and nothing else.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import Any

import psutil

from ._run import ROOT, BenchFailed, environment
from ._table import Figure, say, show

VISITS = 100_000
MOST_S, MOST_MB = 60, 1_000
CHANNELS = ("chat", "email", "telegram", "callback", "viber")
SERVICES = tuple(f"need {n}" for n in range(10))


def run() -> None:
    took, page = _alone("table"), _alone("page")
    whole = took["read"] + took["score"] + took["fixes"] + took["closings"]
    show(
        f"{VISITS:,} conversations in {len(CHANNELS)} channels, {len(SERVICES)} services",
        [
            Figure("from the table to the scorecard with its fixes", f"< {MOST_S} s", f"{whole:.0f} s", whole < MOST_S),
            Figure("memory at its most", f"< {MOST_MB} MB", f"{took['mb']:.0f} MB", took["mb"] < MOST_MB),
            Figure(
                "from journeys and verdicts to the page",
                f"< {MOST_S} s",
                f"{page['card'] + page['page']:.0f} s",
                page["card"] + page["page"] < MOST_S,
            ),
            Figure(
                "memory at its most, journeys included", f"< {MOST_MB} MB", f"{page['mb']:.0f} MB", page["mb"] < MOST_MB
            ),
            Figure("the page", "< 1 MB", f"{page['bytes'] / 1e6:.2f} MB", page["bytes"] < 1_000_000),
        ],
    )
    parts = ("read", "score", "fixes", "closings")
    say("of these: " + ", ".join(f"{name} {took[name]:.1f} s" for name in parts))


def _alone(what: str) -> dict[str, float]:
    """One measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.scoring", str(VISITS), what],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise BenchFailed(f"the scoring process ended with {done.returncode}")
    told: dict[str, float] = json.loads(done.stdout)
    return told


def table(visits: int, seed: int = 1) -> dict[str, Any]:
    """A company of every kind of visit, drawn by the seed."""
    draw = random.Random(seed)
    rows: list[dict[str, Any]] = []
    while len(rows) < visits:
        rows += _journey(draw, len(rows))
    terms = {"sla_s": 60, "tolerable_s": 300, "patience_s": 1800}
    config = {"method": "odm-1", "channels": dict.fromkeys(CHANNELS, terms), "services": list(SERVICES)}
    return {"config": {**config, "critical_facts": [[SERVICES[1], "price"]]}, "visits": rows[:visits]}


def _journey(draw: random.Random, n: int) -> list[dict[str, Any]]:
    entry = {
        "id": f"v{n}", "journey": f"J{n}", "seq": 1, "origin": "entry", "service": draw.choice(SERVICES),
        "channel": draw.choice(CHANNELS), "valid": draw.random() > 0.02, "reply_s": round(draw.random() * 900, 3),
        "observed_s": 1800, "outcome": draw.choice(["solved", "unsolved"]), "redirect_to": None,
        "internal_switches": int(draw.random() < 0.1), "repeats": int(draw.random() < 0.1), "turns": draw.randint(1, 5),
        "solved_s": 900,
    }  # fmt: skip
    chance = draw.random()
    if chance < 0.2:
        told = draw.random() > 0.3
        entry |= {"reply_s": None, "outcome": "no_answer" if told else None, "solved_s": None}
        entry["observed_s"] = 1800 if told else round(draw.random() * 1800, 3)
        return [entry]
    entry["facts"] = {
        "price": {"unit": "UAH", "lo": draw.choice([199, 249]), "hi": 249},
        "days": {"unit": "day", "lo": draw.randint(1, 3), "hi": draw.randint(3, 5)},
    }
    entry["steps"], entry["tone"] = {"greet": draw.randint(0, 1)}, {"address": draw.choice("TV")}
    if chance < 0.4:
        there = draw.choice(CHANNELS)
        entry |= {"outcome": "deflected", "redirect_to": there, "solved_s": None}
        return [entry, {**entry, "id": f"v{n + 1}", "seq": 2, "origin": "redirect", "channel": there,
                        "outcome": "solved", "redirect_to": None, "solved_s": 2000}]  # fmt: skip
    return [entry]


def _measure(visits: int) -> dict[str, float]:
    from shopper.scoring.odm import fixes
    from shopper.scoring.odm.method import score
    from shopper.scoring.odm.table import read_table

    document = table(visits)
    took: dict[str, float] = {}

    def timed(name: str, work: Any) -> Any:
        began = time.monotonic()
        made = work()
        took[name] = time.monotonic() - began
        return made

    read = timed("read", lambda: read_table(document))
    scored = timed("score", lambda: score(read))
    timed("fixes", lambda: fixes.fixes(scored))
    timed("closings", lambda: fixes.closings(scored))
    took["mb"] = psutil.Process().memory_info().rss / 1e6
    return took


def _page(visits: int) -> dict[str, float]:
    import resource

    from shopper.programme.loading import load_stock
    from shopper.scoring.scorecard import scorecard

    from ._wave import prepared

    given = prepared(table(visits), CHANNELS, SERVICES)
    began = time.monotonic()
    card = scorecard(*given)
    scored = time.monotonic()
    page = load_stock("reports.page").render(card)
    ended = time.monotonic()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {"card": scored - began, "page": ended - scored, "bytes": len(page.encode()), "mb": most / 1e6}


if __name__ == "__main__":
    measured = _page if sys.argv[2:] == ["page"] else _measure
    print(json.dumps(measured(int(sys.argv[1]))))
