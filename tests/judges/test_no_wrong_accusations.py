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
from shopper.reading.context import JudgeContext
from shopper.reading.needs import EVERYBODY, KnownFact
from shopper.settings import load_settings
from shopper.words import LANGUAGES

from ..samples import CHANNELS, FACTS, VisitBuilder, context, journey

_LINE = re.compile(r"(?P<at>-?\d+) (?P<subject>\[.*?\][^<]*)?(?P<who>\w* ?)(?P<side>[<>]) (?P<text>.*)", re.DOTALL)
_KINDS = {kind.value: kind for kind in TurnKind}
_FOLDER = Path(__file__).parents[1] / "data" / "fair"
_SERVICES = load_settings(Programme(root=stock_root(), stock=stock_root())).services


def _known(name: str, fact: KnownFact) -> KnownFact:
    return replace(fact, right={EVERYBODY: (_RIGHT[name],)}) if name in _RIGHT else fact


# What the company wrote down as right, by the names of the facts.
_RIGHT = {
    "price": "1 299 UAH",
    "delivery_price": "85 UAH",
    "delivery_days": "2-5 days",
    "warranty_months": "24 months",
    "in_stock": "yes",
}
KNOWN = replace(
    context(),
    facts={key: {name: fact.kind for name, fact in s.facts.items()} for key, s in _SERVICES.items()},
    needs={key: need_of(service) for key, service in _SERVICES.items()},
)
CHECKED = replace(
    KNOWN,
    needs={
        key: replace(need, facts={name: _known(name, fact) for name, fact in need.facts.items()})
        for key, need in KNOWN.needs.items()
    },
)
_WHO = {**FACTS, "email": "olena@mail.example", "city": "Lviv"}


def _written(language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text("utf-8"))
    return found


FAIR = [(language, does, story) for language in LANGUAGES for does, story in _written(language).items()]
_NAMES = [f"{language}: {does}" for language, does, _ in FAIR]


def played(language: str, story: dict[str, Any]) -> JourneyRecord:
    """A written conversation as the journal would give it; a second channel is asked at the same time."""
    service = str(story["service"])
    visits = []
    talks = [(key, lines) for key, lines in story.items() if key in CHANNELS]
    for seq, (channel, lines) in enumerate(talks, start=1):
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


@pytest.mark.parametrize("known", [KNOWN, CHECKED], ids=["nothing is known", "right answers are known"])
@pytest.mark.parametrize(("language", "story"), [(lang, story) for lang, _, story in FAIR], ids=_NAMES)
def test_nobody_is_blamed_for_what_is_all_right(language: str, story: dict[str, Any], known: JudgeContext) -> None:
    declared = dict.fromkeys(CHANNELS, (story["declares"],)) if "declares" in story else {}
    verdicts = judge_journey(played(language, story), replace(known, languages=declared))
    assert [(v.judge, v.sentence) for v in verdicts if v.outcome is Outcome.FAILED] == []
    assert any(v.outcome is Outcome.PASSED for v in verdicts)


def test_the_same_is_written_in_each_language() -> None:
    told = {language: list(_written(language)) for language in LANGUAGES}
    assert all(names == told["en"] for names in told.values())
    assert len(told["en"]) >= 28


_SENT_ON = {
    "en": "Delivery takes 2 days. For the price please call +380 44 765 43 21.",
    "uk": "Доставка триває 2 дні. Щодо вартості зателефонуйте, будь ласка, +380 44 765 43 21.",
    "ru": "Доставка занимает 2 дня. О стоимости спросите, пожалуйста, по телефону +380 44 765 43 21.",
    "pl": "Dostawa trwa 2 dni. W sprawie ceny proszę zadzwonić pod +380 44 765 43 21.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_leaves_something_out_and_sends_on_for_it_is_not_excused(language: str) -> None:
    question = "0 > Скільки? / How much, and how long?"
    story = {"service": "delivery", "chat": [question, f"12 < {_SENT_ON[language]}"]}
    failed = {v.judge for v in judge_journey(played(language, story), KNOWN) if v.outcome is Outcome.FAILED}
    assert "deflection" in failed
