"""How well e-mails are read: the labelled folder, by form. Exact words, automatic or not, and how long it takes."""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from shopper.model import TurnKind
from shopper.programme.loading import load_stock
from shopper.reading import read

from ._table import Figure, show, spread

FOLDER = Path(__file__).parent.parent / "tests" / "probes" / "email" / "mails"
EXACT_BAR, AUTOMATIC_BAR = 95, 97


def run() -> None:
    read_mail = load_stock("probes.email.message").read_mail
    labels: dict[str, dict[str, str]] = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))
    exact: dict[str, list[bool]] = defaultdict(list)
    automatic: dict[str, list[bool]] = defaultdict(list)
    took = []
    for name, label in labels.items():
        raw = (FOLDER / f"{name}.eml").read_bytes()
        began = time.perf_counter()
        mail = read_mail(raw)
        took.append((time.perf_counter() - began) * 1e3)
        exact[label["form"]].append(_lines(mail.text) == _lines(label["text"]))
        automatic[label["form"]].append(_is_automatic(mail) == (label["kind"] != "message"))
    all_exact = [right for rights in exact.values() for right in rights]
    all_automatic = [right for rights in automatic.values() for right in rights]
    show(
        f"{len(labels)} labelled e-mails, by form",
        [
            Figure("words read exactly", f"≥ {EXACT_BAR} %", _share(all_exact), _percent(all_exact) >= EXACT_BAR),
            *(Figure(f"    {form}", "", _share(rights)) for form, rights in sorted(exact.items())),
            Figure(
                "rightly told automatic or not",
                f"≥ {AUTOMATIC_BAR} %",
                _share(all_automatic),
                _percent(all_automatic) >= AUTOMATIC_BAR,
            ),
            *(Figure(f"    {form}", "", _share(rights)) for form, rights in sorted(automatic.items())),
            Figure("reading one: p50 / p99 / max", "", spread(took, digits=2)),
        ],
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _is_automatic(mail: Any) -> bool:
    return mail.kind is not TurnKind.MESSAGE or read(mail.text).auto_ack


def _percent(rights: list[bool]) -> float:
    return 100 * sum(rights) / len(rights)


def _share(rights: list[bool]) -> str:
    return f"{_percent(rights):.1f} % ({sum(rights)} of {len(rights)})"
