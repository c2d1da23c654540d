"""The buttons under a message: which there are, and which one a customer means by its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from telethon.tl import types


class Does(Enum):
    """What pressing a button does."""

    SAYS = "says"  # its text is sent as a message (a reply keyboard)
    CALLS = "calls"  # the bot is told which one was pressed
    OPENS = "opens"  # a page
    OTHER = "other"  # shares a number or a place, pays, plays …


@dataclass(frozen=True, slots=True)
class Button:
    """One button. message: the id of the message it stands under. data: what the bot is told; url: what it opens."""

    text: str
    does: Does
    message: int
    data: bytes = b""
    url: str = ""


def buttons_of(message: Any) -> list[Button]:
    """The buttons that a message shows, in order."""
    markup = getattr(message, "reply_markup", None)
    if not isinstance(markup, types.ReplyInlineMarkup | types.ReplyKeyboardMarkup):
        return []
    return [_button(button, message.id) for row in markup.rows for button in row.buttons if button.text.strip()]


def takes_keyboard_away(message: Any) -> bool:
    """Whether the message ends the reply keyboard that stood under the chat."""
    return isinstance(getattr(message, "reply_markup", None), types.ReplyKeyboardHide)


def _button(button: Any, message: int) -> Button:
    kind = button.type
    if isinstance(kind, types.ButtonTypeDefault):
        return Button(button.text, Does.SAYS, message)
    if isinstance(kind, types.InlineButtonTypeCallback) and not kind.requires_password:
        return Button(button.text, Does.CALLS, message, data=kind.data)
    url = getattr(kind, "url", "")
    if isinstance(kind, types.InlineButtonTypeUrl) and url:
        return Button(button.text, Does.OPENS, message, url=url)
    return Button(button.text, Does.OTHER, message, url=url or "")


def find_button(messages: Iterable[Any], text: str) -> Button | None:
    """The newest button of that text: as it stands, else without case, spaces and signs, else the only one that begins
    so. messages: the company's, newest first."""
    shown = list(_shown(messages))
    for form in (str, _plain):
        for button in shown:
            if form(button.text) == form(text):
                return button
    wanted = _plain(text)
    begins = [button for button in shown if wanted and _plain(button.text).startswith(wanted)]
    return begins[0] if len({_plain(button.text) for button in begins}) == 1 else None


def _shown(messages: Iterable[Any]) -> Iterator[Button]:
    keyboard = True  # only the newest reply keyboard stands under the chat
    for message in messages:
        buttons = buttons_of(message)
        below = isinstance(getattr(message, "reply_markup", None), types.ReplyKeyboardMarkup)
        if not below or keyboard:
            yield from buttons
        if below or takes_keyboard_away(message):
            keyboard = False


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
