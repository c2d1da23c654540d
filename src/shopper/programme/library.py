"""The library of scenarios: what the feature files of a folder hold, one file for each errand, and parts of one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from gherkin.errors import ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from .finding import Programme

TRADES = ("shop", "provider")


@dataclass(frozen=True, slots=True)
class Scene:
    """One scenario, or an outline with all rows of its examples.

    tags: without the @, its feature's too. steps: the texts of the steps of every row, without their keywords.
    rows: how often it is played, 1 for a plain scenario.
    first, last: the lines it takes in its file, from 1, with its tags and the comment right above it.
    """

    name: str
    tags: tuple[str, ...]
    steps: tuple[str, ...]
    rows: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Errand:
    """One feature file. name: the file's, without its ending. language: that of its words."""

    name: str
    path: Path
    language: str
    title: str
    description: str
    tags: tuple[str, ...]
    scenes: tuple[Scene, ...]
    text: str

    @property
    def trade(self) -> str:
        """The trade whose companies it is for: "shop", "provider", or "" for any."""
        return next((tag for tag in self.tags if tag in TRADES), "")

    def without(self, left_out: Collection[Scene]) -> str:
        """The text of the file without some of its scenarios; all else stays as it is written."""
        if not left_out:
            return self.text
        gone = {n for scene in left_out for n in range(scene.first, scene.last + 1)}
        lines = [line for n, line in enumerate(self.text.split("\n"), start=1) if n not in gone]
        return "\n".join(lines).rstrip() + "\n"


def stock_errands(stock: Path, language: str) -> list[Errand]:
    """What the library offers in a language: stock/scenarios/<language>/*.feature, in the order of their names."""
    return errands_in(stock / "scenarios" / language)


def own_errands(programme: Programme) -> list[Errand]:
    """The features of a programme; none of the stock ones where the stock itself is the programme."""
    return [] if programme.root == programme.stock else errands_in(programme.root / "scenarios")


def errands_in(folder: Path) -> list[Errand]:
    """The features in a folder and below it. One that cannot be read is left out: `shopper check` says why."""
    found = (read_errand(path) for path in sorted(folder.rglob("*.feature")))
    return [errand for errand in found if errand is not None]


def read_errand(path: Path) -> Errand | None:
    """A feature file; None when it is not Gherkin, not text, or holds no feature."""
    try:
        text = path.read_text(encoding="utf-8")
        document: Any = Parser().parse(text)
    except (OSError, UnicodeDecodeError, ParserError):
        return None
    feature = document.get("feature")
    if feature is None:
        return None
    return Errand(
        name=path.stem,
        path=path,
        language=feature["language"],
        title=feature["name"],
        description=" ".join(feature["description"].split()),
        tags=_tags(feature),
        scenes=tuple(_scenes(document, text.split("\n"))),
        text=text,
    )


def _scenes(document: Any, lines: list[str]) -> Iterator[Scene]:
    played: dict[str, list[Any]] = {}
    for pickle in Compiler().compile(cast(Any, {**document, "uri": ""})):
        played.setdefault(pickle["astNodeIds"][0], []).append(pickle)
    nodes = list(_nodes(document["feature"]["children"]))
    starts = [_first_line(node, lines) for node, _ in nodes]
    for n, ((node, is_scenario), first) in enumerate(zip(nodes, starts, strict=True)):
        if not is_scenario:
            continue
        pickles = played.get(node["id"], [])
        tags = dict.fromkeys(tag["name"].removeprefix("@") for pickle in pickles for tag in pickle["tags"])
        yield Scene(
            name=node["name"],
            tags=tuple(tags) or _tags(node),
            steps=tuple(dict.fromkeys(step["text"] for pickle in pickles for step in pickle["steps"])),
            rows=len(pickles),
            first=first,
            last=starts[n + 1] - 1 if n + 1 < len(starts) else len(lines),
        )


def _nodes(children: list[Any]) -> Iterator[tuple[Any, bool]]:
    """(node, whether it is a scenario) of everything that begins on a line of its own, in order."""
    for child in children:
        if "scenario" in child:
            yield child["scenario"], True
        elif "rule" in child:
            yield child["rule"], False
            yield from _nodes(child["rule"]["children"])
        else:
            yield child["background"], False


def _first_line(node: Any, lines: list[str]) -> int:
    """The line of its first tag, or of a comment right above."""
    first = min([node["location"]["line"], *(tag["location"]["line"] for tag in node.get("tags", ()))])
    while first > 1 and lines[first - 2].lstrip().startswith("#"):
        first -= 1
    return int(first)


def _tags(node: Any) -> tuple[str, ...]:
    return tuple(tag["name"].removeprefix("@") for tag in node["tags"])
