"""What is asked on one finding: the definition of the fault, and the words it rests on, as data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..model import JourneyRecord, Side, Verdict, VisitRecord
from .masking import Mask

LANGUAGES = {"en": "English", "uk": "Ukrainian", "ru": "Russian", "pl": "Polish"}
_MOST_TURNS, _LONGEST_TEXT, _EDGE = 24, 1500, 200


@dataclass(frozen=True, slots=True)
class Question:
    """instructions: ours. material: the user message, one JSON object. key: the same for the same question to the same
    model."""

    instructions: str
    material: str
    key: str


def question_on(verdict: Verdict, journey: JourneyRecord, mask: Mask, *, model: str, language: str) -> Question | None:
    """The question on a failed verdict; None where there is nothing to show or no definition to judge by. language: of
    the answer."""
    definition = _definitions().get(verdict.judge)
    conversation = _conversation(verdict, journey, mask)
    if definition is None or not any(turn["quoted"] for turn in conversation):
        return None
    material = _json(
        {
            "finding": verdict.judge,
            "definition": definition,
            "noted": _noted(verdict, journey, mask),
            "talks": _talks(verdict, journey),
            "conversation": conversation,
        }
    )
    instructions = _text("instructions.md").replace("{language}", LANGUAGES.get(language, "English"))
    digest = hashlib.sha256("\0".join((model, instructions, material)).encode(errors="replace")).hexdigest()
    return Question(instructions, material, digest)


def definitions() -> Mapping[str, str]:
    """What counts as which fault, by judge."""
    return _definitions()


def _conversation(verdict: Verdict, journey: JourneyRecord, mask: Mask) -> list[dict[str, Any]]:
    """The visits that the finding is about, in order; of long ones the quoted turns and what stands round them."""
    quoted = {(quote.visit, quote.turn) for quote in verdict.quotes}
    about = _about(verdict, journey)
    turns = [(visit, turn) for visit in about for turn in visit.turns if turn.text.strip()]
    marked = [n for n, (visit, turn) in enumerate(turns) if (visit.id, turn.n) in quoted]
    near = sorted(range(len(turns)), key=lambda n: (min((abs(n - m) for m in marked), default=0), n))
    kept = sorted(near[:_MOST_TURNS])
    numbers = {visit.id: n for n, visit in enumerate(about, start=1)}
    began = min((turn.at.wall_us for _, turn in turns), default=0)
    return [
        {
            "talk": numbers[visit.id],
            "minute": round((turn.at.wall_us - began) / 60e6, 1),
            "who": "customer" if turn.side is Side.CUSTOMER else "company",
            "quoted": (visit.id, turn.n) in quoted,
            "text": _shown(turn.text, mask),
        }
        for visit, turn in (turns[n] for n in kept)
    ]


def _about(verdict: Verdict, journey: JourneyRecord) -> list[VisitRecord]:
    """The visits that a finding is about, in order."""
    wanted = {quote.visit for quote in verdict.quotes} | {verdict.visit} | set(_texts(verdict.data))
    return [visit for visit in sorted(journey.visits, key=lambda v: v.seq) if visit.id in wanted]


def _texts(value: Any) -> Iterator[str]:
    """All texts in a JSON value: a judge notes there the visit in which it went on."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)


def _talks(verdict: Verdict, journey: JourneyRecord) -> list[dict[str, Any]]:
    return [
        {
            "talk": n,
            "channel": visit.kind,
            "looked_minutes": None if visit.observed_s is None else round(visit.observed_s / 60, 1),
            "ended": visit.closing.value if visit.closing else "open",
        }
        for n, visit in enumerate(_about(verdict, journey), start=1)
    ]


def _noted(verdict: Verdict, journey: JourneyRecord, mask: Mask) -> dict[str, Any]:
    """What the judge noted, its visits called as in the conversation."""
    called = {visit.id: f"talk {n}" for n, visit in enumerate(_about(verdict, journey), start=1)}

    def shown(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {str(key): shown(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [shown(one) for one in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        return called.get(str(value)) or _shown(str(value), mask)

    return {key: shown(value) for key, value in verdict.data.items() if key not in ("opinion", "review")}


def _shown(text: str, mask: Mask) -> str:
    """Masked, and cut where it is long: behind the cut so much is left out that no half of a number stays unmasked."""
    if len(text) <= _LONGEST_TEXT:
        return mask(text)
    masked = mask(text[: _LONGEST_TEXT + _EDGE])
    return masked[: min(_LONGEST_TEXT, max(0, len(masked) - _EDGE))] + " …"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=1)
def _definitions() -> dict[str, str]:
    read: dict[str, str] = json.loads(_text("definitions.json"))
    return read


@lru_cache(maxsize=2)
def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
