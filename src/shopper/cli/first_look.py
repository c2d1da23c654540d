"""What a look at a company's page tells `shopper try`: its languages and names, the ways to reach it, its hours."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..hours import parse_hours
from ..programme.loading import load_stock
from ..settings.models import Channel
from ..settings.scaffold import OtherWay
from ..words import LANGUAGES

# What a site advertises -> the kind of channel that it is.
_KINDS = {"phone": "hotline"}
_BETWEEN = re.compile(r"\s+[|–—·:»-]\s+|\s*\|\s*|\s*[–—]\s+")
_MAX_NAME = 60


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as it was seen. sight: the record of the look (probes/webchat/looking_sight.py: Sight)."""

    sight: Any

    @property
    def host(self) -> str:
        """The site's name, or the file's."""
        parts = urlsplit(self.sight.url or self.sight.address)
        return (parts.hostname or Path(parts.path).stem or "site").removeprefix("www.")

    @property
    def has_chat(self) -> bool:
        """Whether there is a chat to ask in."""
        return self.sight.chat.state in ("open", "form")

    @property
    def opened(self) -> bool:
        """Whether the page could be looked at, with or without a chat on it."""
        return self.sight.failed is None or self.sight.failed.step != "page"

    @property
    def trouble(self) -> str:
        """What could not be done, in the probe's own sentence (English); "" when nothing went wrong."""
        return str(self.sight.failed.message) if self.sight.failed else ""

    @property
    def language(self) -> str:
        """What the page is written in, of the languages that customers speak; "" for another one."""
        code = str(self.sight.language).lower().replace("_", "-").partition("-")[0]
        code = {"ua": "uk"}.get(code, code)
        return code if code in LANGUAGES else ""

    @property
    def mail(self) -> str:
        """The first e-mail address; "" where there is none."""
        return next((way.address for way in self.sight.channels if way.kind == "email" and _good(_as_way(way))), "")

    @property
    def hours(self) -> str:
        """The hours of work as the config takes them; "" where none, or several that differ, could be read."""
        read = {one.address for one in self.sight.hours if one.address and _readable(one.address)}
        return next(iter(read)) if len(read) == 1 else ""

    def name(self) -> str:
        """What the company is perhaps called: the part of the page's title that is nearest to the site's name."""
        label = self.host.rpartition(".")[0].rpartition(".")[2] or self.host
        parts = [part.strip() for part in _BETWEEN.split(self.sight.title) if part and part.strip()]
        parts = [part for part in parts if len(part) <= _MAX_NAME]
        return max(parts, key=lambda part: _likeness(part, label)) if parts else self.host

    def others(self, title_of: Callable[[str], str]) -> tuple[OtherWay, ...]:
        """The ways that are only recognised, each once: all but the chat and the first e-mail address."""
        ways: dict[tuple[str, str], OtherWay] = {}
        for one in self.sight.channels:
            way = _as_way(one, title_of(one.kind))
            if one.kind != "webchat" and not (one.kind == "email" and one.address == self.mail) and _good(way):
                ways.setdefault((way.kind, way.address), way)
        return tuple(ways.values())

    def as_found(self) -> dict[str, Any]:
        """What is kept for the page of first findings (reports/first_findings.py)."""
        sight = self.sight
        chat = {key: getattr(sight.chat, key) for key in ("state", "vendor", "title", "sure")}
        ways = [{key: getattr(w, key) for key in ("kind", "address", "text", "where")} for w in sight.channels]
        return {
            "schema": "shopper-first-look/1",
            "url": sight.url or sight.address,
            "host": self.host,
            "language": sight.language,
            "chat": {**chat, "form": list(sight.chat.form)},
            "ways": [way for n, way in enumerate(ways) if _key(way) not in map(_key, ways[:n])],
            "hours": list(dict.fromkeys(" ".join(one.text.split()) for one in sight.hours if one.text.strip())),
            "failed": self.trouble,
            "failed_in_english": True,
        }

    @property
    def pictures(self) -> dict[str, Path]:
        """name -> file."""
        return {picture.name: picture.path for picture in self.sight.pictures}


def look_at(address: str, out: Path, language: str) -> Seen:
    """Look at a page as a customer with this language would; nothing is sent. Pictures go into `out`.

    Raises OurFault where there is no browser."""
    from ..words import Words

    words = Words(language, "look")

    def says(key: str) -> str:
        return words(key) if key in words else key

    looking = load_stock("probes.webchat.looking")
    return Seen(asyncio.run(looking.look_once(address, out=out, language=language, says=says)))


def tidy(typed: str) -> str:
    """The address of a page, whole. Raises Refused."""
    return str(load_stock("probes.webchat.looking").tidy_address(typed))


def printable(text: str) -> str:
    """Text of others on one line, with nothing in it that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "·" for letter in " ".join(text.split()))


def _as_way(one: Any, title: str = "") -> OtherWay:
    return OtherWay(_KINDS.get(one.kind, one.kind), one.address, title)


def _good(way: OtherWay) -> bool:
    """Whether the config would take it."""
    try:
        Channel.model_validate({"kind": way.kind, "address": way.address, "shopped": False})
    except ValueError:
        return False
    return True


def _readable(hours: str) -> bool:
    try:
        parse_hours(hours)
    except ValueError:
        return False
    return True


def _likeness(part: str, label: str) -> float:
    def plain(text: str) -> str:
        return "".join(letter for letter in text.casefold() if letter.isalnum())

    return SequenceMatcher(None, plain(part), plain(label)).ratio()


def _key(way: Mapping[str, Any]) -> tuple[Any, Any]:
    return way["kind"], way["address"]
