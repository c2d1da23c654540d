"""Reads one message clause by clause, and says by which of them it came to each label."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ..model import Labels
from .acts import (
    acknowledges,
    hands_over,
    informs,
    instructs,
    is_chatter,
    is_courtesy,
    offers_a_way,
    refuses,
    settles,
)
from .addresses import find_addresses
from .doing import shows_how
from .eastern import RULES as EASTERN
from .english import RULES as ENGLISH
from .menus import is_item, is_menu
from .polish import RULES as POLISH
from .reasons import explains
from .rules import Rules
from .sending import NOWHERE, Sending, on_its_network, places_in, sending
from .signature import without_contacts
from .slots import asked_slots
from .text import LONGEST, bare, plain, sentences, without_please
from .tongue import tongue
from .waiting import is_machine

_RULES = {"en": ENGLISH, "pl": POLISH, "east": EASTERN}
_MOST_CLAUSES = 100
_LONGEST_CLAUSE = 1_000  # characters: a sentence without end is a heap of words
_AROUND = 400  # characters
_PRIVATE = frozenset({"twitter", "vk"})
_PLEASE = re.compile(
    r"\b(?:please|pls|kindly|будь ласка|пожалуйста|прошу|просимо|просим|prosz[ęe]|prosimy|poprosz[ęe]|poprosimy)\b"
)
# What only leads to the rest of its sentence: “if it is about a return, …”, “for a copy, …”.
_SUBORDINATE = re.compile(
    r"(?:if|when|should you|in case|to (?:better|further)|for (?:further|any|all|help|assistance|\w+ (?:issues|"
    r"questions|queries))|regarding|"
    r"якщо|если|коли|когда|у разі|в разі|в случае|для|щодо|стосовно|по вопрос\w+|з питан\w+|з приводу|по поводу|"
    r"що стосується|что касается|"
    r"je[śs]li|je[żz]eli|gdy|gdyby|w razie|w przypadku|w sprawie|w kwestii|aby|[żz]eby)\b(?!.*\b(?:then|то|то|to)\b)"
)
_ASKING = re.compile(
    r"(?:[\w']+,? ){0,2}?(?:did|do|does|is|are|was|were|has|have|which|what|how|when|where|why|who|did|will|чи|"
    r"как\w*|як\w*|де|где|коли|когда|czy|jak\w*|kiedy|gdzie)\b"
)
_TRIED = re.compile(
    r"(?:[\w']+,? ){0,3}?(?:have you (?:\w+ )?tried|did you try|чи пробували|вы пробовали|ви пробували|"
    r"пробовали ли|czy próbował\w*|próbował\w* )"
)
_OFFER = re.compile(r"(?:i|we)(?:'d| would|'ll| will|'m| am|'re| are| can)\b")
_BARE_YES = re.compile(r"(?:yes|no|sure|так|ні|да|нет|tak|nie|yep|yeah)[ !.,]*")
_TO_THERE = re.compile(
    r"\b(?:write|reply|respond|ask|send|post|answer)\b[^.]{0,30}\bthere\b|"
    r"\b(?:напишіть|пишіть|напишите|пишите|зверніться|обратитесь|залиште|оставьте|відповідайте|відповідь|отвечайте|"
    r"ответьте|"
    r"надішліть|пришлите)\b[^.]{0,20}\b(?:туди|туда|там)\b|"
    r"\b(?:туди|туда)\b[^.]{0,20}\b(?:пишіть|напишіть|пишите|напишите|відповідайте|отвечайте)\b|"
    r"\btam (?:odpisa[ćc]|napisa[ćc]|odpowiedzie[ćc]|napisz\w*|odpisz\w*)|\b(?:napisz\w*|odpisz\w*|pisz\w*) tam\b"
)
# How long it takes them to answer: part of an acknowledgement.
_WAITING = re.compile(
    r"\b(?:snowed under|(?:this|it) (?:may|will|can|might|should) take|(?:це|это) займ[её]т?|(?:to )?(?:zajmie|"
    r"potrwa) (?:to )?|(?:many|lots of|high volume of) (?:requests|messages|enquiries)|багато (?:звернень|"
    r"запитів)|много (?:обращений|запросов)|(?:wiele|dużo) (?:zgłoszeń|zapytań)|"
    r"(?:opening|working|business|office) hours|(?:estimated|average) wait|wait(?:ing)? time|we(?:'re|"
    r" are) open|(?:usually|typically|normally) (?:repl|respon|answer)\w+|(?:repl|respon|answer)\w+ (?:usually|"
    r"typically|normally)|"
    r"(?:is|are|'re) (?:now |currently )?closed|zamkni[ęe]t\w+|nieczynn\w+|зачинен\w*|зачинено|закрыт\w*|вихідн\w+|"
    r"выходн\w+|pracujemy|czynn\w+|godzin\w+ pracy|czas (?:oczekiwania|odpowiedzi)|(?:zazwyczaj|"
    r"zwykle) odpowiadamy|odpowiadamy (?:zazwyczaj|zwykle|przeważnie)|(?:відповідаємо|отвечаем) (?:зазвичай|обычно)|"
    r"графік|график|працюємо|работаем|час роботи|время работы|термін\w* (?:розгляду|обробки|відповіді|опрацювання)|"
    r"срок\w* (?:рассмотрения|обработки|ответа)|"
    r"(?:зазвичай|обычно) (?:відповіда|отвеча)\w+|час (?:очікування|відповіді)|время (?:ожидания|ответа))\b"
)
_OWN_PROMISE = re.compile(
    r"\b(?:(?:we|i)(?:'ll| will)|wr[óo]c(?:ę|imy)|odezw\w+|damy znać|dam znać|odpowiemy|повернус\w|повернемос\w|"
    r"вернусь|верн[её]мся|сообщим|повідомимо|відповім\w*|ответим|ожидайте|очікуйте|"
    r"проверяем|перевіряємо|проверим|перевіримо)\b"
)


_CURT = 7  # words: so short a no beside a redirect only says why


def _curt(clause: str) -> bool:
    return len(clause.split()) <= _CURT and not any(c.isdigit() for c in clause)


# “It is in our branch on the square. Come by”: the place was named before.
_COME = re.compile(
    r"\b(?:come (?:by|over|in)|pop (?:in|by)|drop (?:in|by)|приход(?:ьте|ите)|підход(?:ьте|іть)|підійд(?:іть|и)|"
    r"подойд(?:ите|и)|"
    r"прийти|підійти|подойти|завітайте|за(?:йд(?:іть|ите)|ход(?:ьте|ите))|podej[śs][ćc]|przyj[śs][ćc]|podejd[źz]\w*|"
    r"przyjd[źz]\w*)\b"
)


_PARCEL = re.compile(r"(?<!\d)\d{10,}(?!\d)")
_CALL = re.compile(r"\bcall\b|\bring\b|зателефону|подзвон|передзвон|перезвон|позвон|zadzwoni|oddzwoni")
_AT_HOUR = re.compile(r"(?<![\d:])\d{1,2}[:.]\d{2}(?![\d:])")


def _specific(clause: str) -> bool:
    """Names a parcel's number, or the hour at which they will call: no program's “we have received your letter”."""
    return bool(_PARCEL.search(clause) or (_CALL.search(clause) and _AT_HOUR.search(clause)))


@dataclass(frozen=True, slots=True)
class Reading:
    """labels, and for each label the clauses that decided it, as they stand in the prepared message."""

    labels: Labels
    because: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class _Clause:
    text: str
    sentence: str
    sends: Sending = NOWHERE
    asks: tuple[str, ...] = ()
    acknowledges: bool = False
    hands_over: bool = False
    refuses: bool = False
    tells: bool = False


@lru_cache(maxsize=4096)
def read_closely(text: str, language: str = "", context: str = "") -> Reading:
    """What one company message does, and which clauses say so. Never raises; arguments as of shopper.reading.read."""
    prepared = plain(text)
    words = bare(without_contacts(prepared))
    if not any(c.isalpha() for c in words):
        return Reading(Labels(substantive=any(c.isdigit() for c in words)))
    rules = _RULES[tongue(words, language)]
    asked = bool(context) and bool(rules.asked_contact.search(plain(context)))
    clauses = [_read(*found, rules) for found in _clauses(words, rules)]
    _point_there(clauses, rules)
    targets, sent_by = _targets(clauses, asked=asked)
    targets = on_its_network(targets, prepared)
    asks: dict[str, None] = {}
    for clause in clauses:
        asks.update(dict.fromkeys(clause.asks))
    if "details" in asks:
        asks["details"] = asks.pop("details")
    transfer = [c.text for c in clauses if c.hands_over]
    refusing = [c.text for c in clauses if c.refuses]
    telling = [c.text for c in clauses if c.tells and not ((targets or transfer) and explains(c.text))]
    if asked and not targets:
        telling += [c.text for c in clauses if c.sends.targets or find_addresses(c.text)]
    if is_menu(words):
        asks, telling = asks or {"details": None}, [text for text in telling if not is_item(text)]
    if targets or asks:
        telling = [text for text in telling if not _BARE_YES.fullmatch(text)]
    if is_chatter(prepared) and not targets:
        telling = [text for text in telling if any(c.isdigit() for c in text)]
    telling += [c.text for c in clauses if c.acknowledges and _specific(c.text) and c.text not in telling]
    acks = [c.text for c in clauses if c.acknowledges and not _specific(c.text)]
    if acks:
        telling = [c.text for c in clauses if c.tells and not _WAITING.search(c.sentence)]
    if is_machine(prepared) and not targets and not asks:
        acks, telling, refusing = acks or [clauses[0].text], [], []
    if transfer:
        acks = [text for text in acks if _OWN_PROMISE.search(text)]
    auto_ack = bool(acks) and not targets and not asks and not telling and not refusing
    refusal = bool(refusing) and not targets and not asks and not transfer and not offers_a_way(words, rules)
    settling = [text for text in refusing if settles(text, rules) and not (targets and (explains(text) or _curt(text)))]
    substantive = bool(telling or settling)
    because = {
        "deflection": tuple(sent_by) if targets else (),
        "asks_for_info": tuple(c.text for c in clauses if c.asks),
        "auto_ack": tuple(acks) if auto_ack else (),
        "transfer": tuple(transfer),
        "refusal": tuple(refusing) if refusal else (),
        "substantive": tuple(telling + settling) if substantive else (),
    }
    labels = Labels(
        deflection=targets,
        addresses=tuple(a.text for a in find_addresses(text[:LONGEST])) if targets else (),
        asks=tuple(asks),
        auto_ack=auto_ack,
        transfer=bool(transfer),
        refusal=refusal,
        substantive=substantive,
    )
    return Reading(labels, {label: found for label, found in because.items() if found})


def _clauses(words: str, rules: Rules) -> Iterator[tuple[str, str, str]]:
    """(clause, its sentence up to its end, the sentence), up to _MOST_CLAUSES; of a sentence without end the part
    around the clause."""
    count = 0
    for sentence in sentences(words):
        core = without_please(sentence) if rules.name == "east" else sentence
        core = rules.purpose.sub("", core).strip() or core
        at = 0
        for piece in rules.cut.split(core):
            clause = piece.strip(" ,")[:_LONGEST_CLAUSE]
            if not clause:
                continue
            found = sentence.find(clause, at)
            at = found + len(clause) if found >= 0 else at
            before = sentence[max(0, at - _AROUND) : at] if found >= 0 else sentence[:_AROUND]
            yield clause, before, before + sentence[at : at + _AROUND] if found >= 0 else before
            count += 1
            if count >= _MOST_CLAUSES:
                return


def _read(text: str, before: str, sentence: str, rules: Rules) -> _Clause:
    clause = _Clause(text, sentence)
    clause.sends = sending(text, rules, before=before, sentence=sentence)
    sends = bool(clause.sends.targets)
    question = sentence.rstrip(" )\"'").endswith("?") or "?" in text
    tried = question and bool(_TRIED.match(text))
    steps = tried or (
        instructs(text, rules) and not (question and _ASKING.match(text)) and not is_courtesy(text, rules)
    )
    please = bool(_PLEASE.search(sentence))
    clause.asks = asked_slots(
        text,
        east=rules.name == "east",
        question=question,
        sends=clause.sends.targets,
        instructs=steps and not tried,
        please=please,
    )
    if question and _OFFER.match(text):
        clause.asks = ()
    clause.hands_over = not sends and not question and not clause.asks and hands_over(text, rules)
    clause.refuses = not sends and not question and refuses(text, rules)
    clause.acknowledges = not clause.asks and not clause.refuses and not sends and acknowledges(text, rules)
    if (tried and not sends) or (not question and shows_how(text, clause.sends.targets, sentence)):
        clause.tells = True
        return clause
    if sends or clause.asks or clause.hands_over or clause.refuses or clause.acknowledges:
        return clause
    if steps:
        clause.tells = True
    elif not question and not _SUBORDINATE.match(text) and informs(text, rules):
        clause.tells = not is_courtesy(text, rules)
    return clause


def _targets(clauses: list[_Clause], *, asked: bool) -> tuple[tuple[str, ...], list[str]]:
    """The targets of the whole message and the clauses that name them.

    An address that was asked for is an answer. What is for the rest only counts where nothing else is said here."""
    tells = any(c.tells and not explains(c.text) for c in clauses)
    answers = tells or any(c.refuses for c in clauses)
    asks_here = any(c.asks and not c.sends.targets for c in clauses)
    found: dict[str, None] = {}
    by = []
    for clause in clauses:
        way = clause.sends
        if not way.targets or (way.extra and (answers or asks_here)) or (way.polite and tells):
            continue
        found.update(dict.fromkeys(way.targets))
        by.append(clause.text)
    if asked and not found.keys() & _PRIVATE:
        return (), []
    if len(found) > 1:
        found.pop("other", None)
    return tuple(found), by


def _point_there(clauses: list[_Clause], rules: Rules) -> None:
    """“Our bot has the keys, write there”: what is called “there” is the place that was named before."""
    for before, clause in itertools.pairwise(clauses):
        if clause.sends.targets or _OFFER.match(clause.text):
            continue
        there = bool(_TO_THERE.search(clause.text))
        if there or _COME.search(clause.text):
            named = tuple(
                p for p in places_in(before.text, rules) or places_in(clause.text, rules) if there or p == "branch"
            )
            if named:
                clause.sends = Sending(named)
                clause.tells = clause.acknowledges = clause.refuses = False
