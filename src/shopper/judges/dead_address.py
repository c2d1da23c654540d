"""What the customer wrote came back undelivered: the address that the company names takes no mail."""

from __future__ import annotations

from ..model import JourneyRecord, Outcome, Side, Turn, Verdict, VisitRecord
from ..reading.bounces import read_bounce
from ..reading.context import JudgeContext
from .base import Meta, bounce_of, quote, said_first, unmeasured, verdict

META = Meta(
    id="dead_address",
    version=1,
    titles={
        "en": "The address takes mail",
        "uk": "Адреса приймає листи",
        "ru": "Адрес принимает письма",
        "pl": "Adres przyjmuje pocztę",
    },
    failures={"en": "Dead address", "uk": "Мертва адреса", "ru": "Мёртвый адрес", "pl": "Martwy adres"},
    why={
        "en": "The company invites customers to write to an address that does not work, and never learns who tried.",
        "uk": "Компанія запрошує писати на адресу, яка не працює, і ніколи не дізнається, хто намагався.",
        "ru": "Компания приглашает писать на адрес, который не работает, и никогда не узнает, кто пытался.",
        "pl": "Firma zaprasza do pisania na adres, który nie działa, i nigdy się nie dowie, kto próbował.",
    },
)


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    """One verdict for each visit in which something came back; of any other there is nothing to say."""
    bounced = ((visit, bounce_of(visit)) for visit in journey.visits)
    return [_judge(journey, visit, bounce, context) for visit, bounce in bounced if bounce is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, bounce: Turn, context: JudgeContext) -> Verdict:
    if (spoilt := unmeasured(META, journey, visit, context)) is not None:
        return spoilt
    title, say = context.title(visit.channel), context.say
    first = said_first(visit)
    if first is None or visit.first_said is None:
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, say("nothing_said", title=title))
    reply = context.reply(visit)
    reason = read_bounce(bounce.text, str(bounce.data.get("status", "")))
    returned = bounce.at.seconds_since(visit.first_said)
    why = reason.told(say)
    data = {"status": reason.status, "reason": reason.why.value, "returned_s": round(max(0.0, returned), 3)}
    if reply is not None:
        sentence = say("copy_returned", title=title, reason=why)
        quotes = [quote(visit, bounce), quote(visit, reply)]
        return verdict(META, Outcome.PASSED, journey, visit, sentence, quotes, **data)
    if reason.ours:
        sentence = say("returned_for_ours", title=title, reason=why)
        return verdict(META, Outcome.UNMEASURED, journey, visit, sentence, [quote(visit, bounce)], **data)
    asked = max(
        (t for t in visit.turns if t.side is Side.CUSTOMER and t.n < bounce.n), key=lambda t: t.n, default=first
    )
    sentence = say("returned", title=title, reason=why)
    if returned >= 1:
        sentence = say("returned_after", title=title, reason=why, time=say.time(returned))
    return verdict(META, Outcome.FAILED, journey, visit, sentence, [quote(visit, asked), quote(visit, bounce)], **data)
