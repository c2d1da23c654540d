"""What companies rightly do: written conversations in four languages in which nothing is to be blamed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from shopper.judges import judge_journey
from shopper.judging import need_of
from shopper.model import Closing, JourneyRecord, Origin, Outcome, TurnKind
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings
from shopper.words import LANGUAGES

from ..samples import FACTS, VisitBuilder, context, journey

_LINE = re.compile(r"(?P<at>-?\d+) (?P<subject>\[.*?\][^<]*)?(?P<who>\w* ?)(?P<side>[<>]) (?P<text>.*)", re.DOTALL)
_KINDS = {kind.value: kind for kind in TurnKind}
_FOLDER = Path(__file__).parents[1] / "data" / "fair"
_SERVICES = load_settings(Programme(root=stock_root(), stock=stock_root())).services
KNOWN = replace(
    context(),
    facts={key: {name: fact.kind for name, fact in s.facts.items()} for key, s in _SERVICES.items()},
    needs={key: need_of(service) for key, service in _SERVICES.items()},
)
_WHO = {**FACTS, "email": "olena@mail.example", "city": "Lviv"}


def _written(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text("utf-8"))
    return found


FAIR = [(language, does, story) for language in LANGUAGES for does, story in _written(language).items()]


def played(language: str, story: dict[str, Any]) -> JourneyRecord:
    """A written conversation as the journal would give it; a second channel is asked at the same time."""
    service = str(story["service"])
    visits = []
    for seq, (channel, lines) in enumerate(((k, v) for k, v in story.items() if k != "service"), start=1):
        origin = Origin.ENTRY if seq == 1 else Origin.PARALLEL
        visit = VisitBuilder(f"v{seq}", "j", channel, service, seq=seq, origin=origin, language=language)
        closing, last = Closing.QUIET, 0.0
        for line in lines:
            said = _LINE.fullmatch(line)
            assert said is not None, line
            who, last = said["who"].strip(), float(said["at"])
            if said["side"] == ">":
                visit.say(last, said["text"])
                continue
            kind = _KINDS.get(who, TurnKind.MESSAGE)
            more = {"subject": (said["subject"] or "").strip(), "via": who if who in ("help", "telegram") else ""}
            if who and kind is TurnKind.MESSAGE and not more["via"]:
                more["sender"] = who
            visit.hear(last, said["text"], kind, **more)
            closing = Closing.COMPANY if kind is TurnKind.CLOSED else closing
        visits.append(visit.close(closing, last + 60))
    return journey("j", "s", *visits, facts=_WHO)


@pytest.mark.parametrize(("language", "does", "story"), FAIR, ids=[f"{lang}: {does}" for lang, does, _ in FAIR])
def test_nobody_is_blamed_for_what_is_all_right(language: str, does: str, story: dict[str, Any]) -> None:
    verdicts = judge_journey(played(language, story), KNOWN)
    assert [(v.judge, v.sentence) for v in verdicts if v.outcome is Outcome.FAILED] == []
    assert any(v.outcome is Outcome.PASSED for v in verdicts)


def test_the_same_is_written_in_each_language() -> None:
    told = {language: list(_written(language)) for language in LANGUAGES}
    assert all(names == told["en"] for names in told.values())
    assert len(told["en"]) >= 18
