"""“How did we do?”: a mail that only asks for a mark is no reply, and below a reply it is none of its words."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORK = (
    r"(?:service|support|help|reply|answer|experience|conversation|team|satisf\w+|work|agent|"
    r"обслуговуван\w+|підтримк\w+|допомог\w+|відповід\w+|розмов\w+|робот\w+|сервіс\w*|оператор\w*|досвід\w*|"
    r"консультаці\w+|"
    r"обслуживани\w+|поддержк\w+|помощ\w+|ответ\w*|разговор\w*|работ\w+|сервис\w*|опыт\w*|консультаци\w+|"
    r"obsług\w+|pomoc\w*|wsparci\w+|odpowied\w+|rozmow\w+|prac\w+|konsultant\w*|doświadczeni\w+)"
)
_ASKS = re.compile(
    rf"\b(?:(?:please |how would you |could you |to )rate|rate)\b[^.!?\n]{{0,60}}\b{_WORK}|"
    rf"\bhow (?:did (?:we|i) do|was (?:your|our|the)\b[^.!?\n]{{0,40}}\b{_WORK}|satisfied (?:are|were) you)|"
    r"\b(?:was (?:this|our|my) (?:answer|reply|article|response|help)\w* (?:helpful|useful)|"
    r"did (?:this|we|our (?:answer|reply)) (?:answer|resolve|solve) your|how likely are you to recommend)|"
    r"\b(?:чи задоволені ви|чи були ви задоволені|чи допомогла вам (?:наша )?відповідь|"
    r"чи була (?:наша )?відповідь корисн\w+|наскільки ймовірно,? що ви порекоменду\w+)|"
    r"\b(?:довольны ли вы|помог ли вам (?:наш )?ответ|был ли (?:наш )?ответ полез\w+|порекомендуете ли вы нас)|"
    r"\bczy (?:nasza |moja |ta )?(?:odpowiedź|pomoc) była (?:pomocna|przydatna)|"
    rf"\bczy (?:jest|jesteś|są|była?) (?:pan |pani |państwo )?(?:zadowol\w+|usatysfakcj\w+) z[^.!?\n]{{0,30}}{_WORK}|"
    r"jak bardzo prawdopodobne|"
    r"\b(?:take|complete|fill (?:in|out)|answer) (?:our|this|a)\b[^.!?\n]{0,30}\b(?:survey|questionnaire)|"
    r"satisfaction survey|"
    rf"(?:оцініть|оціните|оцінити|як (?:ви |б ви )?оціню\w+|як би ви оцінили|наскільки ви "
    rf"задоволен\w+)[^.!?\n]{{0,60}}{_WORK}|"
    rf"наскільки ви задоволен\w+|(?:пройдіть|пройти|заповніть) (?:\w+ )?(?:опитування|анкету)|"
    rf"(?:оцените|оценить|как (?:вы |бы вы )?оценива\w+|как бы вы оценили|насколько вы "
    rf"довольны)[^.!?\n]{{0,60}}{_WORK}|"
    rf"насколько вы довольны|(?:пройдите|пройти|заполните) (?:\w+ )?(?:опрос|анкету)|"
    rf"\b(?:oceń|oceńcie|ocenić|ocenę|jak (?:pan |pani )?oceni\w+)\b[^.!?\n]{{0,60}}\b{_WORK}|"
    r"\b(?:wypełni\w+|wzięcie udziału w)\b[^.!?\n]{0,30}\bankie\w+|ankie\w+ satysfakcji",
    re.IGNORECASE,
)
# What goes before the question in a mail that asks nothing else: a greeting, thanks, that there was a case.
_ABOUT_THE_CASE = re.compile(
    r"^(?:hello|hi|hey|dear|good (?:morning|day|afternoon)|вітаємо|вітаю|добр\w+|шановн\w+|привіт|здравствуйте|"
    r"уважаем\w+|"
    r"привет|dzień dobry|witam\w*|szanown\w+|cześć|thank|thanks|дяку\w+|спасибо|благодар\w+|dzięku\w+)\b|"
    r"\b(?:you )?(?:recently )?(?:contacted|got in touch|reached out|spoke|chatted)\b|"
    r"\b(?:request|ticket|case|conversation)\b[^.]{0,40}\b(?:solved|closed|resolved|completed)|"
    r"зверта\w+|(?:звернення|запит|заявк\w|діалог)[^.]{0,40}(?:вирішен|закрит|завершен)|"
    r"обраща\w+|(?:обращение|запрос|заявк\w|диалог)[^.]{0,40}(?:реш|закрыт|заверш)|"
    r"kontaktowa\w+|(?:zgłoszenie|sprawa|rozmowa)[^.]{0,40}(?:rozwiązan|zamknię|zakończon)|"
    r"(?:your )?(?:opinion|feedback) (?:matters|is important|helps)|думк\w+ важлив|мнение важно|opinia jest",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_FOLLOWING_WORDS = 14  # in one line below the question: a button, a scale, “it takes a minute”
_FOLLOWING_LINES = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a text asks for a mark. alone: it does nothing else. before: the words above that are its own."""

    alone: bool
    before: str


def asks_for_a_mark(text: str) -> Asked | None:
    """None where no mark is asked for, or where more words follow than a scale and its buttons."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        found = _ASKS.search(line[:600])
        if not found:
            continue
        below = [x for x in lines[at + 1 :] if x.strip()]
        if len(below) > _FOLLOWING_LINES or any(len(x.split()) > _FOLLOWING_WORDS for x in below):
            return None
        sentences = _SENTENCE_END.split(line)
        own: list[str] = []
        for sentence in sentences:
            if _ASKS.search(sentence):
                break
            own.append(sentence)
        above = "\n".join([*lines[:at], " ".join(own)]).strip()
        told = [s for x in above.split("\n") for s in _SENTENCE_END.split(x) if s.strip()]
        return Asked(alone=all(_ABOUT_THE_CASE.search(s.strip()) for s in told), before=above)
    return None
