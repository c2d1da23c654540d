"""Reading a transcript that is a row a message: what `shopper read` and the measuring of it are made of.

A row is a mapping with `text`, and may have `lang`, `context`, `channel` and `id`; its `labels` have the shape of the
labelled sets. A pair is one with `question`, `a` and `b`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..model import Labels
from .pairs import compare
from .reader import read_closely
from .spans import find_spans

LABELS = ("deflection", "asks_for_info", "auto_ack", "transfer", "refusal", "substantive")
"""The labels that are true or false."""

Row = Mapping[str, Any]
# A private message stays on the network that the conversation is on.
_PRIVATE = frozenset({"twitter", "vk", "facebook", "instagram"})


def read_row(row: Row) -> dict[str, Any]:
    """The row with `labels`, and with `spans`: for each label that is true the places of the words that decided it.

    Raises ValueError, in words, where there is no text to read.
    """
    text = _text(row, "text")
    context, language, channel = (_text(row, key, needed=False) for key in ("context", "lang", "channel"))
    reading = read_closely(text, language, context)
    labels = labels_as_row(reading.labels)
    if channel in _PRIVATE:
        labels["to"] = list(dict.fromkeys(channel if to in _PRIVATE else to for to in labels["to"]))
    spans = {
        label: [{"start": span.start, "end": span.end, "text": span.text} for span in find_spans(text, clauses)]
        for label, clauses in reading.because.items()
    }
    return {**row, "labels": labels, "spans": {label: found for label, found in spans.items() if found}}


def compare_row(row: Row) -> dict[str, Any]:
    """The pair with its `label`: consistent, contradictory or unrelated. Raises ValueError, in words."""
    return {**row, "label": compare(_text(row, "question", needed=False), _text(row, "a"), _text(row, "b"))}


def labels_as_row(labels: Labels) -> dict[str, Any]:
    """Labels as they are written in a row."""
    return {
        "deflection": bool(labels.deflection),
        "to": list(labels.deflection),
        "transfer": labels.transfer,
        "asks_for_info": bool(labels.asks),
        "slots": list(labels.asks),
        "auto_ack": labels.auto_ack,
        "refusal": labels.refusal,
        "substantive": labels.substantive,
    }


def _text(row: Row, key: str, *, needed: bool = True) -> str:
    value = row.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        had = "it has none" if value is None else f"here it is {type(value).__name__}"
        raise ValueError(f"“{key}” has to be a text; {had}")
    return value
