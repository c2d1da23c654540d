"""What a page sends to its company, as far as it tells whether our words went out."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.async_api import Page, Request, WebSocket

_OURS = "§"
_NUMBERS = re.compile(r"[0-9a-f]{8}[0-9a-f-]{8,}|\d+")
_LONGEST = 200_000  # characters of a payload that are looked at


class Traffic:
    """Listens to each page from its beginning. `writing` a text, then `pressed`: only what is new since then counts,
    since a chat that shows staff what a customer types sends the words long before they are sent."""

    def __init__(self) -> None:
        self._text = ""
        self._before: set[str] = set()
        self._pressed = False
        self.words_out = False
        self.anything_out = False

    def listen(self, page: Page) -> None:
        """From now on also what this page sends counts."""
        page.on("request", self._requested)
        page.on("websocket", self._opened)

    def writing(self, text: str) -> None:
        """This text is about to be written."""
        self._text, self._before, self._pressed = text, set(), False
        self.words_out = self.anything_out = False

    def pressed(self) -> None:
        """It is about to be sent: what goes out from here on may be it."""
        self._pressed = True

    def _opened(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: self._sent(urlsplit(socket.url).path, _as_text(payload)))

    def _requested(self, request: Request) -> None:
        address = urlsplit(request.url)
        if request.method == "GET":
            if self._text and any(value.strip() == self._text for _, value in parse_qsl(address.query)):
                self._sent(address.path, f"?{address.query}")
            return
        body = _as_text(request.post_data_buffer or b"")
        # A beacon counts visits; it is no message unless our words are in it.
        if request.resource_type != "ping" or skeleton(body, self._text)[1]:
            self._sent(address.path, body)

    def _sent(self, path: str, payload: str) -> None:
        shape, ours = skeleton(payload, self._text)
        shape = f"{path} {shape}"
        if not self._pressed:
            self._before.add(shape)
        elif shape not in self._before:
            self.anything_out = True
            self.words_out = self.words_out or ours


def skeleton(payload: str, text: str) -> tuple[str, bool]:
    """A payload without its numbers and with § for `text` or a beginning of it; and whether all of `text` is in it."""
    text = " ".join(text.split())
    if not text:
        return _NUMBERS.sub("0", payload[:_LONGEST]), False
    whole = False

    def bare(value: Any) -> Any:
        nonlocal whole
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items()}
        if isinstance(value, list):
            return [bare(item) for item in value]
        if isinstance(value, str):
            said = " ".join(value.split())
            if text in said:
                whole = True
                return said.replace(text, _OURS)
            return _OURS if said and text.startswith(said) else _NUMBERS.sub("0", value)
        return 0

    payload = payload[:_LONGEST]
    try:
        return json.dumps(bare(json.loads(payload)), sort_keys=True), whole
    except (ValueError, RecursionError):
        pass
    spaced = " ".join(payload.split())
    # JSON inside a frame of another protocol stands there with its letters escaped.
    for form in (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]):
        if form in spaced:
            return _NUMBERS.sub("0", spaced.replace(form, _OURS)), True
    pairs = parse_qsl(payload.removeprefix("?"))
    if pairs:
        return json.dumps([(name, bare(value)) for name, value in pairs]), whole
    return _NUMBERS.sub("0", spaced), False


def enter_did_nothing(*, newline: bool, handled: bool, stirred: bool, words_out: bool, anything_out: bool) -> bool:
    """Whether Enter surely did not send what still stands in the box, so that the Send button may be pressed.

    newline: Enter put a line break into the box. handled: the page took the press into its own hands. stirred: the page
    changed since. words_out, anything_out: what left it since then.
    """
    if words_out:
        return False
    return newline or not handled or not (stirred or anything_out)


def _as_text(payload: str | bytes) -> str:
    return payload if isinstance(payload, str) else payload.decode("utf-8", "replace")
