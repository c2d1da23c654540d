"""Leaves the personal names of a company's staff out of what was said: for companies that are not one's own.

A name is learnt where it surely stands: as the sender's, in “my name is …”, in a notice that somebody joined, in a
signature. Then it is left out of the whole journey, in all the forms that Slavic languages give it. Rather one word too
many is left out than a name too few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from ..model import JourneyRecord, Side, Turn, VisitRecord
from .name_forms import forms_of
from .persons import is_bot

EMPLOYEE = {"en": "an employee", "uk": "співробітник", "ru": "сотрудник", "pl": "pracownik"}

# Nothing here may be repeated without end: a message is as long as a stranger likes.
_NAME = r"(?:[^\W\d_](?:[^\W\d_]|['’ʼ-]){1,40})"
_NAMES = rf"{_NAME}(?:[ \t]{{1,3}}{_NAME}){{0,2}}"
# The words before a name may be written in any case, a name begins with a capital: checked afterwards.
_INTRODUCED = [
    re.compile(pattern.replace("NAMES", f"(?P<name>{_NAMES})"), re.IGNORECASE)
    for pattern in (
        r"\b(?:my name is|my name['’]s|i am|i['’]m|this is|here is)\s{1,5}NAMES",
        r"\byou(?:['’]re| are) (?:chatting|speaking|talking) (?:to|with)\s{1,5}NAMES",
        r"(?:^|[.!?\n]\s{0,5})NAMES (?:here|speaking)\b",
        r"\b(?:мене звати|моє ім['’ʼ]я|вас вітає|з вами|на зв['’ʼ]язку)\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"\b(?:це|я|вам допомагає|вам допоможе)\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"\b(?:меня зовут|мо[её] имя|вас приветствует|с вами|на связи)\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"\b(?:это|я|вам помогает|вам поможет)\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"\b(?:nazywam się|mam na imię|moje imię to|jestem|tu|tutaj|z tej strony|mówi|pisze)\s{0,3}[-–—,:]?\s{1,3}"
        r"NAMES",
        r"\b(?:operator|agent|manager|consultant|specialist)\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"\b(?:оператор|менеджер|консультант|спеціаліст|фахівець|специалист)\w{0,3}\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"\b(?:konsultant|konsultantka|specjalista|specjalistka|doradca)\w{0,3}\s{0,3}[-–—,:]?\s{1,3}NAMES",
        r"(?<![\w'’ʼ-])NAMES (?:has )?(?:joined|left|is typing)\b",
        r"(?<![\w'’ʼ-])NAMES (?:приєдна|доєдна|підключи|присоедини|подключи|покину)\w+",
        r"(?<![\w'’ʼ-])NAMES (?:dołączył|opuścił|pisze)\w*",
    )
]
# Under a message stands whoever wrote it, in “Thanks, Anna!” whoever reads it, in what is quoted below the customer.
_SIGNED = [
    re.compile(pattern.replace("NAMES", rf"(?-i:(?![a-zа-яіїєґёąćęłńóśźż]))(?P<name>{_NAMES})"), re.IGNORECASE)
    for pattern in (
        r"\b(?:(?:best |kind |warm )?regards|sincerely|cheers|best wishes|best|thanks)\s{0,5}[,.!]?\s{0,5}[-–—]?\s{0,5}"
        r"NAMES",
        r"\b(?:з повагою|із повагою|з найкращими побажаннями)\s{0,5}[,.!]?\s{0,5}[-–—]?\s{0,5}NAMES",
        r"\b(?:с уважением|с наилучшими пожеланиями)\s{0,5}[,.!]?\s{0,5}[-–—]?\s{0,5}NAMES",
        r"\b(?:pozdrawiam|z poważaniem|z wyrazami szacunku)\s{0,5}[,.!]?\s{0,5}[-–—]?\s{0,5}NAMES",
    )
]
_WORD = re.compile(_NAME)
_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
# Capitalised words that stand where names do and are none.
_NO_NAMES = frozenset(
    """
    support help service services sales team care customer customers client clients info contact office shop store
    chat online delivery returns orders order the your our a an and or of is in at we i you it not sorry here happy
    glad operator agent manager consultant specialist department assistant admin administrator hello hi dear mr mrs ms
    from best kind regards mail email noreply reply company group hotline desk
    підтримка підтримки служба відділ команда магазин сервіс клієнт клієнтів сайт чат оператор менеджер консультант
    компанія компанії допомога продажі продажів замовлення доставка повернення інтернет адміністратор наш наша ваш ваша
    не вже на в у з до за і й та що як дуже рада радий повагою вітаю добрий доброго дня спеціаліст фахівець вас вам
    нова новая пошта укрпошта почта poczta
    поддержка поддержки отдел магазина клиентов компания компании помощь продажи продаж заказ заказы возврат возврата
    администратор уважением доброе рад специалист и что очень уже вами это я с к от для
    wsparcie obsługa obsługi klienta klient dział zespół sklep sklepu sklepie serwis pomoc sprzedaż zamówienia zwroty
    dostawa konsultant konsultantka pan pani firma firmy doradca specjalista nie już w z do za i że jak bardzo tu to
    """.split()  # noqa: SIM905 - a list of words is read more easily so
)

Redact = Callable[[str, str], str]


def without_staff_names(
    journey: JourneyRecord, keep: Collection[str] = (), language: str = "en"
) -> tuple[JourneyRecord, Redact]:
    """The journey without its staff's names and without raw evidence, which would show them; and what leaves the same
    names out of a further text, given that text's language.

    keep: what is no person's: names and addresses of the company. language: in which an employee is named as a sender.
    """
    plain = [text for text in keep if "@" not in text]
    kept = {text.casefold() for text in keep} | {word.casefold() for text in plain for word in _WORD.findall(text)}
    customers = {word.casefold() for fact in (journey.facts.get("name", ""),) for word in _WORD.findall(fact)}
    names = _names(journey, kept, customers)
    pattern = _pattern(names)
    kept_addresses = {text.casefold() for text in keep}

    def redact(text: str, spoken: str) -> str:
        instead = f"[{EMPLOYEE.get(spoken, EMPLOYEE['en'])}]"
        text = _ADDRESS.sub(lambda m: instead if _is_persons(m[0], names, kept_addresses) else m[0], text)
        return pattern.sub(instead, text) if pattern is not None else text

    def turn_of(turn: Turn, visit: VisitRecord, known: dict[str, int]) -> Turn:
        if turn.side is Side.CUSTOMER:
            own = _pattern(names - customers)
            instead = f"[{EMPLOYEE.get(visit.language, EMPLOYEE['en'])}]"
            text = own.sub(instead, turn.text) if own is not None else turn.text
            return replace(turn, text=text, evidence=())
        sender = turn.sender
        if sender and not is_bot(turn) and not _is_company(sender, kept):
            number = known.setdefault(sender, len(known) + 1)
            sender = EMPLOYEE.get(language, EMPLOYEE["en"]) + (f" {number}" if number > 1 else "")
        return replace(
            turn,
            text=redact(turn.text, visit.language),
            subject=redact(turn.subject, visit.language),
            sender=sender,
            evidence=(),
        )

    def visit_of(visit: VisitRecord) -> VisitRecord:
        known: dict[str, int] = {}
        return replace(visit, turns=tuple(turn_of(turn, visit, known) for turn in visit.turns))

    return replace(journey, visits=tuple(visit_of(visit) for visit in journey.visits)), redact


def names_told(turn: Turn) -> frozenset[str]:
    """The single words, in lower case, that are names of whoever wrote a turn: the sender's as the channel shows it, or
    one that is given in words."""
    return frozenset(_of_turn(turn, ()))


def _names(journey: JourneyRecord, kept: Collection[str], customers: Collection[str]) -> set[str]:
    """The single words, in lower case, that are names of the company's people in this journey."""
    found: set[str] = set()
    for visit in journey.visits:
        for turn in visit.turns:
            if turn.side is Side.COMPANY and not is_bot(turn):
                found.update(_of_turn(turn, kept, customers))
    return found


