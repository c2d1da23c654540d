"""Asks what was not asked before, and keeps every answer in the journal, where the next run finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ..errors import OurFault
from ..journal.events import Store
from ..settings.opinion import SecondOpinion
from .answer import NoAnswer, read_answer
from .endpoint import Endpoint, EndpointDown
from .question import Question

SCOPE = "second_opinion"
_AGREES = {"agrees": True, "doubts": False, "cannot_tell": None}
_TIRED_TWICE = 2  # so many times in a row, and the service is left alone


@dataclass(slots=True)
class Came:
    """What came of it: how many questions were open, asked and answered, by opinion; how many answers were none. fault:
    why asking ended early, "" if it did not. left: open questions that were not asked."""

    open: int = 0
    answered: dict[str, int] = field(default_factory=dict)
    unusable: int = 0
    left: int = 0
    fault: str = ""


def remembered(store: Store, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The answers that the journal holds, by the question's key: {agrees: true, false or null where it could not tell,
    why, by: the model's name, at}."""
    wanted = set(keys)
    held = store.list_state(SCOPE) if wanted else ()
    return {
        key: dict(value) for key, value in held if key in wanted and isinstance(value, Mapping) and "agrees" in value
    }


def ask_all(
    questions: Iterable[Question],
    config: SecondOpinion,
    store: Store,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Came:
    """Ask what the journal holds no answer to, at most as many as the config says, the first ones first.

    Raises JournalError. A service that fails is told of in what comes back: the page is made without it."""
    every = list(dict.fromkeys(questions))
    known = remembered(store, (question.key for question in every))
    fresh = [question for question in every if question.key not in known]
    came = Came(open=len(fresh), left=max(0, len(fresh) - config.most))
    chosen = fresh[: config.most]
    if not chosen:
        return came
    try:
        with Endpoint(config) as endpoint:
            _ask(endpoint, chosen, config, store, came, now)
    except OurFault as error:
        if error.code not in (EndpointDown.code, "secret"):
            raise
        came.fault = str(error)
    done = sum(came.answered.values()) + came.unusable
    came.left = len(fresh) - done
    return came


def _ask(
    endpoint: Endpoint,
    questions: Iterable[Question],
    config: SecondOpinion,
    store: Store,
    came: Came,
    now: Callable[[], datetime],
) -> None:
    tired = 0
    for question in questions:
        try:
            answer = read_answer(endpoint.ask(question))
        except NoAnswer:
            came.unusable += 1
            continue
        except EndpointDown as error:
            tired += 1
            if not error.tired or tired >= _TIRED_TWICE:
                raise
            came.fault = str(error)
            continue
        tired = 0
        at = now().astimezone(UTC).isoformat(timespec="seconds")
        told = {"agrees": _AGREES[answer.opinion], "why": answer.reason, "by": config.model, "at": at}
        store.put_state(SCOPE, question.key, told)
        came.answered[answer.opinion] = came.answered.get(answer.opinion, 0) + 1
