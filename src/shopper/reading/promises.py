"""What a company promises, and by when: “we'll call you back within 15 minutes”, «відповімо до завтра».

A promise is something that the company itself will do for this customer, in a clause of its own; a term without such a
verb (“delivery takes 3 days”) is a fact, not a promise.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from .facts import Value, find_values
from .text import LONGEST

# “will ask the warehouse and write to you”
_AND = r"(?:[^.!?;,]{1,60} and )?"
# What is promised -> the forms of the verb in the company's mouth.
_ACTS = {
    "call": (
        rf"(?:will|'ll|going to) (?!not |never ){_AND}(?:\w+ )?(?:call|ring|phone)|give you a (?:call|ring)|"
        r"(?:expect|(?:will|'ll) (?:receive|get|have)) (?:an? |our |the )?call\b(?! (?:centre|center))|"
        r"(?:очікуйте|чекайте|ожидайте|ждите) (?:\w+ ){0,2}(?:дзвін(?:ок|ка)|звон(?:ок|ка))|"
        r"(?:дзвінок|звонок) (?:\w+ ){0,2}(?:надійде|поступит)|"
        r"(?:oczekiwać|spodziewać się|czekać) (?:na )?(?:\w+ )?(?:telefon\w*|połączeni\w+)|"
        r"передзвон(?:имо|ить|ять|ю)|"
        r"зателефону(?:ємо|є|ють|ю)|"
        r"перезвон(?:им|ит|ят|ю)|позвон(?:им|ит|ят|ю)|наберемо|набер[её]м|(?:od|za)dzwoni(?:my|ę|ą)?\b|"
        r"zatelefonuj(?:emy|ę|e|ą)"
    ),
    "reply": (
        rf"(?:will|'ll|going to) (?!not |never ){_AND}(?:\w+ )?(?:reply|respond|answer|get back|"
        r"be in touch|write|contact|follow up|notify|inform|"
        r"come back|be back|let you know|"
        r"update|e-?mail|message|dm)|(?:we|our team) (?:usually |always )?(?:repl|respon|answer)\w* (?:within|in|"
        r"by)|відпові(?:мо|сть|дять|м)|напиш(?:емо|е|уть|у)\b|"
        r"зв'яж(?:емос\w|еться|уться|усь)|повідом(?:имо|ить|лю)|відпиш\w+|ответ(?:им|ит|ят)|напиш(?:ем|ет|ут)\b|"
        r"свяж(?:емся|ется|утся|усь)|сообщ(?:им|ит|у)|"
        r"верн[её]мся|вернусь|повернемос\w|odpowie(?:my|m|dzą)?\b|odpisz(?:emy|ę|e)|odezw(?:iemy|ę|ie|ą)|"
        r"napisz(?:emy|ę|e|ą)\b|skontaktuj(?:emy|ę|e|ą)|poinformuj(?:emy|ę|e)|"
        # the answer as a thing: “you will receive a reply”, «надамо відповідь», „otrzyma Pan odpowiedź”
        r"(?:expect|(?:will|'ll) (?:receive|get|have|hear)) (?:an? |our |the )?(?:reply|answer|response|back from us|"
        r"from us)|"
        r"(?:дамо|дам|надамо|надам|надасть|нададуть|отримаєте) (?:\w+ ){0,3}відповідь|"
        r"відповідь (?:\w+ ){0,3}(?:отримаєте|надійде|прийде|надамо|дамо|буде надан\w+)|"
        r"(?:очікуйте|чекайте) (?:\w+ ){0,2}відпов(?:ідь|іді)|"
        r"(?:дадим|дам|предоставим|получите) (?:\w+ ){0,3}ответ|"
        r"ответ (?:\w+ ){0,3}(?:получите|поступит|прид[её]т|дадим|предоставим|будет (?:дан|предоставлен))|"
        r"(?:ожидайте|ждите) (?:\w+ ){0,2}ответа?|"
        r"udzieli(?:my|ę) (?:\w+ ){0,2}odpowiedzi|(?:otrzyma|dosta|uzyska)\w* (?:\w+ ){0,3}odpowied[źz]|"
        r"odpowied[źz] (?:\w+ ){0,3}(?:otrzyma\w*|przyjdzie|dotrze|prześlemy|wyślemy)|"
        r"(?:oczekiwać|spodziewać się|czekać) (?:na )?(?:\w+ )?odpowied[źz]i?|"
        r"wr[óo]c(?:imy|ę|i)\b|da(?:my|m) zna[ćc]"
    ),
    "send": (
        r"(?:will|'ll|going to) (?!not |never )(?:\w+ )?(?:send|ship|post|dispatch)|надішл(?:емо|е|ю|уть)|"
        r"відправ(?:имо|ить|лю)|"
        r"вишл(?:емо|ю)|пришл(?:[её]м|ю|ет)|отправ(?:им|ит|лю)|"
        r"вышл(?:ем|ю)|wy[śs]l(?:emy|ę|e)\b|prze[śs]l(?:emy|ę)|nada(?:my|m)\b"
    ),
    "deliver": (
        r"(?:will|'ll) (?!not |never )(?:be )?(?:deliver\w*|arrive|bring)|достав(?:имо|им|ить|ит)\b|привез(?:емо|"
        r"ем|уть|ут)|"
        r"dostarcz(?:ymy|ę|y)|przywiez(?:iemy|ie)|dowiez\w+"
    ),
    "refund": (
        r"(?:will|'ll) (?!not |never )(?:be )?(?:refund\w*|credit\w*|return)|повернемо|верн[её]м\b|зарахуємо|"
        r"начислим|"
        r"zwr[óo]c(?:imy|ę)|oddamy"
    ),
    "solve": (
        r"(?:will|'ll) (?!not |never )(?:be )?(?:fix\w*|resolv\w*|repair\w*|sort\w*|solv\w*|check|look|find out|"
        r"investigat\w*)|"
        r"виріш(?:имо|ить|у)|виправ(?:имо|лю)|перевір(?:имо|ю)|розглян(?:емо|уть)|"
        r"з'ясу(?:ємо|ю)|реш(?:им|у)\b|исправ(?:им|лю)|провер(?:им|ю)|рассмотр(?:им|ят)|выясн(?:им|ю)|"
        r"sprawdz(?:imy|ę)|wyja[śs]ni(?:my|ę)|napraw(?:imy|ię)|rozpatrz(?:ymy|ą)"
    ),
}
_FORMS = {act: re.compile(rf"(?:(?<!\w)|(?='))(?:{form})(?!\w)", re.IGNORECASE) for act, form in _ACTS.items()}
_CLAUSE = re.compile(r"(?<=[.!?;…])\s+|\n+")
_NOT = re.compile(
    r"\b(?:won't|will not|never|не|nie|if|якщо|если|je[śs]li|je[żz]eli)\W+(?:\w+\W+){0,4}$", re.IGNORECASE
)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Promise:
    """act: call, reply, send, deliver, refund or solve. text: the sentence. start, end: where it stands.

    due: the value that says when: a duration (its `high` in seconds), a date or an hour; None where no time was named.
    """

    act: str
    text: str
    start: int
    end: int
    due: Value | None = None

    @property
    def due_seconds(self) -> float | None:
        """Seconds after the promise by which it falls due; None where no term was named, or a date was."""
        if self.due is None or self.due.kind != "duration" or math.isinf(self.due.high):
            return None
        return self.due.high


@lru_cache(maxsize=1024)
def find_promises(text: str) -> tuple[Promise, ...]:
    """The promises of a company's message, in order. Never raises."""
    found = []
    own = text[:LONGEST]
    for start, end in _sentences(own):
        sentence = own[start:end]
        if sentence.rstrip(" )\"'»”").endswith("?"):
            continue
        folded = sentence.replace("’", "'").replace("ʼ", "'")
        for act, form in _FORMS.items():
            match = form.search(folded)
            if match is not None and not _NOT.search(folded[: match.start()]):
                found.append(Promise(act, sentence.strip(), start, end, _due(sentence)))
                break
        if len(found) >= _MOST:
            break
    return tuple(found)


def speaks_of(words: str, act: str) -> bool:
    """Whether an act, as of Promise, is named in the company's mouth."""
    return bool(_FORMS[act].search(words.replace("’", "'").replace("ʼ", "'")))


def _sentences(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for match in _CLAUSE.finditer(text):
        places.append((at, match.start()))
        at = match.end()
    return [*places, (at, len(text))]


def _due(sentence: str) -> Value | None:
    """When it is due: by a term, else by a date, else by an hour of the day."""
    values = find_values(sentence)
    for kind in ("duration", "date", "hours"):
        for value in values:
            if value.kind == kind and value.unit != "weekdays":
                return value
    return None
