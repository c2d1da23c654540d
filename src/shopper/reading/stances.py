"""What an answer claims beside its values: yes or no, a period of the year, how often, by itself or by hand."""

from __future__ import annotations

import re

_YES = re.compile(
    r"\W*(?:yes|yep|yeah|sure|certainly|of course|absolutely|так|звісно|звичайно|да|конечно|tak|oczywiście)\b"
)
_NO = re.compile(
    r"\W*(?:no|nope|unfortunately not|ні|нет|nie|niestety nie|на жаль,? ні|к сожалению,? нет)(?=\W|"
    r"$)(?! (?:problem|worries))"
)
_DENIES = re.compile(
    r"\b(?:not(?! enough| only)|cannot|no longer|never|without|no-\w+|без (?!проблем|зайв|лишн)\w+|bez (?!problem|"
    r"zbędn)\w+|"
    r"cancel\w*|\w+n't|no (?!problem|worries|matter|later|more|less|"
    r"additional|extra|charge|need)\w+|"
    r"не (?!більше|пізніше|менше|более|позднее|менее|тільки|только|лише)\w+|немає|нема|нет|неможлив\w*|"
    r"невозможн\w*|скасован\w*|отмен\w*|відсутн\w*|отсутств\w*|"
    r"nie (?!więcej|później|mniej|tylko)\w+|brak|niemożliw\w*|odwołan\w*)\b"
)
# “Without it we do not …” demands it.
_DEMANDS = re.compile(
    r"\b(?:без|bez|without)\b[^.!?]{0,60}(?:\bне\b|\bnie\b|n't\b|\bnot\b|\bcannot\b|\bno\b|\bніяк|\bникак)"
)
_WITHOUT = re.compile(r"\b(?:без|bez|without)\b")
_WHETHER = re.compile(
    r"^\W*(?:do|does|did|is|are|was|were|can|could|will|would|have|has|may|should|am)\b|^\W*(?:чи|czy)\b|\bли\b|"
    r"^\W*(?:есть|можно|є|можна|нужно|потрібно|будет|буде|доставляете|доставляєте|принимаете|приймаєте|работаете|"
    r"працюєте)\b"
)
_ONLY = re.compile(
    r"\b(?:only|just|exclusively|тільки|лише|только|исключительно|виключно|tylko|wyłącznie|jedynie)\b|-only\b"
)
_TOO = re.compile(
    r"\b(?:as well|also|too|any of|everywhere|anywhere|також|також|также|будь-як\w+|люб\w+|również|też|dowoln\w+)\b"
)

_MONTHS = (
    r"jan\w*|січ\w+|январ\w+|stycz\w+",
    r"feb\w*|лют\w+|феврал\w+|lut(?:y|ego|ym)",
    r"mar(?:ch)?|берез\w+|март\w*|mar(?:zec|ca|cu)",
    r"apr\w*|квіт\w+|апрел\w+|kwie\w+",
    r"may|трав\w+|ма[йяе]|maj\w?",
    r"june?|черв(?:ень|ня|ні)|июн\w+|czerw\w+",
    r"july?|лип(?:ень|ня|ні)|июл\w+|lip(?:iec|ca|cu)",
    r"aug\w*|серп\w+|август\w*|sierp\w+",
    r"sept?\w*|верес\w+|сентябр\w+|wrze\w+",
    r"oct\w*|жовт\w+|октябр\w+|paźdz\w+",
    r"nov\w*|листопад\w*|ноябр\w+|listopad\w*",
    r"dec\w*|груд\w+|декабр\w+|grud\w+",
)
_MONTH = re.compile("|".join(rf"\b(?P<m{n}>{form})\b" for n, form in enumerate(_MONTHS, start=1)))
_QUARTER = re.compile(
    r"\bq(?P<n>[1-4])\b|\b(?P<word>first|second|third|fourth|перш\w+|друг\w+|треть\w+|четверт\w+|перв\w+|втор\w+|"
    r"pierwsz\w+|drugi\w*|trzeci\w*|czwart\w*|[1-4]|i{1,3}|iv)[ -]?(?:го |й |му )?(?:quarter|кварт\w+|kwarta\w+)"
)
_ORDER = (
    ("first", "перш", "перв", "pierwsz", "1", "i"),
    ("second", "друг", "втор", "drugi", "2", "ii"),
    ("third", "треть", "trzeci", "3", "iii"),
    ("fourth", "четверт", "czwart", "4", "iv"),
)
_OFTEN = {
    "day": r"\b(?:daily|every day|each day|щодня|кожного дня|ежедневно|каждый день|codziennie)\b",
    "week": (
        r"\b(?:weekly|every week|once a week|щотижня|еженедельно|раз на тиждень|раз в неделю|co tydzień|"
        r"raz w tygodniu)\b"
    ),
    "month": r"\b(?:monthly|every month|once a month|щомісяця|щомісячно|ежемесячно|co miesiąc|miesięcznie)\b",
    "year": r"\b(?:yearly|annually|every year|щороку|ежегодно|co rok|rocznie)\b",
}
_FREQUENCY = {name: re.compile(form) for name, form in _OFTEN.items()}
_WAYS = {
    "itself": re.compile(
        r"\b(?:automatic\w*|automat\w+|автоматич\w+|by itself|сам[аіо]? (?:собою|собой)|samoczynnie)\b"
    ),
    "hand": re.compile(
        r"\b(?:manual\w*|by hand|yourself|вручну|вручную|самостійно|самостоятельно|ręczn\w+|samodzielnie)\b"
    ),
}


def asks_whether(question: str) -> bool:
    """A question (text.plain) that yes or no answers."""
    return bool(_WHETHER.search(question))


def says_outright(answer: str) -> bool | None:
    """True or False where the answer begins with its yes or no."""
    if _NO.match(answer):
        return False
    return True if _YES.match(answer) else None


def asks_without(question: str) -> bool:
    """A question whether it goes without something."""
    return bool(_WITHOUT.search(question))


def grants(answer: str, *, without: bool = False) -> bool:
    """Whether an answer to such a question says yes: by its first word, else unless it denies something. without: so
    it was asked, and “without it we do not” is a no."""
    outright = says_outright(answer)
    return outright if outright is not None else not denies(answer, without=without)


def denies(answer: str, *, without: bool = False) -> bool:
    return bool(_DENIES.search(answer)) and (without or not _DEMANDS.search(answer))


def restricts(answer: str) -> bool:
    return bool(_ONLY.search(answer))


def widens(answer: str) -> bool:
    return bool(_TOO.search(answer))


def months(answer: str) -> frozenset[int]:
    """The months that an answer names, by name or by their quarter."""
    found = {int(str(match.lastgroup)[1:]) for match in _MONTH.finditer(answer)}
    for match in _QUARTER.finditer(answer):
        found |= _months_of(match["n"] or match["word"])
    return frozenset(found)


def frequencies(answer: str) -> frozenset[str]:
    return frozenset(name for name, form in _FREQUENCY.items() if form.search(answer))


def ways(answer: str) -> frozenset[str]:
    """“itself” where something happens without the customer, “hand” where the customer has to do it."""
    return frozenset(name for name, form in _WAYS.items() if form.search(answer))


def _months_of(quarter: str) -> set[int]:
    for n, beginnings in enumerate(_ORDER):
        if quarter in beginnings or (len(quarter) > 3 and quarter.startswith(beginnings)):
            return set(range(3 * n + 1, 3 * n + 4))
    return set()
