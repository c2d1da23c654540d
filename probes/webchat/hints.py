"""What is known beforehand of some makes of chats: hints/<vendor>.yaml, one small file each.

The general reader needs none of it; where a make is recognised on the page, its hints speed it up and keep it from
mistakes. A channel's own hints win over them. A programme's own probes/webchat/hints/ is laid over ours: a file of the
same name hides ours, another one is one more make.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from shopper.errors import ConfigError, Mistake
from shopper.settings.block import Block
from shopper.settings.chat_hints import ChatHints
from shopper.settings.complaints import validate
from shopper.settings.yaml_reader import read_yaml

from .frames import evaluate

if TYPE_CHECKING:
    from playwright.async_api import Page

FOLDER = "hints"
# How sure one sign alone makes: an element of its own name can hardly be anything else, a script may serve more.
_SURE = {"element": 0.9, "frame": 0.8, "script": 0.7}


class Signs(Block):
    """By what a make is known. elements: CSS selectors in the page. frames: names, ids or titles of its frames, whole.
    scripts: hosts of its scripts and frames, sub-domains included, with a path's beginning where the host serves more.
    """

    elements: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


class Vendor(Block):
    """One make. callback: it asks for a telephone and is no chat; its elements are never pressed."""

    name: str
    recognised_by: Signs
    callback: bool = False
    hints: ChatHints = Field(default_factory=ChatHints)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A make that was recognised. vendor: its file's name. sure: 0…1. by: what it was known by."""

    vendor: str
    name: str
    callback: bool
    sure: float
    by: tuple[str, ...]


def load_vendors(folders: Iterable[Path]) -> dict[str, Vendor]:
    """The makes by their files' names; of two files of one name the earlier folder's counts.

    Raises ConfigError that names the file and the line of every mistake.
    """
    paths: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            paths.setdefault(path.stem, path)
    vendors: dict[str, Vendor] = {}
    mistakes: list[Mistake] = []
    for name, path in sorted(paths.items()):
        document = read_yaml(f"probes/webchat/{FOLDER}/{path.name}", path.read_bytes())
        vendor = None if document.broken else validate(Vendor, document, document.value)
        mistakes.extend(document.mistakes)
        if vendor is not None:
            vendors[name] = vendor
    if mistakes:
        raise ConfigError(mistakes)
    return vendors


@cache
def known_vendors() -> dict[str, Vendor]:
    """Those of the mounted programme, ours below the owner's. Raises ConfigError."""
    # Both layers' folders are portions of one namespace package, the owner's first.
    portions = list(sys.modules[__package__ or __name__].__path__)
    return load_vendors(Path(portion) / FOLDER for portion in portions)


@cache
def for_page() -> str:
    """All that the page's script knows of makes, as JSON."""
    vendors: list[dict[str, Any]] = []
    for key, vendor in known_vendors().items():
        signs = vendor.recognised_by.model_dump()
        vendors.append({"key": key, "callback": vendor.callback, **signs, "hints": told(vendor.hints)})
    return json.dumps({"vendors": vendors}, ensure_ascii=True)


def told(hints: ChatHints | None) -> dict[str, Any]:
    """What of these hints is told, as the page's script takes it (`__shopper.setHints`)."""
    return {key: value for key, value in hints.model_dump(mode="json").items() if value} if hints is not None else {}


async def recognise(page: Page) -> list[Recognised]:
    """The makes that are on the page, surest first; none where nothing known is there."""
    seen: dict[str, set[tuple[str, str]]] = {}
    for makes in await _asked(page, "makes"):
        for make in makes:
            signs = {(str(sign["kind"]), str(sign["what"])) for sign in make["by"]}
            seen.setdefault(str(make["key"]), set()).update(signs)
    found = [_recognised(key, signs) for key, signs in seen.items() if key in known_vendors()]
    return sorted(found, key=lambda r: (-r.sure, r.vendor))


def _recognised(key: str, signs: set[tuple[str, str]]) -> Recognised:
    vendor = known_vendors()[key]
    sure = 1 - prod(1 - _SURE[kind] for kind in {kind for kind, _ in signs})
    return Recognised(key, vendor.name, vendor.callback, round(sure, 3), tuple(sorted(what for _, what in signs)))


async def unmatched(page: Page) -> tuple[str, ...]:
    """Those of the channel's own hints that have matched nothing in any frame so far, by their keys."""
    idle = await _asked(page, "idle")
    left = set(idle[0]).intersection(*idle[1:]) if idle else set()
    return tuple(key for key in ChatHints.model_fields if key in left)


async def _asked(page: Page, what: str) -> list[list[Any]]:
    """What every frame answers to `__shopper.<what>()`."""
    answers: list[list[Any]] = []
    for frame in page.frames:
        answer = await evaluate(frame, f"() => window.__shopper && __shopper.{what} ? __shopper.{what}() : null")
        if isinstance(answer, list):
            answers.append(answer)
    return answers
