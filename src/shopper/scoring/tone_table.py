"""Tone side by side: which manner each channel has, and a sentence of each that speaks unlike the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

_LAST = frozenset({"closing"})  # what is seen at a conversation's end; all else at its beginning
_LONGEST = 160


def tone_table(
    visits: Sequence[Mapping[str, Any]], tones: Mapping[str, Mapping[str, Any]], channels: Sequence[Mapping[str, Any]]
) -> dict[str, Any] | None:
    """Features of tone by channel; None where fewer than two channels have any.

    tones: by visit, what was observed of its manner ({"address": "V", "greeting": 1}). Each cell counts the values that
    its channel shows; one is odd where it is not the commonest of all channels, and the cell then quotes a message."""
    mine: dict[str, list[Mapping[str, Any]]] = {c["id"]: [] for c in channels}
    for visit in visits:
        if tones.get(visit["id"]) and visit["channel"] in mine:
            mine[visit["channel"]].append(visit)
    shown = [c for c in channels if mine[c["id"]]]
    if len(shown) < 2:
        return None
    features = list(dict.fromkeys(name for visit in visits for name in tones.get(visit["id"], ())))
    return {
        "channels": [{"id": c["id"], "title": c["title"]} for c in shown],
        "features": [_feature(name, [mine[c["id"]] for c in shown], tones) for name in features],
    }


def _feature(
    name: str, channels: Sequence[Sequence[Mapping[str, Any]]], tones: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    counts = [Counter(str(tones[v["id"]][name]) for v in visits if name in tones[v["id"]]) for visits in channels]
    whole: Counter[str] = Counter()
    for count in counts:
        whole.update(count)
    base = max(whole, key=lambda value: (whole[value], value))
    cells = []
    for visits, count in zip(channels, counts, strict=True):
        odd = next((v for v in visits if str(tones[v["id"]].get(name, base)) != base), None)
        values = [
            {"value": value, "n": n, "odd": value != base}
            for value, n in sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        cells.append({"values": values, "quote": _quote(odd, name) if odd is not None else None})
    return {"id": name, "cells": cells}


def _quote(visit: Mapping[str, Any], feature: str) -> dict[str, Any] | None:
    """What the company said in that visit where the feature would be seen, cut where it is long."""
    kinds = ("message", "greeting") if feature == "greeting" else ("message",)
    said = [t for t in visit["turns"] if t["side"] == "company" and t["kind"] in kinds and t["text"].strip()]
    if not said:
        return None
    turn = said[-1] if feature in _LAST else said[0]
    text = turn["text"].strip()
    cut = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(None, 1)[0].rstrip(" ,;:–-") + "…"
    return {"text": cut, "anchor": turn["anchor"], "language": visit["language"]}
