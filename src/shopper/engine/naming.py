"""What a scenario calls a channel, a service or a fact, and which of the config's it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import did_you_mean
from ..settings.models import Settings
from ..settings.needs import ServiceFact
from ..settings.values import Language

# How people call a kind of channel, in the forms that stand in sentences: "in the chat", "по телефону", "na infolinii".
# A company's own ids, titles and names come first.
_KIND_WORDS: dict[str, str] = {
    "webchat": "chat, web chat, webchat, online chat, live chat, site chat, chat on the site, "
    "чат, чаті, чату, чатом, чат на сайті, чаті на сайті, онлайн-чат, онлайн-чаті, "
    "чате, чат на сайте, чате на сайте, онлайн-чате, "
    "czat, czacie, czatu, czatem, chacie, chatu, czat na stronie, czacie na stronie",
    "email": "email, e-mail, mail, "
    "пошта, пошті, пошту, поштою, електронна пошта, електронній пошті, електронну пошту, електронною поштою, "
    "е-мейл, е-мейлі, емейл, емейлом, імейл, імейлом, лист, листом, листі, "
    "почта, почте, почту, почтой, электронная почта, электронной почте, электронную почту, электронной почтой, "
    "имейл, имейлу, имейлом, письмо, письмом, письме, "
    "mailem, e-mailem, maila, e-maila, mailu, e-mailu, mailowo, e-mailowo, poczta, poczcie, pocztę, pocztą, "
    "poczta elektroniczna, poczcie elektronicznej, pocztę elektroniczną, pocztą elektroniczną",
    "telegram": "telegram, телеграм, телеграмі, телеграму, телеграмом, телеграме, telegramie, telegramem, telegrama",
    "callback": "callback, call back, "
    "зворотний дзвінок, зворотного дзвінка, зворотному дзвінку, зворотним дзвінком, "
    "обратный звонок, обратного звонка, обратном звонке, обратным звонком, "
    "oddzwonienie, oddzwonienia, oddzwonieniu, oddzwonieniem",
    "hotline": "hotline, phone, telephone, "
    "гаряча лінія, гарячій лінії, гарячу лінію, гарячою лінією, телефон, телефоні, телефоном, телефону, "
    "горячая линия, горячей линии, горячую линию, горячей линией, телефоне, "
    "infolinia, infolinii, infolinię, infolinią, telefonie, telefonu, telefonicznie, telefonem",
    "sms": "sms, text, text message, смс, смской, смсці, sms-em, sms-ie, sms-a",
    "viber": "viber, вайбер, вайбері, вайбере, вайберу, viberze, vibera",
    "whatsapp": "whatsapp, ватсап, ватсапі, ватсапе, ватсапу, вотсап, вотсапі, вотсапе, whatsappie, whatsappa",
    "facebook": "facebook, фейсбук, фейсбуці, фейсбуке, фейсбуку, facebooku, facebooka",
    "instagram": "instagram, інстаграм, інстаграмі, инстаграм, инстаграме, instagramie, instagrama",
}
_ARTICLES = ("the ", "a ", "an ")


class Unknown(LookupError):
    """The config has no such channel, service or fact; the message suggests the nearest."""


def channel_named(settings: Settings, words: str) -> str:
    """The id of the channel that a sentence means: by id, title or its own names, else by its kind (the first of it).

    Raises Unknown."""
    channels = settings.company.channels
    said = _plain(words)
    for cid, channel in channels.items():
        if said in map(_plain, (cid, *channel.title.all, *_forms(channel.names))):
            return cid
    for kind, forms in _KIND_WORDS.items():
        if said in map(_plain, forms.split(",")):
            for cid, channel in channels.items():
                if channel.kind == kind:
                    return cid
    named = [name for c in channels.values() for name in (*c.title.all, *_forms(c.names))]
    raise Unknown(
        f"{settings.company.name} has no channel “{words}” in config/company.yaml. "
        f"{did_you_mean(words, [*channels, *named])}".strip()
    )


def service_named(settings: Settings, words: str) -> str:
    """The id of the service that a sentence means: by id, title, or a name in any language. Raises Unknown."""
    said = _plain(words)
    for sid, service in settings.services.items():
        if said in map(_plain, (sid, sid.replace("_", " "), *service.title.all, *_forms(service.names))):
            return sid
    known = [name for sid, service in settings.services.items() for name in (sid, *_forms(service.names))]
    raise Unknown(f"config/services.yaml has no service “{words}”. {did_you_mean(words, known)}".strip())


def fact_named(settings: Settings, service: str, words: str) -> tuple[str, ServiceFact]:
    """The fact of a service (its name and itself) that a sentence means: by its key or a name in any language.

    Raises Unknown."""
    facts = settings.services[service].facts
    said = _plain(words)
    for name, fact in facts.items():
        if said in map(_plain, (name, name.replace("_", " "), *_forms(fact.names))):
            return name, fact
    known = [form for name, fact in facts.items() for form in (_forms(fact.names) or [name.replace("_", " ")])]
    raise Unknown(
        f"the service “{service}” has no fact “{words}” in config/services.yaml. {did_you_mean(words, known)} "
        "A text that must stand in the answer is put in quotation marks."
    )


def _forms(names: Mapping[Language, Iterable[str]]) -> list[str]:
    return [form for forms in names.values() for form in forms]


def _plain(words: str) -> str:
    plain = " ".join(words.casefold().replace("’", "'").replace("ʼ", "'").split())
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return plain
