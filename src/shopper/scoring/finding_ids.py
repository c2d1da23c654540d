"""What a finding is called, so that a person's word about it still finds it when judges and wordings get better."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from ..model import Outcome, Verdict

_LETTERS = 6


def finding_ids(verdicts: Sequence[Verdict]) -> list[str]:
    """The id of each verdict, in their order: `judge:visit`, or `judge:journey` of one on a whole journey, and behind
    that what tells several of one judge apart.

    A judge that makes several on one visit says in data["about"] what each is about. Those that do not say are told
    apart by the turns that they quote."""
    ids: list[str] = []
    taken: set[str] = set()
    for verdict in verdicts:
        name = plain = ":".join(filter(None, (verdict.judge, verdict.visit or verdict.journey, _about(verdict))))
        if name in taken:
            name = plain = f"{plain}:{_turns(verdict)}"
        n = 2
        while name in taken:
            name, n = f"{plain}:{n}", n + 1
        taken.add(name)
        ids.append(name)
    return ids


def failed_ids(verdicts: Sequence[Verdict]) -> list[tuple[str, Verdict]]:
    """What failed, with its id among all verdicts: without naming a hundred thousand that passed."""
    places = {(v.judge, v.visit or v.journey) for v in verdicts if v.outcome is Outcome.FAILED}
    near = [v for v in verdicts if (v.judge, v.visit or v.journey) in places]
    return [(id_, v) for id_, v in zip(finding_ids(near), near, strict=True) if v.outcome is Outcome.FAILED]


def _about(verdict: Verdict) -> str:
    about = str(verdict.data.get("about") or ("" if verdict.visit else verdict.data.get("service")) or "")
    if verdict.step:  # a scenario may expect two things of one visit; its sentences are not ours to shorten
        about = ":".join(filter(None, (about, sha256(verdict.step.encode()).hexdigest()[:_LETTERS])))
    return about


def _turns(verdict: Verdict) -> str:
    return "-".join(str(turn) for turn in _first_of_each(quote.turn for quote in verdict.quotes)) or "again"


def _first_of_each(turns: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(turns))
