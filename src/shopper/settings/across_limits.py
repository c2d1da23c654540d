"""Checks the limits of a rubric against what there is: figures and judges, channels, services.

A limit that names what is not there would never break, so a slip of the pen would read as “all well”.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase

from ..errors import did_you_mean
from .assertions import FIGURES, Assertion, figure_of, mistake_in, scope_of
from .known import STEPS
from .yaml_reader import Document

_FIGURES_LISTED = "docs/ci.md lists them."


def check_limits(document: Document, limits: Mapping[str, Assertion], judges: Collection[str] | None) -> None:
    """Blame every limit for a figure that no wave has, or with a value that its figure cannot have."""
    for name, assertion in limits.items():
        figure = figure_of(name)
        if judges is not None and figure not in (*FIGURES, *judges, *STEPS):
            hint = did_you_mean(figure, [*FIGURES, *judges, *STEPS]) or _FIGURES_LISTED
            document.blame(("assertions", name), "this is no figure that a wave has, and no judge.", hint)
        elif what := mistake_in(name, assertion):
            document.blame(("assertions", name), what)


def check_places(
    document: Document,
    limits: Mapping[str, Assertion],
    *,
    channels: Collection[str] | None,
    services: Collection[str] | None,
) -> None:
    """Blame every limit that is for a channel or a service which is not there; None: any may be."""
    for name, assertion in limits.items():
        for sort, path, pattern in _patterns(name, assertion):
            known = channels if sort == "channel" else services
            if known is None or any(fnmatchcase(one, pattern) for one in known):
                continue
            what = f"there is no {sort} “{pattern}”, so this limit could never break."
            document.blame(("assertions", name, *path), what, did_you_mean(pattern, known))


def _patterns(name: str, assertion: Assertion) -> Iterator[tuple[str, tuple[str | int, ...], str]]:
    """(channel or service, where below the limit it stands, the pattern)."""
    for sort, pattern in zip(("channel", "service"), scope_of(name), strict=True):
        if pattern != "*":
            yield sort, (), pattern
    for sort, patterns in (("channel", assertion.channels), ("service", assertion.services)):
        for n, pattern in enumerate(patterns):
            yield sort, (f"{sort}s", n), pattern
