"""Reads a YAML file with the line of every key, collecting all mistakes instead of stopping at the first.

Scalars follow YAML 1.2: only true/false, null and plain numbers are not text, so 22:00, no and 2026-03-08 stay what
was written. That is kept beside what it means, for fields that want text (an order number 00123, a phone +380…).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from ..errors import Mistake
from .yaml_words import broken_yaml

Path_ = tuple[str | int, ...]

_MANY = 50_000  # nodes; a config with more is a loop of aliases, not a config
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _yaml_1_2(base: Any) -> Any:
    """A loader whose plain scalars are resolved by the core schema of YAML 1.2 (yaml.org/spec/1.2.2, §10.3.2)."""
    loader: Any = type("ConfigLoader", (base,), {"yaml_implicit_resolvers": {}})
    for tag, form, firsts in (
        ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
        ("merge", r"<<", ["<"]),
    ):
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{form})$"), firsts)
    return loader


_Fast: Final = _yaml_1_2(_SafeLoader)
_Plain: Final = _yaml_1_2(yaml.SafeLoader)  # slower, with better words for what is broken


@dataclass(slots=True)
class Document:
    """What a file says. lines: the line of each key and list entry; written: each scalar as it was written."""

    file: str
    value: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    written: dict[Path_, str] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    broken: bool = False
    empty: bool = False

    def line(self, path: Path_) -> int | None:
        """The line of this key, or of the nearest block around it that is in the file."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return None

    def blame(self, path: Path_, what: str, hint: str = "") -> None:
        """Note a mistake at this key."""
        self.mistakes.append(Mistake(self.file, self.line(path), dotted(path), what, hint))


def dotted(path: Path_) -> str:
    """channels.chat.aliases[0] for ("channels", "chat", "aliases", 0)."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else (f".{part}" if text else part)
    return text


def read_yaml(file: str, data: bytes) -> Document:
    """The document in `data`; `file` is its name in mistakes. Whatever is wrong is in its `mistakes`."""
    document = Document(file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        document.mistakes.append(Mistake(file, line, "", "this is not UTF-8 text.", "Save the file as UTF-8."))
        document.broken = True
        return document
    try:
        root = yaml.compose(text, Loader=_Fast)
    except (yaml.YAMLError, RecursionError):
        document.mistakes.append(_what_is_broken(file, text))
        document.broken = True
        return document
    if root is None:
        document.mistakes.append(Mistake(file, None, "", "the file is empty."))
        document.broken = document.empty = True
        return document
    _Builder(document).build(root)
    return document


def _what_is_broken(file: str, text: str) -> Mistake:
    try:
        yaml.compose(text, Loader=_Plain)
    except yaml.YAMLError as error:
        line, what, hint = broken_yaml(error, text)
        return Mistake(file, line, "", what, hint)
    except RecursionError:
        pass
    return Mistake(file, None, "", "the blocks lie too deep inside each other to be read.")


class _Builder:
    """Turns nodes into values, noting lines, doubled keys and tags that mean nothing here."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.count = 0
        self.above: list[int] = []

    def build(self, root: yaml.Node) -> None:
        self.document.lines[()] = root.start_mark.line + 1
        self.document.value = self._value(root, ())

    def _value(self, node: yaml.Node, path: Path_) -> Any:
        self.count += 1
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.above or self.count > _MANY:
            self._blame_once(path, "an alias (*…) leads back to itself, or far too many entries come of it.")
            return None
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        self.above.append(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self._value(child, (*path, n)) for n, child in enumerate(node.value)]
            return self._mapping(node, path) if isinstance(node, yaml.MappingNode) else None
        finally:
            self.above.pop()

    def _mapping(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        first_line: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.tag.endswith(":merge"):
                self._merge(value_node, path, merged)
                continue
            if not isinstance(key_node, yaml.ScalarNode):
                self.document.blame(path, f"a key in line {line} is a list or a block; a key is one word.")
                continue
            key = str(key_node.value)
            if key in found:
                self.document.mistakes.append(
                    Mistake(
                        self.document.file,
                        line,
                        dotted((*path, key)),
                        f"“{key}” stands twice in this block, first in line {first_line[key]}.",
                        "Keep one of them.",
                    )
                )
                continue
            first_line[key] = self.document.lines[*path, key] = line
            found[key] = self._value(value_node, (*path, key))
        return {**merged, **found}

    def _merge(self, node: yaml.Node, path: Path_, into: dict[str, Any]) -> None:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for one in nodes:
            if not isinstance(one, yaml.MappingNode):
                self.document.blame(path, "“<<” takes the keys of another block, and this is none.")
                continue
            for key, value in self._value_of_merged(one, path).items():
                into.setdefault(key, value)

    def _value_of_merged(self, node: yaml.MappingNode, path: Path_) -> dict[str, Any]:
        value = self._value(node, path)
        return value if isinstance(value, dict) else {}

    def _scalar(self, node: yaml.ScalarNode, path: Path_) -> Any:
        text = str(node.value)
        self.document.written[path] = text
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        if kind in ("str", "merge"):
            return text
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        try:
            if kind == "int":
                return int(text)
            if kind == "float":
                return float(text)
        except ValueError:
            return text
        self.document.blame(path, f"the tag {node.tag} means nothing here.", "Leave it out.")
        return text

    def _blame_once(self, path: Path_, what: str) -> None:
        if not self.document.broken:
            self.document.blame(path, what)
            self.document.broken = True
