"""Where a message sends the customer: the other channels and places it names as the way to get the matter handled."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .addresses import find_addresses
from .rules import Rules
from .ways import states_way

_ARTICLE = re.compile(
    r"\b(?:інструкц|инструкц|довідк|справк|статт|стать|документац|manual|guide|article|faq|steps|instrukcj|"
    r"dokumentacj|poradnik)"
)
# “If that does not help”: what stands before it is the answer, whoever said it.
_FALLBACK = re.compile(
    r"\bif (?:that|this|it|these|those) (?:\w+ )?(?:does(?:n't| not)|do(?:n't| not)|did(?:n't| not)|isn't|fails|"
    r"won't)\b|\bif not\b|\b(?:with|need|is there) anything else\b|"
    r"\bneed any other (?:help|assistance)\b|\b(?:message|tweet|write to|contact) us again\b|"
    r"\b(?:якщо|если) (?:це |это )?(?:нічого |ничего |раптом |вдруг |все ж |таки )?не (?:допомо|спрацю|вийде|помо|"
    r"сработ|получ|зник)\w*|\bje[śs]li to nie (?:pomo|"
    r"zadzia)\w*|"
    r"\b(?:subscribe|rate us|leave (?:us )?a review|survey|ankiet\w*|zapraszamy (?:te[żz]|r[óo]wnie[żz]|tak[żz]e)|"
    r"опитуванн\w+|опрос|підпис(?:уй|ат)\w*|"
    r"подпис(?:ывай|аться)\w*)\b"
)
# What makes a question one that sends: “could you e-mail us?”; “did you buy it in the shop?” does not.
_CAN_YOU = re.compile(
    r"^(?:hop|drop|pop|send|dm|give|shoot|call|e-?mail|message|fill|head|visit|slide|jump|reach out|get in touch)\b|"
    r"\b(?:can|could|would|will|may|mind|are you able|why (?:not|don't)|how about|please|dm|можете|могли|зможете|"
    r"сможете|будь ласка|пожалуйста|"
    r"(?:напиш|зателефон|позвон|зверн|обрат)\w+|może\w*|mógł\w*|mogł\w*|prosz[ęe]|zadzwo\w+|napisz\w*)\b"
)
# “By which number can we call?”
_WHICH = re.compile(
    r"(?:(?:and|so|ok|а|і|и|та|a|i),? )?(?:what|which|who|when|where|(?:за|по|на|у|в|до|к|с|з|о)? ?"
    r"(?:як(?:ий|им|ому|ої|а|е|у)|как(?:ой|им|ому|ом|ая|ое|ую)|кому|кто|хто)|(?:na|pod|w|do|z)? ?(?:jak(?:i|im|ą|a|ie)|"
    r"któr\w+))\b|.{0,40}\b(?:и|і|та|and|i) (?:по|за|на|by|on|pod) (?:какому|каком|якому|який|какой|which|what|"
    r"jaki\w*)\b"
)
_LOOK = re.compile(
    r"\b(?:(?:look|see|browse|check)\b(?!.*\b(?:form|request|ticket|chat)\b)|(?:подив|посмотр|глян|загляд|загляньте|"
    r"ознайом|"
    r"ознаком|sprawd[źz]|zajrz|zobacz)\w*(?!.*\b(?:форм|заявк|formularz|zgłosz)))"
)
_GO_THERE = re.compile(
    r"\b(?:or|visit|come|go|pop|head|stop|або|чи|или|при[йхе]\w+|завіта\w+|зайд\w+|под[оі]йд\w+|відвід\w+|lub|albo|"
    r"odwied\w+|przyj\w+|zapraszamy)\b"
)
# The customer's own number, asked for.
_THEIR_NUMBER = re.compile(
    r"\b(?:get|have|need|confirm|provide|take|grab|know|share|send|give (?:me|us))\b[^.\d]*\b(?:phone|contact|"
    r"telephone|"
    r"mobile) number\b(?! at| is|:)[^\d]*$"
)
_OR = re.compile(r"\b(?:or|або|чи|или|lub|albo)\b|/")
_NETWORKS = frozenset({"whatsapp", "viber", "telegram", "facebook", "instagram", "vk"})
_ITS_DM = re.compile(
    r"\b(?:insta\w*|facebook|fb|messenger|vk|whatsapp|telegram) (?:dms?|direct|inbox|private|messages?)\b"
)
_PRIVATE_WORD = re.compile(r"\b(?:dms?|direct|private)\b")
# “Bring it to a shop of ours or send it by post”: how goods come back.
_GOODS_BACK = re.compile(
    r"\b(?:bring|return|drop|take|принес\w*|привез\w*|відда\w*|зда\w*|поверн\w*|отнес\w*|верн\w*|"
    r"przynie\w*|odnie\w*|zwróc\w*|odda\w*)\b.{0,80}\b(?:or|або|чи|или|lub|albo|bądź)\b.{0,30}\b(?:send|post|mail|"
    r"надісла\w*|відправ\w*|пересла\w*|отправ\w*|присла\w*|wys[łl]a\w*|odes[łl]a\w*|nada\w*)\b.{0,30}\b(?:by (?:post|"
    r"courier|mail)|parcel|пошт(?:ою|і)|почт(?:ой|е)|кур'?єр\w*|курьер\w*|poczt\w+|kurier\w+|paczk\w+)\b"
)
# “The parcel is waiting for you at …”: where it is, and no other way to ask.
_WAITS_FOR_YOU = re.compile(
    r"\b(?:замовлення|посилка|товар|заказ|посылка|zamówienie|paczka|przesyłka|order|parcel|package)\b.{0,30}\b(?:чекає|"
    r"очікує|жд[её]т|ожидает|czeka|(?:is )?(?:waiting|ready) for you)\b"
)
# One of these stands in every name of the target, in any of the languages.
_HINTS = {
    "telegram": ("telegr", "t.me", "телег", "тг", "bot", "@"),
    "whatsapp": ("what", "wa.me", "ап"),
    "viber": ("viber", "бер"),
    "facebook": ("faceb", "messenger", "m.me", "fb", "фейсбук", "мес", "фб", "priv", "prywatn", "fanpage"),
    "instagram": ("insta", "ig", "інст", "инст", "дир", "дір", "dir", "dm"),
    "sms": ("sms", "text", "смс", "відправ", "надішл", "отправ", "пришл", "вишл", "wys", "wyś", "send"),
    "app": ("app", "застос", "додат", "прилож", "aplikac"),
    "vk": ("vk", "вк", "лс", "сообщ", "повідомл", "л.с", "личк", "личн", "приват", "особист"),
}
# “telefonicznie już nie zapisujemy”: a place where it is not done, up to the next comma.
_WE_DO_NOT = re.compile(
    r"(?:^|,)[^,]*\b(?:we (?:don't|do not|no longer|can't|cannot|won't)|не \w+(?:ємо|имо|емо|ємось|аем|яем|уем|юем|"
    r"ваем)|"
    r"nie \w+(?:amy|emy|imy|ymy))\b(?:(?! but | але | но | ale | а )[^,:;])*"
)
# One of these stands in everything that sends by itself to the target; they are found quickly.
_WORDS = {
    ("en", "phone"): re.compile("call|ring|phon|dial|bell|buzz|shout|line"),
    ("en", "email"): re.compile("mail|letter"),
    ("en", "webchat"): re.compile("chat|conversation"),
    ("en", "twitter"): re.compile("d\\.?m|direct|priv|inbox|p\\.?m|messag|note|line|msg|follow|there|here"),
    ("east", "phone"): re.compile("телеф|звон|дзв|набер|ном|тел|лін|лин"),
    ("east", "branch"): re.compile("йти|йди|ход|ехат|їха|їжд|езж|віта|йдіт"),
}
_REACHED = frozenset({"email", "phone"})
_VISITED = ("branch", "other")
_MESSENGERS = frozenset({"whatsapp", "viber", "sms", "telegram"})


@dataclass(frozen=True, slots=True)
class Sending:
    """What one clause names as the way. extra: for what is left over only, as “if that does not help” says.
    polite: said as a condition (“if you'd like us to look into it …”)."""

    targets: tuple[str, ...]
    extra: bool = False
    polite: bool = False


NOWHERE = Sending(())
# A path through the customer's own account: they do it themselves, unless it leads to somebody.
_PATH = re.compile(r"→|➔|➡|(?<=[\w»\"”]) ?> ?(?=[\w«\"„“])")
_TO_SOMEBODY = re.compile(
    r"\b(?:report|contact|chat|support|help|tell|ticket|claim|write|напис|napis|повідом|поскарж|підтрим|звернен|"
    r"скарг|чат|сообщ|пожал|"
    r"поддерж|обращен|жалоб|zgłoś|zgłosz|pomoc|kontakt|czat|reklam)"
)
_SELF = frozenset({"website_form", "app"})
# “Do write again, have a nice day”.
_CLOSING = re.compile(
    r"(?:(?:будь ласка|пожалуйста|всегда|завжди|если что|якщо що|раді допомогти|рады помочь)[,!]? )*"
    r"(?:обращайтесь|звертайтес[ья]|звертайтеся|пишіть|пишите|reach out|get in touch|napisz|odezwij się|zapraszamy)"
    r"(?: (?:ещ[её]|ще|знову|снова|до нас|к нам|будь-коли|в любое время|завжди|всегда|any ?time|again|ponownie))*"
    r" ?(?:[,.!:)]|$)"
)
# Who answers in public says by the name before the message which network it is.
_MENTIONED = re.compile(r"\W{0,3}@\w+")
_NAMED_NETWORK = {
    "vk": re.compile(r"\bvk\b|\bвк\b|контакт[еі]"),
    "facebook": re.compile(r"facebook|фейсбук|messenger|мес+енджер|\bfb\b|\bфб\b|m\.me|fanpage"),
}


def sending(clause: str, rules: Rules, *, before: str = "", sentence: str = "") -> Sending:
    """What a clause of a prepared message sends to.

    sentence: the one it stands in. before: that sentence up to the clause's end, whose conditions hold for it.
    """
    moved = rules.moved.search(sentence or clause)
    if not moved and rules.past.search(clause):
        return NOWHERE
    if _FALLBACK.search(before or clause) or _GOODS_BACK.search(sentence) or _WAITS_FOR_YOU.search(clause):
        return NOWHERE
    if sentence.rstrip(" )").endswith("?") and not moved and (_WHICH.match(clause) or not _CAN_YOU.search(clause)):
        return NOWHERE
    own = rules.ours.sub(" ", clause)
    if "," in own or not rules.direct["phone"].match(own):
        own = _WE_DO_NOT.sub(" ", own) if not moved else clause
    told = _WE_DO_NOT.sub(" ", clause) if not moved else own
    named = {
        name: match.start()
        for name, form in rules.direct.items()
        if _may_say(name, own, rules.name) and (match := form.search(own))
    }
    sends = bool(named) or bool(rules.sends.search(own))
    if not sends and rules.imperative is not None and rules.imperative.search(own):
        sends = bool(rules.places["branch"].search(own)) or any(a.kind in _REACHED for a in find_addresses(own))
    if not sends and states_way(told, rules.name, find_addresses(told)):
        _add_places(named, told, rules)
        for target in _VISITED:
            named.pop(target, None)
    if sends:
        _add_places(named, own, rules)
        third = rules.third.search(own)
        if third is not None and not named and not _ARTICLE.search(own) and not rules.transfer.search(own):
            named["other"] = third.start()
    if named and named.keys() <= _SELF and _PATH.search(clause) and not _TO_SOMEBODY.search(clause):
        return NOWHERE
    if named.keys() == {"other"} and _CLOSING.match(own):
        return NOWHERE
    if named.keys() == {"website_form"} and _LOOK.search(own):
        named = {"other": 0}  # “look on our site”: nobody does it there
    if moved and not named:
        named[rules.private] = moved.start()
    if not named:
        return NOWHERE
    whole = before or clause
    extra, polite = rules.aside.search(whole), rules.condition.search(whole)
    return Sending(tuple(sorted(named, key=named.__getitem__)), bool(extra), bool(polite))


def on_its_network(targets: tuple[str, ...], words: str) -> tuple[str, ...]:
    """The same targets, with a private message staying on the network that the prepared message is written on."""
    if not _MENTIONED.match(words):
        return targets
    return tuple(
        "twitter" if target in _NAMED_NETWORK and not _NAMED_NETWORK[target].search(words) else target
        for target in targets
    )


def _may(target: str, clause: str) -> bool:
    """Whether a clause can name a target at all: much quicker than to look for it."""
    hints = _HINTS.get(target)
    if hints is None:
        return True
    for hint in hints:  # noqa: SIM110 - no generator: this is asked fifteen times a clause
        if hint in clause:
            return True
    return False


def _may_say(target: str, clause: str, language: str) -> bool:
    """The same for the words that send by themselves."""
    form = _WORDS.get((language, target))
    return _may(target, clause) and (form is None or bool(form.search(clause)))


def places_in(clause: str, rules: Rules) -> tuple[str, ...]:
    """The targets that a clause names, whether or not it sends there."""
    named = {target: match.start() for target, form in rules.direct.items() if (match := form.search(clause))}
    _add_places(named, clause, rules)
    return tuple(sorted(named, key=named.__getitem__))


def _add_places(named: dict[str, int], clause: str, rules: Rules) -> None:
    direct = frozenset(named)
    for target, form in rules.places.items():
        if target not in named and _may(target, clause) and (match := form.search(clause)):
            named[target] = match.start()
    for address in find_addresses(clause):
        if address.kind == "email":
            named.setdefault("email", address.start)
        elif address.kind == "phone" and not named.keys() & _MESSENGERS:
            named.setdefault("phone", address.start)
    if named.keys() & {"phone", "email"} and "branch" in named and not _GO_THERE.search(clause):
        named.pop("branch")  # “contact our service centre at 0 800 …”
    if "phone" in named and "phone" not in direct and _THEIR_NUMBER.search(clause):
        named.pop("phone")
    if {"sms", "phone"} <= named.keys() and not _OR.search(clause):
        named.pop("phone")
    if {"app", "website_form"} <= named.keys() and not _OR.search(clause):
        named.pop("website_form")
    if "website_form" in named and named.keys() & _NETWORKS and not _OR.search(clause):
        named.pop("website_form")  # “our page on Facebook”
    if "twitter" in named and named.keys() & _NETWORKS and (_ITS_DM.search(clause) or not _PRIVATE_WORD.search(clause)):
        named.pop("twitter")  # “message us on WhatsApp”
    if "webchat" in named:
        if rules.here.search(clause):
            named.pop("webchat")
        elif "app" not in named:
            named.pop("website_form", None)  # “the chat on our site” is one place
        else:
            named.pop("webchat")
    if "twitter" in direct:  # “DM us your e-mail”, “DM us the name of the store”: data, not places
        for target in ("email", "phone", "branch", "website_form", "app", "webchat"):
            if target not in direct:
                named.pop(target, None)
