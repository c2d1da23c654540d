"""How the customer answers when the company asks for their details.

What the persona has is given once, at the persona's own pace; what it lacks is said to be lacking; what was told
before in the visit is pointed at once. Payment data, passwords, codes and documents are told to nobody, and as soon as
staff begin to take an order, a return or the like, the customer politely stops.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..model import Outcome, Turn
from ..programme.telling import Telling, partings, tell
from ..programme.wording import without_greeting
from ..reading import read
from ..reading.needs import taken_up
from ..reading.replies import is_reply
from ..reading.secrets import asks_secret
from ..settings import questions
from .course import ended_by_them, no_fault, over
from .journey import Journey
from .ledger import Ledger, VisitState
from .suspend import Ready

# The facts of a persona that answer a question for a slot, beside the one of its own name.
_FACTS: dict[str, tuple[str, ...]] = {
    "account": ("account_number", "customer_number", "contract_number"),
    "location": ("city",),
    "date_time": ("date",),
    "tracking_number": ("parcel_number",),
    "booking_ref": ("booking_number",),
}
_NEVER = frozenset({"payment", "id_doc", "dob", "other"})
_ROUNDS = 6  # who is asked more often than that in one visit gives up answering
_PAUSE_S = 4.0  # people read to the end before they answer
_TELL = "what to tell"
_LOOSE = re.compile(r"[\W_]+")


def give_details(journey: Journey) -> None:
    """Answer what they ask in the current visit, until nothing new is asked, a real answer is there, or it is over."""
    for _ in range(_ROUNDS):
        visit = journey.current
        asked = _asked(journey, visit)
        if not asked["asks"] and not asked["secret"]:
            return
        taken = taken_up(asked["asks"]) or asked["secret"]
        if taken and journey.session.settings.services[visit.service].kind == "transact":
            _stop(journey, visit, asked["turn"])
            return
        told = journey.decide(_TELL, lambda asked=asked, visit=visit: _told(journey, visit, asked))  # type: ignore[misc]
        if not told["text"]:
            return
        journey.say(told["text"])


def _stop(journey: Journey, visit: VisitState, turn: str) -> None:
    """They begin to take it: that it is offered here is known, and nothing real is ever ordered."""
    title = journey.session.channel(visit.channel).called(visit.channel, journey.tell.language)
    sentence = journey.tell("offered", title=title)
    journey.note("offered", Outcome.PASSED, sentence, turns=[(visit.id, visit.turn(turn))], service=visit.service)
    journey.part(journey.draw("a polite end", partings(journey.language)))


# -- what they ask -----------------------------------------------------------------------------------------------------
def _asked(journey: Journey, visit: VisitState) -> dict[str, Any]:
    """Wait until they ask for something, answer the question, or fall silent: what they ask for."""

    def ready(ledger: Ledger, now: int) -> Ready:
        state = ledger.visits[visit.id]
        no_fault(state)
        turns = _since_we_spoke(state)
        if not any(_says_something(turn, state) for turn in turns) or ended_by_them(state):
            return over(journey.session, state, now)
        if state.said[-1].pending:
            return None
        last = max((turn.read_at or turn.at).wall_us for turn in turns)
        pause = min(_PAUSE_S, journey.session.channel(state.channel).quiet / 2)
        return now >= (until := last + round(pause * 1e6)) or until

    return dict(
        journey.wait_for(
            "listen", "being asked for details", visit, ready, lambda ledger: _heard(ledger.visits[visit.id])
        )
    )


def _since_we_spoke(visit: VisitState) -> list[Turn]:
    said = visit.last_said
    if said is None:
        return []
    return [heard.turn for heard in visit.heard if heard.seq > said.seq and is_reply(heard.turn)]


def _says_something(turn: Turn, visit: VisitState) -> bool:
    labels = read(turn.text, language=visit.language)
    return bool(labels.asks or labels.substantive or labels.deflection or labels.refusal) or asks_secret(turn.text)


def _heard(visit: VisitState) -> dict[str, Any]:
    """What they ask for since we spoke; nothing where they closed the conversation, or answered and only ask in
    general."""
    turns = [] if ended_by_them(visit) else _since_we_spoke(visit)
    labels = [(turn, read(turn.text, language=visit.language)) for turn in turns]
    asks = list(dict.fromkeys(slot for _, label in labels for slot in label.asks))
    if any(label.substantive and not label.refusal for _, label in labels):
        asks = [slot for slot in asks if slot != "details"]
    asking = [turn for turn, label in labels if label.asks or asks_secret(turn.text)]
    return {
        "turn": asking[0].key if asking else "",
        "asks": asks,
        "secret": any(asks_secret(turn.text) for turn in turns),
    }


# -- what is told ------------------------------------------------------------------------------------------------------
def _told(journey: Journey, visit: VisitState, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is said in answer, and which slots that deals with: nothing is told, or said to be lacking, twice."""
    settings = journey.session.settings
    facts = settings.personas[visit.persona].told(visit.language)
    said = [saying.text for saying in visit.said]
    dealt_with = _earlier(journey, visit)
    done = {slot for result in dealt_with for slot in result["slots"]}
    pointed = {slot for result in dealt_with for slot in result["again"]}
    give: dict[str, str] = {}
    lack: list[str] = []
    again: list[str] = []
    for slot in asked["asks"]:
        if slot in _NEVER or slot == "details":
            continue
        value = next((facts[name] for name in (slot, *_FACTS.get(slot, ())) if name in facts), None)
        if value is None and slot not in done:
            lack.append(slot)
        elif value is not None and not _stands_in(value, said):
            give[slot] = value
        elif value is not None and slot not in pointed:
            again.append(slot)
    secret = asked["secret"] and "secret" not in done
    story = ""
    if "details" in asked["asks"] and not (give or again or lack):
        story = _in_other_words(journey, visit, said, facts)
    telling = Telling(give, lack, again, secret, story)
    slots = [*give, *lack, *(["secret"] if secret else ())]
    return {"text": tell(telling, visit.language, _draw(journey, visit)), "slots": slots, "again": again}


def _earlier(journey: Journey, visit: VisitState) -> list[Mapping[str, Any]]:
    """What this customer decided to tell before in this visit."""
    return [
        event.body["result"]
        for _, event in sorted(journey.ledger.ops.items())
        if event.body.get("name") == "decide" and event.visit == visit.id and event.body["args"]["name"] == _TELL
    ]


def _in_other_words(journey: Journey, visit: VisitState, said: Sequence[str], facts: Mapping[str, str]) -> str:
    """The matter in a wording that was not used yet in this visit; "" when there is none left."""
    service = journey.session.settings.services[visit.service]
    unused = [
        words
        for wording in questions(service, visit.language, facts)
        if not _stands_in(words := without_greeting(wording), said)
    ]
    return _draw(journey, visit).choice(unused) if unused else ""


def _draw(journey: Journey, visit: VisitState) -> random.Random:
    assert journey.ledger.started is not None
    return random.Random(f"{journey.ledger.started['seed']}:tell:{visit.id}:{len(visit.said)}")


def _stands_in(value: str, texts: Iterable[str]) -> bool:
    wanted = _LOOSE.sub("", value).casefold()
    return any(wanted in _LOOSE.sub("", text).casefold() for text in texts)
