"""A message in which the template shows: “{{name}}”, “[ім'я]”, “null”, raw tags; or one text for two questions."""

from __future__ import annotations

import re

from ..model import JourneyRecord, Outcome, Side, Turn, TurnKind, Verdict, VisitRecord
from ..reading.context import JudgeContext
from ..reading.leaks import Leak, find_leaks
from ..reading.persons import is_bot
from ..reading.text import plain
from .base import SPOKEN_KINDS, Meta, quote, verdict

META = Meta(
    id="template_leak",
    version=1,
    titles={
        "en": "No template shows",
        "uk": "Шаблони не видно",
        "ru": "Шаблона не видно",
        "pl": "Szablonu nie widać",
    },
    failures={
        "en": "Unfilled template",
        "uk": "Незаповнений шаблон",
        "ru": "Незаполненный шаблон",
        "pl": "Niewypełniony szablon",
    },
    why={
        "en": "“Dear {{name}}” tells the customer that nobody read the letter, theirs or the company's own.",
        "uk": "«Шановний {{name}}» каже клієнтові, що листа ніхто не читав – ні його, ні власного.",
        "ru": "«Уважаемый {{name}}» говорит клиенту, что письма никто не читал – ни его, ни своего.",
        "pl": "„Szanowny {{name}}” mówi klientowi, że listu nikt nie czytał – ani jego, ani własnego.",
    },
)
_SHOWN = 60  # characters of a leak in the sentence
_LONG = 60  # letters and digits: a shorter text may be said twice by anybody
_WORD = re.compile(r"\w+")
# A reminder asks nothing new.
_REMINDER = re.compile(
    r"\b(?:(?:are you|anybody|anyone|is anybody|is anyone) (?:still )?(?:there|here)|still waiting|any news|any update|"
    r"(?:ви|є хто|хтось) (?:ще )?(?:тут|є)|чекаю|є новини|що там|(?:вы|есть кто|кто-нибудь) (?:ещ[её] )?(?:тут|здесь)|"
    r"жду|есть новости|что там|(?:jest (?:tam )?ktoś|halo)|czekam|są jakieś wieści)\b"
)
_LEAST_ALIKE = 0.5  # of two questions, the share of words in common from which they are one


def judge(journey: JourneyRecord, context: JudgeContext) -> list[Verdict]:
    return [found for visit in journey.visits if (found := _judge(visit, journey, context)) is not None]


def _judge(visit: VisitRecord, journey: JourneyRecord, context: JudgeContext) -> Verdict | None:
    if not visit.valid or visit.kind in SPOKEN_KINDS:
        return None
    title, say = context.title(visit.channel), context.say
    leaks = [(turn, leak) for turn in _written(visit) for leak in _leaks(visit, turn)]
    if leaks:
        text = leaks[0][1].text
        shown = say("quoted", text=text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
        data = [{"turn": turn.n, "kind": leak.kind, "text": leak.text} for turn, leak in leaks]
        quotes = dict.fromkeys(quote(visit, turn) for turn, _ in leaks)
        sentence = say("template_shows", title=title, text=shown)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, leaks=data)
    twice = _said_twice(visit, context)
    if twice is not None:
        quotes = dict.fromkeys(quote(visit, turn) for turn in twice)
        sentence = say("same_text_twice", title=title)
        return verdict(META, Outcome.FAILED, journey, visit, sentence, quotes, same=[t.n for t in twice[1::2]])
    return None


def _written(visit: VisitRecord) -> list[Turn]:
    """What the company wrote, by hand or not; a mail system's words and what was spoken are none."""
    kinds = (TurnKind.MESSAGE, TurnKind.AUTO, TurnKind.GREETING)
    return [turn for turn in visit.company_turns() if turn.kind in kinds and "call" not in turn.data]


def _leaks(visit: VisitRecord, turn: Turn) -> list[Leak]:
    """The leaks that are the company's own: what the customer had written may be quoted, in whatever form."""
    own = turn.text if "\n>" not in f"\n{turn.text}" else re.sub(r"(?m)^>.*$", "", turn.text)
    said = " ".join(t.text for t in visit.turns if t.side is Side.CUSTOMER and t.n < turn.n)
    return [leak for leak in find_leaks(own) if leak.text not in said]


def _said_twice(visit: VisitRecord, context: JudgeContext) -> tuple[Turn, Turn, Turn, Turn] | None:
    """(question, answer, another question, the very same answer) by people in one conversation."""
    answers: dict[str, tuple[Turn, Turn]] = {}
    asked: Turn | None = None
    for turn in visit.turns:
        if turn.side is Side.CUSTOMER:
            asked = turn if "?" in turn.text and not _REMINDER.search(plain(turn.text)) else None
        elif asked is not None and turn.kind is TurnKind.MESSAGE and not turn.late and not is_bot(turn):
            words = " ".join(_WORD.findall(plain(turn.text)))
            if len(words) < _LONG or context.labels(visit, turn).auto_ack:
                continue
            before = answers.setdefault(words, (asked, turn))
            if before[0].n != asked.n and not _alike(before[0].text, asked.text):
                return before[0], before[1], asked, turn
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two questions may well be one: then the same answer to both is right."""
    a, b = (set(_WORD.findall(plain(text))) for text in (one, other))
    return len(a & b) >= _LEAST_ALIKE * max(1, min(len(a), len(b)))
