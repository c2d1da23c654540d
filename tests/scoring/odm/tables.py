"""Tables made up in a line, and a comparison that tells where two documents differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TERMS = {"sla_s": 60, "tolerable_s": 240, "patience_s": 1800}


def visit(n: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"v{n}", "journey": f"J{n}", "seq": 1, "origin": "entry", "service": "price", "channel": "chat",
        "valid": True, "reply_s": 30, "observed_s": 1800, "outcome": "solved", "redirect_to": None, **more,
    }  # fmt: skip


def silent(n: int, **more: Any) -> dict[str, Any]:
    return visit(n, **{"reply_s": None, "outcome": "no_answer", **more})


def table(*visits: dict[str, Any], channels: tuple[str, ...] = ("chat", "email"), **config: Any) -> dict[str, Any]:
    return {
        "config": {
            "method": "odm-1", "channels": {c: dict(TERMS) for c in channels}, "services": ["price", "return"], **config
        },
        "visits": list(visits),
    }  # fmt: skip


def differences(got: Any, wanted: Any, path: str = "") -> Iterator[str]:
    """Where `got` lacks something of `wanted` or says it otherwise; numbers to 1e-9, all else exactly."""
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            if key not in got:
                yield f"{path}/{key} is missing"
            else:
                yield from differences(got[key], value, f"{path}/{key}")
    elif isinstance(wanted, list):
        if len(got) != len(wanted):
            yield f"{path}: {got} instead of {wanted}"
        else:
            for n, (a, b) in enumerate(zip(got, wanted, strict=True)):
                yield from differences(a, b, f"{path}[{n}]")
    elif isinstance(wanted, float) and got is not None:
        if abs(got - wanted) > 1e-9:
            yield f"{path}: {got} instead of {wanted}"
    elif got != wanted:
        yield f"{path}: {got!r} instead of {wanted!r}"