def _of_turn(turn: Turn, kept: Collection[str], customers: Collection[str] = ()) -> Iterable[str]:
    if turn.sender and "@" not in turn.sender and not _is_company(turn.sender, kept):
        yield from _words(turn.sender, kept, capital=False)
    for pattern in _INTRODUCED:
        for match in pattern.finditer(turn.text):
            yield from _words(match["name"], kept, capital=True)
    theirs = _pattern(customers)
    for pattern in _SIGNED:
        for match in pattern.finditer(turn.text):
            if theirs is None or not theirs.match(match["name"]):
                yield from _words(match["name"], kept, capital=True)


def _words(text: str, kept: Collection[str], *, capital: bool) -> Iterable[str]:
    """The names among these words: up to the first one that is none."""
    for word in _WORD.findall(text):
        plain = word.casefold()
        if (capital and not word[0].isupper()) or plain in kept or plain in _NO_NAMES:
            return
        yield plain


def _is_company(sender: str, kept: Collection[str]) -> bool:
    words = [word.casefold() for word in _WORD.findall(sender.partition("@")[0] if "@" in sender else sender)]
    return sender.casefold() in kept or all(word in kept or word in _NO_NAMES for word in words)


def _is_persons(address: str, names: Collection[str], kept: Collection[str]) -> bool:
    local = address.partition("@")[0].casefold()
    if address.casefold() in kept:
        return False
    parts = [part for part in re.split(r"[\W\d_]+", local) if part]
    return any(part in names for part in parts) or (len(parts) > 1 and not any(part in _NO_NAMES for part in parts))


def _pattern(names: Collection[str]) -> re.Pattern[str] | None:
    """These names in all their forms, beginning with a capital."""
    if not names:
        return None
    forms = []
    for name in sorted(names, key=len, reverse=True):
        stem, tails = forms_of(name)
        ending = "(?:" + "|".join(map(re.escape, tails)) + ")"
        escaped = re.escape(stem[0].upper()) + "(?i:" + re.escape(stem[1:])
        forms.append(rf"{escaped}{ending})")
    one = "(?:" + "|".join(forms) + ")"
    return re.compile(rf"(?<!\w){one}(?:[ \t]+{one})*(?!\w)")
