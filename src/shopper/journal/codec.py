"""Stamps, evidence and verdicts as the JSON values that event bodies hold, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..model import Clock, Evidence, Outcome, Quote, Stamp, Verdict


def dump_stamp(stamp: Stamp) -> dict[str, Any]:
    """A stamp as a JSON object."""
    return {
        "wall_us": stamp.wall_us,
        "mono_ns": stamp.mono_ns,
        "process": stamp.process,
        "clock": stamp.clock.value,
        "accuracy_us": stamp.accuracy_us,
    }


def load_stamp(data: Mapping[str, Any]) -> Stamp:
    """What dump_stamp wrote."""
    return Stamp(
        wall_us=data["wall_us"],
        mono_ns=data["mono_ns"],
        process=data["process"],
        clock=Clock(data["clock"]),
        accuracy_us=data["accuracy_us"],
    )


def dump_evidence(evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence as a JSON object."""
    return {
        "sha256": evidence.sha256,
        "media_type": evidence.media_type,
        "name": evidence.name,
        "size": evidence.size,
    }


def load_evidence(data: Mapping[str, Any]) -> Evidence:
    """What dump_evidence wrote."""
    return Evidence(sha256=data["sha256"], media_type=data["media_type"], name=data["name"], size=data["size"])


def load_evidences(data: Iterable[Mapping[str, Any]] | None) -> tuple[Evidence, ...]:
    """A body's list of evidence, which may be missing."""
    return tuple(load_evidence(one) for one in data or ())


def dump_verdict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as a JSON object."""
    return {
        "judge": verdict.judge,
        "version": verdict.version,
        "outcome": verdict.outcome.value,
        "journey": verdict.journey,
        "visit": verdict.visit,
        "sentence": verdict.sentence,
        "quotes": [{"visit": q.visit, "turn": q.turn, "text": q.text} for q in verdict.quotes],
        "step": verdict.step,
        "data": dict(verdict.data),
    }


def load_verdict(data: Mapping[str, Any]) -> Verdict:
    """What dump_verdict wrote."""
    return Verdict(
        judge=data["judge"],
        version=data["version"],
        outcome=Outcome(data["outcome"]),
        journey=data["journey"],
        visit=data["visit"],
        sentence=data["sentence"],
        quotes=tuple(Quote(q["visit"], q["turn"], q["text"]) for q in data["quotes"]),
        step=data["step"],
        data=dict(data["data"]),
    )
