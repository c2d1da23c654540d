"""The assertions of the rubric on a whole wave, or on any table of observations: which are broken, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..scoring import figures
from ..scoring.figures import Scope
from ..scoring.findings import IMPLIED
from ..scoring.odm.grades import UNGRADED, shown, shown_up
from ..scoring.odm.intervals import Estimate
from ..scoring.odm.method import Scored, score
from ..scoring.odm.table import Table
from ..settings.assertions import (
    CRITERIA,
    DEAD,
    DEGREE,
    FINDINGS,
    GRADE,
    IN_TIME,
    SHARES,
    Assertion,
    figure_of,
    scope_of,
)
from ..words import Words

ERROR, WARN, OFF, TOLD = "error", "warn", "off", "told"
LOOP = "closed_loop"


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that is broken. level: ERROR turns the build red, WARN does not; TOLD is one that could not be judged."""

    name: str
    level: str
    sentence: str


def broken(
    card: Mapping[str, Any] | None,
    assertions: Mapping[str, Assertion],
    words: Words,
    *,
    whole: bool,
    table: Table | None = None,
) -> list[Broken]:
    """Every limit that a wave breaks, with a sentence for each.

    card: its scorecard, for findings; known ones that have not expired are not counted. table: its observations, for
    shares and scores. Without a card only what the table tells is judged. whole: the wave has ended; before that only
    findings say anything. words: those of the catalogue "ci"."""
    found: list[Broken] = []
    scored = score(table) if table is not None and whole and _wants_scores(assertions) else None
    for name, assertion in assertions.items():
        if assertion.level == OFF:
            continue
        judge = _Judge(name, assertion, words, card, table if whole else None, scored)
        found += [Broken(name, level, sentence) for level, sentence in judge.told()]
    return found


def _wants_scores(assertions: Mapping[str, Assertion]) -> bool:
    return any(figure_of(name) in (DEGREE, GRADE, DEAD, LOOP, *CRITERIA) for name in assertions)


