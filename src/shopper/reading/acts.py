"""What a clause does beside sending away and asking: acknowledges, hands over, refuses, informs."""

from __future__ import annotations

import re
from functools import lru_cache

from .denials import DENIES, VAGUE
from .feelings import is_feeling
from .pledges import only_pledges
from .rules import Rules
from .takeover import HANDS
from .waiting import WAITS

# Marks around a statement: mentions, “1/2”, an agent's initials.
_TRAPPINGS = re.compile(
    r"@\w+|#\w+|\b\d/\d\b|(?<![\w/])[\^*/~-]+ ?\[?[a-z]{2,8}\]?\s*$|\[\w+\]|:-?[)dp(]|(?<!\w)-\s?[a-z]{2,3}\s*$"
)
_GUSH = re.compile(r"!|\.\.+\s*$|…|[\U0001F300-\U0001FAFF\u2600-\u27bf]|\bhaha|😂")
_FEEDBACK_ONLY = re.compile(
    r"feedback|suggestion|comments|compliment|thanks\b|kind words|wishes|thoughts|побажан\w+|пожелани\w+|предложени\w+|"
    r"ваш\w* думк\w+|sugesti\w+|uwag\w+|propozycj\w+|подяк\w+|благодарност\w+|(?:тепл|добр|ваш)\w* слов|відгук|отзыв|"
    r"opini|(?:miłe|ciepłe) słow|\b(?:кухар|повар|шеф-|шефу|барист|колектив|коллектив|дівчат|девочк|дівчин|девушк|"
    r"пекар|"
    r"водієв|водителю|вчител|учител|тренер|bari[sś]t|kuchar|szefow\w+ kuchni|ekip|załog|dziewczyn|kierowc|trener)\w*"
    r"|\b(?:to|with) (?:the |our )*(?:chef|kitchen|crew|baristas?|drivers?|bakers?|girls|lads|boys)\b"
)
# “Your message has been passed on”, to nobody: a form says that it was sent.
_SENT = re.compile(r"\b(?:повідомлення|сообщение|форм[уа]|дані|данные) (?:успішно |успешно )?передан[оаы]?\b")
# “An agent will join shortly”: nobody has it yet.
_SOMEBODY_SOON = re.compile(
    r"\b(?:an|the next|next available|our next|first available|one of our) (?:\w+ )?(?:agents?|operators?|advis[eo]rs?|"
    r"representatives?|consultants?)\b.*\b(?:shortly|soon|in a (?:moment|minute)|as soon as|when)\b|"
    r"\b(?:оператор|консультант|менеджер|фахівець|специалист)\w*\b.*\b(?:незабаром|скоро|найближч|ближайш|щойно|як "
    r"тільки|"
    r"как только)|\b(?:konsultant|doradca|pracownik)\b.*\b(?:wkrótce|niebawem|za chwilę|jak tylko)\b"
)
# Goods handed to a carrier are a status, not a case handed to a colleague.
_GOODS = re.compile(
    r"\bcourier|\bcarrier|\bpost office|кур.?[єе]р|служб\w+ доставк|перев[іо]зчик|перевізник|kurier|przewoźnik"
)
_REASON = re.compile(
    r"\b(?:because|since|as|if|так как|так як|потому что|поскольку|оскільки|тому що|бо|если|якщо|ponieważ|gdyż|bo|"
    r"jeśli|jeżeli)\b(?: [^ ]+){0,4} ?$"
)
# A “no” that spares the customer something.
_SPARES = re.compile(
    r"\bне (?:нужн|надо|треба|потрібн|обяз|обов|плат|доплач|стягу|взима|бер[её]м плат|беремо плат|хвилю|волну|"
    r"пережива)\w*|"
    r"\bno need\b|\bfree\b|\bбезкоштовн\w*|\bбесплатн\w*|\bbezpłatn\w*|\bza darmo\b|\b(?:don't|do not|"
    r"doesn't) (?:have|need) to\b|\bwon't (?:have|need) to\b|\bnie (?:trzeba|musi|pobieramy|dopłaca|martw)\w*"
)
_UNABLE = re.compile(
    r"\bне (?:мож|змож|смож|вийде|получится)\w*|\b(?:can't|cannot|unable)\b|\bnie (?:mo[żg]|da się)\w*"
)
_YES_NO = re.compile(r"(?:yes|no|nope|yep|так|ні|да|нет|є|tak|nie)(?![\w'])(?! (?:problem|worries|проблем))")
_DONE = re.compile(
    r"(?:исправили|исправлено|виправили|виправлено|сделано|сделали|зроблено|зробили|готово|поправили|обновили|оновили|"
    r"отменили|скасували|скасовано|отменено|вернули|повернули|done|fixed|sorted|corrected|updated|naprawione|"
    r"poprawione|"
    r"zrobione|gotowe|naprawiliśmy|poprawiliśmy|zaktualizowane|anulowane)(?!\w)"
)
_SURE = re.compile(r"(?:sure|of course|absolutely|great|perfect|ok|okay|good|happy)\b")
_CROWD = re.compile(r"(?:@\w+\s+){4,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MUCH = 6  # words: a plain statement that long says something
_LITTLE = 2
_FEELING = 6
_THAT = re.compile(
    r"(?:that|this|it(?= sounds| looks| seems| should))(?:'s| is| was| does| doesn't| sounds| looks| seems|"
    r" shouldn't| isn't)\b(?!.*(?:because|due|\d|available|possible|allowed|normal|included|supported))"
)


def acknowledges(clause: str, rules: Rules) -> bool:
    return bool(rules.ack.search(clause) or WAITS[rules.name].search(clause))


def hands_over(clause: str, rules: Rules) -> bool:
    """Another person takes the case over, without the customer having to go anywhere."""
    handed = rules.transfer.search(clause) or HANDS[rules.name].search(clause)
    return bool(handed) and not (
        _FEEDBACK_ONLY.search(clause) or _GOODS.search(clause) or _SENT.search(clause) or _SOMEBODY_SOON.search(clause)
    )


def refuses(clause: str, rules: Rules) -> bool:
    """Says no; not where the no only gives a reason for something else."""
    found = rules.refusal.search(clause) or DENIES[rules.name].search(clause)
    return (
        found is not None
        and (not _SPARES.search(clause) or bool(_UNABLE.search(clause)))
        and not _REASON.search(clause[: found.start()])
    )


def settles(clause: str, rules: Rules) -> bool:
    """A refusal that answers the question, other than “we have no information”."""
    return not (rules.vague.search(clause) or VAGUE[rules.name].search(clause))


def offers_a_way(words: str, rules: Rules) -> bool:
    return bool(rules.way.search(words))


def is_courtesy(clause: str, rules: Rules) -> bool:
    """Politeness, regret, readiness to help, chatter: nothing about the matter."""
    own = _bare(clause)
    if _SURE.match(own) and any(c.isdigit() for c in own):
        return False
    if rules.social.match(own) or rules.kind.search(own) or is_feeling(own, rules.name):
        return True
    return bool(_THAT.match(own)) and len(own.split()) <= _FEELING  # “that doesn't sound good”


def instructs(clause: str, rules: Rules) -> bool:
    """Tells the customer what to do with their own thing."""
    return bool(rules.instruct.search(_bare(clause)))


def is_chatter(words: str) -> bool:
    """Written to a whole crowd: a public joke between companies, not an answer."""
    return bool(_CROWD.match(words))


def informs(clause: str, rules: Rules) -> bool:
    """Holds something about the matter itself: a figure, a state, an instruction, a decision."""
    own = _bare(clause)
    if _YES_NO.match(own) or _DONE.fullmatch(own.rstrip("!. ")):
        return True
    if only_pledges(own, rules.name):
        return False
    words = len(_WORD.findall(own))
    if rules.fact.search(own):
        return words >= _LITTLE or any(c.isdigit() for c in own)
    return words >= _MUCH and not _GUSH.search(clause)


@lru_cache(maxsize=256)
def _bare(clause: str) -> str:
    return _TRAPPINGS.sub(" ", clause).strip(" ,.-–>:;*")
