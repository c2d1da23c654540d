"""config/env/NAME.yaml: what is otherwise in one environment, such as staging, laid over the config.

    company: {channels: {chat: {address: https://staging.shop.example}, email: null}}
    personas: {olena: {facts: {order_number: 1}}}

Its blocks are named like the files they are laid over. Blocks are merged key by key; a list or a value takes the place
of the one that is there; null takes the key out.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Refused, did_you_mean
from .yaml_reader import Document, Path_, read_yaml

VARIABLE = "SHOPPER_ENV"
FOLDER = "env"
# In personas.yaml and services.yaml the block stands under its own name; the other files are the block.
UNDER_ITS_NAME = ("personas", "services")
BLOCKS = ("company", *UNDER_ITS_NAME, "rubric", "schedule", "calendar", "reports", "known")


def chosen() -> str:
    """The environment that SHOPPER_ENV names; "" for none."""
    return os.environ.get(VARIABLE, "").strip()


def names_in(root: Path) -> list[str]:
    """The environments of a programme."""
    return sorted(path.stem for path in (root / "config" / FOLDER).glob("*.yaml") if not path.name.startswith("."))


def merged(base: Any, over: Any) -> Any:
    """`over` laid over `base`; neither is changed."""
    if not isinstance(base, Mapping) or not isinstance(over, Mapping):
        return without_nulls(over)
    result = {key: deepcopy(value) for key, value in base.items()}
    for key, value in over.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result[key], value) if key in result else without_nulls(value)
    return result


def without_nulls(value: Any) -> Any:
    """The value without keys that are null: what is taken out need not have been there."""
    if isinstance(value, Mapping):
        return {key: without_nulls(child) for key, child in value.items() if child is not None}
    return deepcopy(value)


@dataclass(slots=True)
class Overlaid(Document):
    """A file with an environment laid over it: a mistake is told where it stands."""

    over: Document = field(default_factory=lambda: Document(""))
    prefix: Path_ = ()

    def blame(self, path: Path_, what: str, hint: str = "") -> None:
        """Note a mistake at this key, in the file that says it."""
        theirs = (*self.prefix, *path)
        if _depth(self.over.lines, theirs) - len(self.prefix) >= max(_depth(self.lines, path), 1):
            self.over.blame(theirs, what, hint)
        else:
            Document.blame(self, path, what, hint)


def _depth(lines: Mapping[Path_, int], path: Path_) -> int:
    """How far down a path is written in a file; -1 for not at all."""
    return next((length for length in range(len(path), -1, -1) if path[:length] in lines), -1)


class Environment:
    """One environment's file. Raises Refused where there is none of that name."""

    def __init__(self, root: Path, name: str) -> None:
        path = root / "config" / FOLDER / f"{name}.yaml"
        there = names_in(root)
        if name not in there:
            known = did_you_mean(name, there) or "There is none: config/env/ has no file."
            raise Refused(f"there is no environment “{name}”: config/env/{name}.yaml is not there. {known}")
        self.document = read_yaml(path.relative_to(root).as_posix(), path.read_bytes())
        self.blocks: dict[str, Any] = {}
        self.laid: set[str] = set()
        self.services: set[str] = set()
        if self.document.broken:
            return
        if not isinstance(self.document.value, dict):
            self.document.blame((), f"blocks such as company: are expected. Known here: {', '.join(BLOCKS)}.")
            return
        for key, value in self.document.value.items():
            if key not in BLOCKS:
                self.document.blame((key,), "there is no such key.", did_you_mean(key, BLOCKS))
            elif not isinstance(value, dict):
                self.document.blame((key,), "a block of keys is expected.")
            else:
                self.blocks[key] = value

    def lay_over(self, document: Document, block: str) -> Document:
        """The file of this block as it is in this environment."""
        over = self.blocks.get(block)
        if over is None or document.broken:
            return document
        self.laid.add(block)
        wrapped = block in UNDER_ITS_NAME
        if block == "services":
            there = document.value.get("services") if isinstance(document.value, dict) else None
            over = {key: value for key, value in over.items() if isinstance(there, dict) and key in there}
            self.services |= set(over)
            if not over:
                return document
        prefix: Path_ = () if wrapped else (block,)
        value = merged(document.value, {block: over} if wrapped else over)
        written = {
            path: text
            for path, text in document.written.items()
            if _depth(self.document.lines, (*prefix, *path)) < len(prefix) + len(path)
        }
        written |= {p[len(prefix) :]: t for p, t in self.document.written.items() if p[: len(prefix)] == prefix}
        return Overlaid(
            document.file, value, document.lines, written, document.mistakes, over=self.document, prefix=prefix
        )

    def alone(self, block: str) -> Document | None:
        """A block whose file is not there, or (of the services) what no file has; None for nothing."""
        over = self.blocks.get(block)
        if over is None or (block in self.laid and block != "services"):
            return None
        wrapped = block in UNDER_ITS_NAME
        if block == "services":
            over = {key: value for key, value in over.items() if key not in self.services}
            if not over:
                return None
        prefix: Path_ = () if wrapped else (block,)
        cut = len(prefix)
        value = without_nulls({block: over} if wrapped else over)
        return Overlaid(
            self.document.file,
            value,
            {p[cut:]: n for p, n in self.document.lines.items() if p[:cut] == prefix},
            {p[cut:]: t for p, t in self.document.written.items() if p[:cut] == prefix},
            over=self.document,
            prefix=prefix,
        )


__all__ = ["BLOCKS", "VARIABLE", "Environment", "Overlaid", "chosen", "merged", "names_in", "without_nulls"]
