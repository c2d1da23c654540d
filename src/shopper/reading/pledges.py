"""What they only mean to do: to look, to count, to ask, to get in touch. Later, so it tells nothing yet.

“We will refund it”, “I'll ship it tomorrow” are decisions, and tell something.
"""

from __future__ import annotations

import re

from .rules import any_of

_PLEDGED = {
    "en": any_of(
        r"\b(?:i|we)(?:'ll| will| can| shall| am going to|'m going to|'re going to| are going to)(?: \w+ly| just| also|"
        r" now| then| gladly| happily| quickly| try to| try and| go and)* "
        r"(?:see|check|look|find out|ask|chase|trace|investigate|review|dig|speak|talk|have a (?:look|think|word|read|"
        r"chat|dig)|"
        r"go (?:over|through|back)|run (?:it|this|that) (?:by|past)|raise (?:it|this|that)|note|pass|feed|share|"
        r"mention|"
        r"do (?:my|our|what|everything|all)|help|figure|figuring|walk you|guide|pick (?:it|this|that) up|work (?:out|"
        r"on)|"
        r"sort|plug (?:it|this) in|measure|quote|price|keep (?:an eye|you)|try|get (?:someone|somebody|this|it|"
        r"that|on) (?:to|looked|checked|sorted|moving|over))\b",
        r"\b(?:we|i|someone|somebody|team|colleagues?|advis[oe]rs?|agents?|specialists?|manager|"
        r"(?:one|a member) of (?:our|the) \w+)(?:'ll| will| is going to| are going to) (?:\w+ )?"
        r"(?:give you a (?:\w+ )?(?:call|ring|buzz|bell|shout|tinkle)|drop you|ring you|text you|message you|ping you|"
        r"phone you|be with you|be in touch|pop over to you)\b",
    ),
    "east": any_of(
        r"(?:^|[,;:] ?|\b(?:і|и|й|та|ми|мы|я|тоді|тогда|зараз|сейчас|одразу|сразу|обов'язково|обязательно|то) )"
        r"(?:по|про|під|под|роз|раз|рас|об|за|ви|вы|з|с|пере|до|на|при|від|от|у|о)?"
        r"(?:счита|рахую|раху|рахова|глян|див|смотр|вір|вер|бер[еу]|бер[её]|ясу|ясн|точн|шука|ищ|вивч|изуч|вч|спита|"
        r"спрос|пита|"
        r"говор|мовл|дума|проб|роб|стара|мага|аналіз|анализ|консульт|підка|дска|"
        r"кажем|скаж|вида|крут|мір|мер|мон[іи]тор|контролю|зв'яж|свяж|набер|дзвон|звон|телефон|пиш)"
        r"\w*(?:ємо|емо|імо|имо|ем|им|ім|[юу]|мо|мос[яь]|мся)(?:ся|сь)?\b(?! (?:вам |на )?"
        r"(?:кошт|деньг|средств|гро[шш]))"
    ),
    "pl": any_of(
        r"(?:^|[,;:] ?|\b(?:i|a|to|my|ja|zaraz|chętnie|wtedy|od razu|jeszcze|już) )"
        r"(?:prze|z|s|po|wy|do|u|za|ob|o|roz|pod|s?p)?"
        r"(?:jrz|erkn|pojrz|ejrz|licz|bierz|bier|wycen|cen|sprawdz|spraw[dź]|weryfik|tal|stal|pyt|jaśn|jaśni|jm|myśl|"
        r"róbuj|kombin|rientuj|szuk|mów|rozmaw|gad|godni|naliz|bad|mog|moż|konsult|radz|mierz|dzwon)"
        r"\w*(?:my|ę)\b(?! (?:panu |pani |państwu |ci )?(?:pieni|środk|kwot|zwrot))"
    ),
}
_HARD = re.compile(r"\d|<url>|https?:")


def only_pledges(clause: str, language: str) -> bool:
    """Whether a clause only says what they mean to do. language: a Rules' name."""
    return bool(_PLEDGED[language].search(clause)) and not _HARD.search(clause)
