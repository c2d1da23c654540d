"""Puts a second opinion beside the verdict that it is on; the verdict stays what it was."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..journal.events import Store
from ..model import JourneyRecord, Outcome, Verdict
from ..reading.staff_names import Redact, without_staff_names
from ..settings.opinion import SecondOpinion
from .asking import remembered
from .masking import Mask, masking
from .question import Question, question_on

Asked = dict[int, Question]
Known = Mapping[str, Mapping[str, Collection[str]]]


def questions_on(
    verdicts: Sequence[Verdict],
    journeys: Iterable[JourneyRecord],
    config: SecondOpinion,
    *,
    known: Known,
    own: Collection[str],
    language: str,
) -> Asked:
    """The question on each failed verdict of a judge that is asked about, by its place among the verdicts.

    known: what each persona can tell, by slot, in every form. own: names and addresses of the company itself."""
    by_id = {journey.id: journey for journey in journeys}
    shown: dict[str, tuple[JourneyRecord, Mask]] = {}
    asked: Asked = {}
    for place, verdict in enumerate(verdicts):
        journey = by_id.get(verdict.journey)
        if verdict.outcome is not Outcome.FAILED or verdict.judge not in config.ask or journey is None:
            continue
        if journey.id not in shown:
            told = {slot: set(values) for slot, values in known.get(journey.persona, {}).items()}
            for slot, value in journey.facts.items():
                told.setdefault(slot, set()).add(str(value))
            bare, redact = without_staff_names(journey, own, "en")
            shown[journey.id] = bare, _nobodys(masking(told, own), redact, journey.language)
        bare, mask = shown[journey.id]
        question = question_on(verdict, bare, mask, model=config.model, language=language)
        if question is not None:
            asked[place] = question
    return asked


def _nobodys(mask: Mask, redact: Redact, language: str) -> Mask:
    """Without the customer's data and without the names of staff, which a judge may have noted, too."""
    return lambda text: mask(redact(text, language))


def marked(verdicts: Sequence[Verdict], asked: Asked, store: Store) -> list[Verdict]:
    """The verdicts, with data["opinion"] = {agrees, why, by, at} where the journal holds an answer."""
    answers: dict[str, dict[str, Any]] = remembered(store, (question.key for question in asked.values()))
    made = list(verdicts)
    for place, question in asked.items():
        if question.key in answers:
            verdict = verdicts[place]
            made[place] = replace(verdict, data={**verdict.data, "opinion": answers[question.key]})
    return made