class _Judge:
    """One limit on one wave."""

    def __init__(
        self,
        name: str,
        assertion: Assertion,
        words: Words,
        card: Mapping[str, Any] | None,
        table: Table | None,
        scored: Scored | None,
    ) -> None:
        self.figure, self.assertion, self.words = figure_of(name), assertion, words
        self.card, self.table, self.scored = card, table, scored
        channel, service = scope_of(name)
        channels = [*assertion.channels, *([channel] if channel != "*" else [])]
        services = [*assertion.services, *([service] if service != "*" else [])]
        self.scope = Scope(channels, services)
        self.called = words("limit_within", name=_called(self.figure, assertion, words), where=", ".join(
            [*channels, *services]
        )) if channels or services else _called(self.figure, assertion, words)  # fmt: skip

    def told(self) -> Iterator[tuple[str, str]]:
        if self.assertion.letter is not None:
            yield from self._letter(self.assertion.letter)
        elif self.assertion.min is not None:
            yield from self._least(self.assertion.min)
        elif self.assertion.max is not None:
            yield from self._most(self.assertion.max)

    # -- at most so many ---------------------------------------------------------------------------------------------
    def _most(self, most: int) -> Iterator[tuple[str, str]]:
        count = self._count()
        if count is None and self.card is None:
            yield TOLD, self.words("limit_no_wave", name=self.called)
        if count is None or count <= most or self._too_few():
            return
        yield self.assertion.level, self.words("broken_count", name=self.called, count=count, max=most)

    def _count(self) -> int | None:
        """None where there is nothing to count it in."""
        if self.figure == DEAD:
            part = self._scored()
            return len(figures.dead(part)) if part is not None else None
        if self.card is not None:
            return sum(1 for _, channel, service in _counted(self.card, self.figure) if self._inside(channel, service))
        if self.figure == LOOP:
            part = self._scored()
            return len(part.ways.trapped_journeys) if part is not None else None
        return None

    def _inside(self, channel: str, service: str) -> bool:
        return self.scope.has_channel(channel) and self.scope.has_service(service)

    def _too_few(self) -> bool:
        part = figures.within(self.table, self.scope) if self.table is not None else None
        return part is not None and figures.valid(part) < self.assertion.min_n

    # -- at least so much --------------------------------------------------------------------------------------------
    def _least(self, least: float) -> Iterator[tuple[str, str]]:
        if self.table is None:
            return
        asked = f"{least:.0%}" if self.figure in SHARES else str(shown(least))
        value, k, n = self._value()
        if value is None:
            yield from self._missing(asked)
        elif value.n < self.assertion.min_n:
            few = self.words("limit_few", name=self.called, n=round(value.n), min_n=self.assertion.min_n)
            yield TOLD, few
        elif self._fails(value, least):
            if self.figure in SHARES:
                yield self.assertion.level, self.words("broken_share", name=self.called, k=k, n=n, min=asked)
            else:
                yield self.assertion.level, self.words(
                    "broken_score", name=self.called, value=shown(value.score), lo=shown(value.lo),
                    hi=shown_up(value.hi), min=asked,
                )  # fmt: skip

    def _value(self) -> tuple[Estimate | None, int, int]:
        assert self.table is not None
        if self.figure in SHARES:
            part = figures.within(self.table, self.scope)
            k, n = figures.answered(part, in_time=self.figure == IN_TIME) if part is not None else (0, 0)
            return figures.share(k, n), k, n
        scored = self._scored()
        return (figures.points(scored, self.figure) if scored is not None else None), 0, 0

    def _scored(self) -> Scored | None:
        if self.table is None or self.scope.whole:
            return self.scored
        return figures.scored_within(self.table, self.scope)

    def _fails(self, value: Estimate, least: float) -> bool:
        end = {"sure": value.hi, "point": value.score, "strict": value.lo}[self.assertion.judge]
        return end < least - 1e-9

    def _missing(self, asked: str) -> Iterator[tuple[str, str]]:
        yield self.assertion.level, self.words("broken_missing", name=self.called, min=asked)

    def _letter(self, least: str) -> Iterator[tuple[str, str]]:
        if self.scored is None:
            return
        grade = self.scored.overall.grade
        n = figures.valid(self.scored.table)
        if grade == UNGRADED:
            yield from self._missing(least)
        elif n < self.assertion.min_n:
            yield TOLD, self.words("limit_few", name=self.called, n=n, min_n=self.assertion.min_n)
        elif not figures.as_good(grade, least):
            yield self.assertion.level, self.words("broken_grade", name=self.called, grade=grade, min=least)


def _counted(card: Mapping[str, Any], name: str) -> Iterator[tuple[str, str, str]]:
    """(judge, channel, service) of every failure that counts for a figure; for all findings one of each journey."""
    visits = {visit["id"]: visit for visit in card["visits"]}
    for row in card["journeys"]:
        open_ones = [f for f in row["failures"] if not _excused(f)]
        said_already = {judge for f in row["failures"] for judge in IMPLIED.get(f["judge"], ())}
        if name == FINDINGS:
            yield from [(open_ones[0]["judge"], row["channel"], row["service"])] if open_ones else []
            continue
        for failure in open_ones:
            # A closed loop has dead ends inside; whoever asserts both counts one of them.
            if failure["judge"] == name and name not in said_already:
                visit = visits.get(failure["visit"], row)
                yield name, visit["channel"], visit["service"]


def _excused(failure: Mapping[str, Any]) -> bool:
    known = failure.get("known")
    return known is not None and not known["expired"]


def _called(figure: str, assertion: Assertion, words: Words) -> str:
    """A criterion's name where its score is meant, and the finding's where it is a judge, too."""
    keys = [f"score_{figure}"] if assertion.min is not None else []
    return next((words(key) for key in [*keys, f"figure_{figure}"] if key in words), figure)


def red(found: Iterable[Broken]) -> list[str]:
    """The sentences of those that turn the build red."""
    return [one.sentence for one in found if one.level == ERROR]


def warned(found: Iterable[Broken]) -> list[str]:
    """The sentences of the others."""
    return [one.sentence for one in found if one.level != ERROR]
