"""Promised for a time, and not done by then.

Only what names a time and can be seen is judged: a reply, a call, a document. What ours did not watch to its end, and a
call where no telephone of ours was listened on, is unmeasured. Whatever could be the promised thing counts as it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ..hours import Hours
from ..model import JourneyRecord, Labels, Outcome, Side, Stamp, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.due import NO_PROMISE, Timed, timed_promises
from ..reading.manner import manner
from ..reading.spans import find_spans
from .base import SPOKEN_KINDS, Meta, quote, said_first, verdict

META = Meta(
    id="broken_promise",
    version=1,
    titles={
        "en": "Promises are kept",
        "uk": "Обіцянок дотримуються",
        "ru": "Обещания выполняют",
        "pl": "Obietnice są dotrzymywane",
    },
    failures={
        "en": "Broken promise",
        "uk": "Порушена обіцянка",
        "ru": "Нарушенное обещание",
        "pl": "Złamana obietnica",
    },
    why={
        "en": "Who waited for the promised call and got none believes no further promise.",
        "uk": "Хто марно чекав обіцяного дзвінка, наступній обіцянці вже не повірить.",
        "ru": "Кто напрасно ждал обещанного звонка, следующему обещанию уже не поверит.",
        "pl": "Kto na próżno czekał na obiecany telefon, w następną obietnicę już nie uwierzy.",
    },
)
_PHONE = re.compile(r"\+?\d(?:[ ()-]{0,2}\d){8,}")
# “We will be in touch” may be a call.
_ANY_WAY = re.compile(
    r"\b(?:contact|be in touch|get back|come back|follow up|let you know|update|зв'яж\w+|повідом\w+|поверн\w+|свяж\w+|"
    r"сообщ\w+|верн\w+|skontaktuj\w*|odezw\w+|poinformuj\w*|wr[óo]c\w*|zna[ćc])\b"
)
_HERE = re.compile(
    r"\b(?:here|(?:in|to) this (?:chat|conversation)|сюди|тут|(?:у|в) цей чат|сюда|здесь|в этот чат|tu|tutaj)\b"
)
_WORST_FIRST = ((Outcome.FAILED, False), (Outcome.PASSED, True), (Outcome.UNMEASURED, None))
_NEW_CALL = ("ring", "ended", "dialled")
_BRIEF = 3  # words


@dataclass(frozen=True, slots=True)
class _Fate:
    """What became of a promise. since: from when it counts. due_s: seconds from then until it fell due. kept: None
    where nobody can say. waited: seconds from then that ours looked on."""

    turn: Turn
    since: Stamp
    promise: Timed
    due_s: float
    kept: bool | None
    came: tuple[VisitRecord, Turn] | None
    waited: float

    @property
    def came_s(self) -> float | None:
        return round(max(0.0, self.came[1].at.seconds_since(self.since)), 3) if self.came else None

    def told(self) -> dict[str, object]:
        late = self.came_s - self.due_s if self.kept is False and self.came_s is not None else None
        return {
            "turn": self.turn.n,
            "quote": next((span.text for span in find_spans(self.turn.text, [self.promise.said])), self.promise.said),
            "what": self.promise.act,
            "due_s": round(self.due_s, 3),
            "came_s": self.came_s,
            "kept": self.kept,
            "late_s": None if late is None else round(late, 3),
        }


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [found for visit in journey.visits if (found := _judge(journey, visit, context)) is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    if not visit.valid:
        return None
    fates = [
        _fate(journey, visit, turn, promise, context)
        for turn in visit.company_turns()
        for promise in _promises(visit, turn, context)
    ]
    if not fates:
        return None
    outcome, kept = next(pair for pair in _WORST_FIRST if any(fate.kept is pair[1] for fate in fates))
    decisive = [fate for fate in fates if fate.kept is kept]
    quotes = [quote(visit, fate.turn) for fate in decisive]
    quotes += [quote(*fate.came) for fate in decisive if fate.came is not None]
    sentence = _sentence(visit, decisive[0], context)
    promises = [fate.told() for fate in fates]
    return verdict(META, outcome, journey, visit, sentence, dict.fromkeys(quotes), promises=promises)


def _sentence(visit: VisitRecord, fate: _Fate, context: JudgeContext) -> str:
    say = context.say
    what = say(f"promised_{fate.promise.act}")
    words = {"title": context.title(visit.channel), "what": what, "limit": say.time(fate.due_s)}
    if fate.came is not None and fate.kept is not None:
        time = say.time(fate.came_s or 0.0)
        return say("promise_kept" if fate.kept else "promise_late", time=time, **words)
    if fate.kept is False:
        return say("promise_broken", time=say.time(fate.waited), **words)
    return say("promise_unseen", **words)


def _promises(visit: VisitRecord, turn: Turn, context: JudgeContext) -> tuple[Timed, ...]:
    """The promises of a turn that bind: not those that wait for something that the customer must do first."""
    if turn.kind in NO_PROMISE or "call" in turn.data or context.labels(visit, turn).asks:
        return ()
    begins = _begins(visit, turn)
    if begins is None:
        return ()
    hours = context.hours.get(visit.channel) or Hours.always()
    automatic = turn.kind is not TurnKind.MESSAGE or context.labels(visit, turn).auto_ack
    return timed_promises(turn.text, _moment(begins), hours, context.zone, context.closed_days, automatic=automatic)


def _begins(visit: VisitRecord, turn: Turn) -> Stamp | None:
    """From when a promise counts: from its last word, or from the customer's first where it stood there before."""
    first = said_first(visit)
    if first is None:
        return None
    return visit.first_said if turn.n < first.n else turn.read_at or turn.at


