"""All that ever came was “we have received it”, from a machine or from somebody who then saw to nothing.

Silence says that nobody answered, and leads: the score, the limits and the known findings go by it. What this judge
adds is what had been said, and where an answer followed, that it was no empty word.
"""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.persons import is_bot
from .base import SPOKEN_KINDS, Meta, fully_watched, quote, said_first, verdict

META = Meta(
    id="auto_ack_only",
    version=1,
    titles={
        "en": "A receipt is followed by an answer",
        "uk": "Після підтвердження приходить відповідь",
        "ru": "После подтверждения приходит ответ",
        "pl": "Po potwierdzeniu przychodzi odpowiedź",
    },
    failures={
        "en": "Nothing but a receipt",
        "uk": "Лише підтвердження",
        "ru": "Только подтверждение",
        "pl": "Tylko potwierdzenie",
    },
    why={
        "en": "“We have received your message” makes the customer wait for an answer that never comes.",
        "uk": "Після «ми отримали ваше звернення» клієнт чекає на відповідь, якої не буде.",
        "ru": "После «мы получили ваше обращение» клиент ждёт ответа, которого не будет.",
        "pl": "Po słowach „otrzymaliśmy Twoje zgłoszenie” klient czeka na odpowiedź, która nie przyjdzie.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [found for visit in journey.visits if (found := _judge(journey, visit, context)) is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    receipts = _receipts(visit, context)  # the voice that names the company and asks to hold is none
    if not visit.valid or not receipts or visit.first_said is None or visit.kind in SPOKEN_KINDS:
        return None
    say, title = context.say, context.title(visit.channel)
    quotes = [quote(visit, turn) for turn in receipts]
    reply = context.reply(visit)
    if reply is not None:
        words = {"ack": _after(visit, receipts[0], context), "time": _after(visit, reply, context)}
        sentence = say("receipt_and_answer", title=title, **words)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quotes[0], quote(visit, reply)])
    data = {"receipts": [turn.n for turn in receipts]}
    if visit.closed is None or not fully_watched(visit):
        watched = say.time(visit.observed_s or 0.0)
        return verdict(
            META, Outcome.UNMEASURED, journey, visit, say("receipt_so_far", title=title, time=watched), quotes, **data
        )
    machine = all(turn.kind is TurnKind.AUTO or is_bot(turn) for turn in receipts)
    sentence = say(
        "receipt_only" if machine else "receipt_by_hand_only", title=title, time=say.time(visit.observed_s or 0.0)
    )
    return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, **data)


def _after(visit: VisitRecord, turn: Turn, context: JudgeContext) -> str:
    assert visit.first_said is not None
    return context.say.time(max(0.0, turn.at.seconds_since(visit.first_said)))


def _receipts(visit: VisitRecord, context: JudgeContext) -> list[Turn]:
    """What is marked as automatic, or acknowledges and does no more; in answer to the customer."""
    first = said_first(visit)
    if first is None:
        return []
    return [
        turn
        for turn in visit.company_turns()
        if turn.n > first.n
        and (turn.kind is TurnKind.AUTO or (turn.kind is TurnKind.MESSAGE and context.labels(visit, turn).auto_ack))
    ]
