"""What the customer expects an answer to hold: a fact of the service asked about, or a text."""

from __future__ import annotations

from typing import Any, cast

from ..errors import ScenarioError
from ..model import Outcome, Turn
from ..programme.sentences import Quoted
from ..reading import read
from ..reading.facts import stated
from ..settings.needs import ServiceFact
from ..settings.values import Language
from ..words.calls import SPOKEN
from .hearing import Reply
from .journey import Journey
from .ledger import VisitState
from .naming import Unknown, fact_named

_SPOKEN_KINDS = ("callback", "hotline")  # a transcript holds what was heard, and may lack what was said


def expect_stated(journey: Journey, what: str) -> None:
    """Note whether an answer in the current conversation holds this.

    what: a text in quotation marks (Quoted), or the name of a fact of the service. Raises ScenarioError for another."""
    visit = journey.current
    if isinstance(what, Quoted):
        wanted = _loose(what)
        reply = journey.seek(what, lambda _, turn: wanted in _loose(turn.text))
        _note(journey, visit, reply, "mentions", {"text": str(what)}, {"text": str(what)})
        return
    try:
        name, fact = fact_named(journey.session.settings, visit.service, what)
    except Unknown as error:
        raise ScenarioError([journey.session.mistake(journey, str(error))]) from None
    reply = journey.seek(name, lambda state, turn: _states(state, turn, fact))
    said = _called(name, fact, journey.tell.language)
    data: dict[str, Any] = {"fact": name, "kind": fact.kind}
    if reply is not None and fact.kind != "text":
        told = [s.text for s in visit.said]
        data["values"] = [value.text for value in stated(reply.turn.text, fact.kind, told)]
    _note(journey, visit, reply, "states", {"fact": said}, data)


def _called(name: str, fact: ServiceFact, language: str) -> str:
    """What the owner calls a fact: by its first name in the language (in English its key), else by its key."""
    names = fact.names.get(cast(Language, language), ()) if language != "en" else ()
    return names[0] if names else name.replace("_", " ")


def _states(visit: VisitState, turn: Turn, fact: ServiceFact) -> bool:
    """A value of the fact's kind stands in the answer; what the customer said, and they repeat, is none."""
    if fact.kind == "text":
        labels = read(turn.text, language=visit.language)
        return labels.substantive and not labels.refusal
    return bool(stated(turn.text, fact.kind, [s.text for s in visit.said]))


def _note(
    journey: Journey, visit: VisitState, reply: Reply | None, how: str, words: dict[str, str], data: dict[str, Any]
) -> None:
    if reply is not None:
        sentence = journey.tell(how, **words)
        journey.note("incomplete", Outcome.PASSED, sentence, turns=[(visit.id, reply.turn)], **data)
        return
    answer = journey.seek("any answer", lambda _, turn: True)
    if answer is None:
        sentence = journey.tell(f"{how}_nothing", **words)
        journey.note("incomplete", Outcome.NOT_APPLICABLE, sentence, **data)
        return
    if visit.kind in _SPOKEN_KINDS or "call" in answer.turn.data or answer.turn.text == SPOKEN:
        sentence = journey.tell(f"{how}_unheard", **words)
        journey.note("incomplete", Outcome.UNMEASURED, sentence, turns=[(visit.id, answer.turn)], **data)
        return
    sentence = journey.tell(f"{how}_not", **words)
    journey.note("incomplete", Outcome.FAILED, sentence, turns=[(visit.id, answer.turn)], **data)


def _loose(text: str) -> str:
    """As a reader compares: no matter the case, the kinds of white space, apostrophes and dashes."""
    table = str.maketrans({"’": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-"})
    return " ".join(text.casefold().translate(table).split())