def _fate(journey: JourneyRecord, visit: VisitRecord, turn: Turn, promise: Timed, context: JudgeContext) -> _Fate:
    due_us = round(promise.due.timestamp() * 1e6)
    begins = _begins(visit, turn) or turn.at
    until = _watched_until(journey, visit, turn, promise.act, context)
    due_s, waited = ((moment - begins.wall_us) / 1e6 for moment in (due_us, until or begins.wall_us))

    def fate(kept: bool | None, came: tuple[VisitRecord, Turn] | None = None) -> _Fate:
        return _Fate(turn, begins, promise, due_s, kept, came, max(0.0, waited))

    after = _since(journey, visit, turn, begins)
    came = _first(after, promise.act, context, sure=True)
    perhaps = _first(after, promise.act, context, sure=False)
    if came is not None and (early := _in_time(came[1], turn, due_us)) is not False:
        return fate(early, came)
    if perhaps is not None and _in_time(perhaps[1], turn, due_us) is not False:
        return fate(None)
    if until is None or until < due_us:
        return fate(None)
    if came is None and _could_be_elsewhere(journey, visit, promise, context):
        return fate(None)
    return fate(False, came or perhaps)


def _could_be_elsewhere(journey: JourneyRecord, visit: VisitRecord, promise: Timed, context: JudgeContext) -> bool:
    """Whether they may have kept it where ours did not look: by the telephone or to the address that the customer gave
    in this conversation."""
    if promise.act == "call" or _HERE.search(promise.said):
        return False
    told = " ".join(t.text for t in visit.turns if t.side is Side.CUSTOMER)
    if _PHONE.search(told) and _ANY_WAY.search(promise.said):
        return not any(_is_call(other.kind, context) for other in journey.visits)
    return "@" in told and visit.kind != "email"


def _in_time(came: Turn, turn: Turn, due_us: int) -> bool | None:
    """None where the clocks leave it open."""
    doubt_us = (came.at.doubt_s + turn.at.doubt_s) * 1e6
    if came.at.wall_us - doubt_us > due_us:
        return False
    return True if came.at.wall_us + doubt_us <= due_us else None


def _since(journey: JourneyRecord, visit: VisitRecord, turn: Turn, begins: Stamp) -> list[tuple[VisitRecord, Turn]]:
    """What the company said after a promise, in whichever conversation of the journey, in the order of time."""
    found = [
        (other, later)
        for other in journey.visits
        if other.valid
        for later in other.turns
        if later.side is Side.COMPANY
        and later.at.wall_us >= begins.wall_us
        and (other.id != visit.id or (later.n > turn.n and not _same_call(visit, turn, later)))
    ]
    return sorted(found, key=lambda pair: pair[1].at.wall_us)


def _same_call(visit: VisitRecord, turn: Turn, later: Turn) -> bool:
    """Whether it is but the next thing that the same person says on the telephone."""
    if visit.kind not in SPOKEN_KINDS or turn.kind is not TurnKind.MESSAGE:
        return False
    return not any(turn.n < t.n < later.n and t.data.get("call") in _NEW_CALL for t in visit.turns)


def _first(
    after: list[tuple[VisitRecord, Turn]], act: str, context: JudgeContext, *, sure: bool
) -> tuple[VisitRecord, Turn] | None:
    """The first thing that is what was promised; with `sure` off, that could be."""
    return next((pair for pair in after if _fulfils(*pair, act, context, sure=sure)), None)


def _fulfils(visit: VisitRecord, turn: Turn, act: str, context: JudgeContext, *, sure: bool) -> bool:
    called = _is_call(visit.kind, context) or (bool(turn.via) and _is_call(turn.via, context))
    if called:
        return True
    if turn.kind is not TurnKind.MESSAGE:
        return False
    labels = context.labels(visit, turn)
    if act == "call":  # they wrote instead: perhaps there was no need to call any more
        return not sure and not _says_nothing(turn, labels)
    if sure:
        return bool(labels.substantive or labels.refusal or labels.asks or labels.deflection)
    return not _says_nothing(turn, labels)


def _says_nothing(turn: Turn, labels: Labels) -> bool:
    """An acknowledgement, thanks, a good-bye: no answer that had been promised."""
    if labels.auto_ack:
        return True
    if labels != Labels():
        return False
    said = manner(turn.text)
    return said.words <= _BRIEF or said.thanks or said.closes


def _watched_until(
    journey: JourneyRecord, visit: VisitRecord, turn: Turn, act: str, context: JudgeContext
) -> int | None:
    """Until when ours would have seen what was promised, without a break; None where they could not."""
    watched = [
        other
        for other in journey.visits
        if other.valid and other.first_said is not None and other.first_said.wall_us <= turn.at.wall_us
    ]
    if act == "call":
        by_phone = [other for other in watched if _is_call(other.kind, context)]
        wished = any(_is_call(wish, context) for wish in visit.wished)
        watched = by_phone or ([visit] if wished else [])
    else:
        watched = [other for other in watched if other.channel == visit.channel] or [visit]
    return max((other.closed.wall_us for other in watched if other.closed is not None), default=None)


def _is_call(channel: str, context: JudgeContext) -> bool:
    """Whether a channel's id, or a kind, is the telephone."""
    return channel in SPOKEN_KINDS or any(c.id == channel and c.kind in SPOKEN_KINDS for c in context.channels)


def _moment(stamp: Stamp) -> datetime:
    return datetime.fromtimestamp(stamp.wall_us / 1e6, UTC)
