"""What `look` found on a site, as records."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Advertised:
    """One way to reach the company that its site names, or its hours of work.

    kind: webchat, phone, email, telegram, whatsapp, viber, facebook, instagram, vk, twitter, sms, app, website_form,
        callback; hours for hours of work.
    address: in one normal form: "+380441234567", "help@shop.example", "https://t.me/shop"; of a form or a call-back
        button the page's; of hours as the config takes them, "" where they could not be read so.
    text: as it stands there.
    where: top, menu, main, footer, corner (over the page), chat, data (schema.org, which no customer sees), unseen (a
        link that is not shown).
    """

    kind: str
    address: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Part:
    """One outlined thing of a picture. role: launcher, step, consent, box, send, list, form, callback, theirs, ours.

    x, y, width, height: in CSS pixels of the picture's page. name: what a person reads on it, or "".
    """

    role: str
    x: float
    y: float
    width: float
    height: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An annotated picture. name: before (the chat was opened), after, said, failed."""

    name: str
    path: Path
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """The verdict on the chat.

    state: "open" (there is a box to write in), "form" (a form stands where one would write), "none" (nothing was
        found), "" (the page did not open).
    vendor, title: the make, "" for one that is not known. sure: 0…1. writes: false where it offers only buttons now.
    form: what its form asks for, as a person reads it. pressed: what was pressed to open it.
    """

    state: str = ""
    vendor: str = ""
    title: str = ""
    sure: float = 0.0
    writes: bool = True
    form: tuple[str, ...] = ()
    pressed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the company. first_s, last_s: when its first and last words were there, in seconds since ours could
    be seen by the company; negative before that. kind: a TurnKind's value."""

    text: str
    sender: str
    kind: str
    first_s: float
    last_s: float
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said and heard. typing_s: when the chat first showed that somebody writes; None: it did not."""

    asked: str
    greeting: tuple[Heard, ...]
    heard: tuple[Heard, ...]
    typing_s: float | None = None

    @property
    def answered(self) -> bool:
        """Whether anything but notices came after our words."""
        return any(heard.kind not in ("system", "closed") for heard in self.heard)


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done. step: page, banner, launcher, box, list, form, sending, bubble, silence.

    message: the fault's own sentence, in English.
    """

    step: str
    code: str
    message: str
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """All that was seen. url: where the address led; language: what the page says its language is; status: of HTTP, 0
    for a file."""

    address: str
    url: str = ""
    title: str = ""
    language: str = ""
    status: int = 0
    channels: tuple[Advertised, ...] = ()
    hours: tuple[Advertised, ...] = ()
    chat: Chat = Chat()
    pictures: tuple[Picture, ...] = ()
    said: Talk | None = None
    failed: Failure | None = None

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for could be done and seen."""
        return self.failed is None

    def as_json(self) -> dict[str, Any]:
        """For machines: JSON's own types only."""
        found: dict[str, Any] = _plain(asdict(self))
        return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return round(value, 3)
    return str(value) if isinstance(value, Path) else value
