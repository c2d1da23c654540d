"""What a scenario calls a channel or a service, and which of the config's it means."""

from __future__ import annotations

from ..errors import did_you_mean
from ..settings.models import Settings

# How people call a kind of channel, in the forms that stand in sentences. A company's own ids and titles come first.
_KIND_WORDS = {
    "webchat": "chat, the chat, web chat, чат, чаті, чату, чате, czat, czacie",
    "email": "email, e-mail, mail, the e-mail, пошта, пошті, пошту, поштою, електронній пошті, почта, почте, почту, "
    "почтой, mailem, e-mailem, mailowo, poczta, poczcie",
    "telegram": "telegram, телеграм, телеграмі, телеграме, telegramie",
    "callback": "callback, call back, зворотний дзвінок, обратный звонок, oddzwonienie",
    "hotline": "hotline, phone, the hotline, гаряча лінія, гарячій лінії, горячая линия, горячей линии, "
    "infolinia, infolinii",
}


class Unknown(LookupError):
    """The config has no such channel or service; the message suggests the nearest."""


def channel_named(settings: Settings, words: str) -> str:
    """The id of the channel that a sentence means: by id, by title, else by its kind (the first of that kind).

    Raises Unknown."""
    channels = settings.company.channels
    said = _plain(words)
    for cid, channel in channels.items():
        if said in (_plain(cid), _plain(channel.title)):
            return cid
    for kind, forms in _KIND_WORDS.items():
        if said in (_plain(form) for form in forms.split(",")):
            for cid, channel in channels.items():
                if channel.kind == kind:
                    return cid
    known = [*channels, *(c.title for c in channels.values() if c.title)]
    raise Unknown(
        f"{settings.company.name} has no channel “{words}” in config/company.yaml. {did_you_mean(words, known)}".strip()
    )


def service_named(settings: Settings, words: str) -> str:
    """The id of the service that a sentence means: by id, title, or a name in any language. Raises Unknown."""
    said = _plain(words)
    for sid, service in settings.services.items():
        names = [name for forms in service.names.values() for name in forms]
        if said in (_plain(name) for name in (sid, sid.replace("_", " "), service.title, *names)):
            return sid
    known = [name for sid, s in settings.services.items() for name in (sid, *(n for f in s.names.values() for n in f))]
    raise Unknown(f"config/services.yaml has no service “{words}”. {did_you_mean(words, known)}".strip())


def _plain(words: str) -> str:
    plain = " ".join(words.casefold().replace("’", "'").replace("ʼ", "'").split())
    return plain.removeprefix("the ")
