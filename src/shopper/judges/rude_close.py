"""The company ended the conversation over an open question, or with rude words.

Where nobody answered at all, silence says so. Ending a conversation that has been idle is no rudeness where it was
announced, or where the last word was the company's.
"""

from __future__ import annotations

import re

from ..model import Closing, JourneyRecord, Labels, Outcome, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.text import plain
from .base import SPOKEN_KINDS, Meta, quote, verdict

META = Meta(
    id="rude_close",
    version=1,
    titles={
        "en": "Conversations end politely",
        "uk": "Розмову завершують ввічливо",
        "ru": "Разговор завершают вежливо",
        "pl": "Rozmowy kończą się uprzejmie",
    },
    failures={
        "en": "Hung up on the customer",
        "uk": "Розмову обірвали",
        "ru": "Разговор оборвали",
        "pl": "Rozmowę przerwano",
    },
    why={
        "en": "Who is cut off in the middle of a question tells others how it was.",
        "uk": "Кого обірвали на півслові, той розповість про це іншим.",
        "ru": "Кого оборвали на полуслове, тот расскажет об этом другим.",
        "pl": "Komu przerwano w pół słowa, ten opowie o tym innym.",
    },
)
_WARNED = re.compile(
    r"\b(?:will (?:be )?(?:close|end|finish|disconnect)\w*|(?:are|is) you(?: still)? there|still there|inactiv\w+|idle|"
    r"буде (?:закрит|завершен|заверше)\w*|закри(?:ємо|ється|ю)|заверш(?:имо|иться|у)|неактивн\w+|відсутніст\w+|"
    r"(?:ви|вы) (?:ще|ещ[её]) (?:тут|здесь|на зв'язку|на связи)|"
    r"будет (?:закрыт|заверш[её]н)\w*|закро(?:ем|ется|ю)|заверш(?:им|ится|у)|отсутстви\w+|бездейств\w+|"
    r"zostanie (?:zamkni[ęe]t|zakończon)\w*|zamkn(?:iemy|ę)|zakończ(?:ymy|ę|y si[ęe])|brak\w* aktywno[śs]ci|"
    r"nieaktywn\w+|(?:jest pan|jest pani|jesteś) (?:jeszcze|nadal|tam))\b"
)
_RUDE = re.compile(
    r"\b(?:stop (?:writing|bothering|spamming|wasting)|do(?:n't| not) (?:write|contact|bother) "
    r"(?:us |me )?(?:again|any ?more)(?=[.!,]|$)|"
    r"(?:that's|that is|it's|it is) your problem(?=[.!,]|$)|not (?:my|our) problem(?=[.!,]|$)|"
    r"learn to read|can't you read|leave me alone|are you (?:stupid|deaf|blind)|shut up|idiot|moron|"
    r"не пишіть (?:сюди |нам |мені )?(?:більше|знову)|більше (?:сюди |нам )?не пишіть|відчепіться|"
    r"це (?:вже )?(?:не наш[аі]|ваш[аі]) проблем[аи](?=[.!,]|$)|навчіться читати|"
    r"(?:ви )?(?:читати )?не вмієте читати|ви (?:що,? )?(?:глухі|сліпі|тупі)|не морочте|ідіот\w*|дурень|замовкніть|"
    r"не пишите (?:сюда |нам |мне )?(?:больше|снова)|больше (?:сюда |нам )?не пишите|отстаньте|отвяжитесь|"
    r"это (?:уже )?(?:не наш[аи]|ваш[аи]) проблем[аы](?=[.!,]|$)|научитесь читать|"
    r"читать не умеете|вы (?:что,? )?(?:глухие|слепые|тупые)|не морочьте|идиот\w*|дурак|замолчите|"
    r"prosz[ęe] (?:ju[żz] )?(?:nie pisać|przestać pisać|dać nam spokój)|nie pisz(?:cie)? (?:więcej|już)|"
    r"to (?:nie nasz|pana|pani|państwa|twój) problem(?=[.!,]|$)|naucz(?:cie)? si[ęe] czytać|czytać nie umie\w*|"
    r"odczep(?:cie)? si[ęe]|zamknij si[ęe]|idiot[ao]\w*|kretyn\w*|debil\w*)\b"
)
# A last word that asks nothing: thanks, a good-bye.
_DONE = re.compile(
    r"\b(?:thank\w*|thanks|bye|that's all|дяку\w+|спасибо|благодар\w+|до побачення|до свидания|усе зрозуміло|"
    r"все понятно|dzięk\w+|do widzenia|to wszystko)\b"
)
_LAST_WORDS = 3  # turns of the company before the end in which its tone counts


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [found for visit in journey.visits if (found := _judge(journey, visit, context)) is not None]


def _judge(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Verdict | None:
    if not visit.valid or visit.closing is not Closing.COMPANY or visit.kind in SPOKEN_KINDS:
        return None
    if context.reply(visit) is None:
        return None
    title, say = context.title(visit.channel), context.say
    rude = next((t for t in context.speaking(visit)[-_LAST_WORDS:] if _RUDE.search(plain(t.text))), None)
    end = next((t for t in visit.company_turns() if t.kind is TurnKind.CLOSED), None)
    if rude is not None:
        quotes = [quote(visit, t) for t in (rude, end) if t is not None]
        return verdict(META, Outcome.FAILED, journey, visit, say("closed_rudely", title=title), quotes)
    if end is None:
        return None
    asked = _open_question(visit, end, context)
    if asked is None:
        sentence = say("closed_politely", title=title)
        return verdict(META, Outcome.PASSED, journey, visit, sentence, [quote(visit, end)])
    after = end.at.seconds_since(asked.at)
    words = {"title": title, "time": say.time(max(0.0, after))}
    quotes = [quote(visit, asked), quote(visit, end)]
    if _warned(visit, asked, end):
        sentence = say("closed_with_warning", **words)
        return verdict(META, Outcome.NOT_APPLICABLE, journey, visit, sentence, quotes)
    return verdict(META, Outcome.FAILED, journey, visit, say("closed_on_question", **words), quotes)


def _open_question(visit: VisitRecord, end: Turn, context: JudgeContext) -> Turn | None:
    """What the customer asked last, where nobody said anything to it before the end."""
    asked = [t for t in visit.turns if t.side is Side.CUSTOMER and t.n < end.n and t.at.wall_us <= end.at.wall_us]
    if not asked or "?" not in asked[-1].text or _DONE.search(plain(asked[-1].text)):
        return None
    said = [t for t in context.speaking(visit) if asked[-1].n < t.n < end.n]
    heard = any(context.labels(visit, t) != Labels(auto_ack=True) for t in said)
    return None if heard else asked[-1]


def _warned(visit: VisitRecord, asked: Turn, end: Turn) -> bool:
    return any(_WARNED.search(plain(t.text)) for t in visit.company_turns() if asked.n < t.n < end.n)
