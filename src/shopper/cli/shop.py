"""The commands that play scenarios. They run pytest in this process, with the plug-in that does the work."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import Exit, Refused
from ..programme import Programme, stock_root
from ..programme.loading import load_stock
from ..settings import load_settings
from ..words import LANGUAGES, Words
from .places import journal_at, programme_at, state_of


def shop(folder: Path | None, state: Path | None, args: list[str]) -> int:
    """Play the programme's scenarios; pytest's arguments are passed on. The exit code of errors.Exit."""
    programme = programme_at(folder)
    return _pytest(programme, state_of(programme, state), args)


def check_programme(folder: Path | None, state: Path | None, args: list[str], language: str) -> int:
    """Check everything that a run checks before its first word, and list what it would play. language: "" is the
    company's own."""
    programme = programme_at(folder)
    code = _pytest(programme, state_of(programme, state), ["--collect-only", "-q", *args])
    if code == Exit.OK:
        words = Words(language or load_settings(programme).company.language or "en")
        print(words("checked", root=programme.root))
    return code


def demo(state: Path | None, *, resume: bool, language: str | None) -> int:
    """Shop the sandbox company in one language, by default English, or the one that a stopped demo was begun in. A demo
    that ends as its script says is a success: its company is meant to fail. Raises Refused for another language."""
    plays_on = resume and language is None
    stock = stock_root()
    programme = Programme(root=stock, stock=stock)
    place = state.resolve() if state is not None else Path.cwd() / ".shopper"
    language = language or (_begun_in(programme, place) if plays_on else "en")
    if language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    words = Words(language)
    print(words("demo_begins"))
    # Every journey's line tells all that failed, in its words; pytest need not tell it again.
    chosen = [
        "--tb=no",
        "-q",
        "--fail-on=scenarios",
        *([] if plays_on else [f"--lang={language}", "-m", "not library"]),
    ]
    with _persons(programme, place, language):
        code = _pytest(programme, place, [*chosen, "--resume"] if resume else chosen)
    pages = sorted((place / "out").glob("*/scorecard.html"), key=lambda page: page.stat().st_mtime)
    if pages and code in (Exit.OK, Exit.COMPANY_FAILED):
        print(words("demo_ends", page=pages[-1]))
    return int(Exit.OK) if code == Exit.COMPANY_FAILED else code


@contextmanager
def _persons(programme: Programme, state: Path, language: str) -> Iterator[None]:
    """In the demo nobody need sit at `shopper hand`: persons do who follow a script."""
    channels = load_settings(programme).company.channels.values()
    if not any(channel.driver == "by_hand" for channel in channels):
        yield
        return
    scripted = load_stock("probes.by_hand.scripted_person")
    with scripted.scripted_persons(state, language=language):
        yield


def _begun_in(programme: Programme, state: Path) -> str:
    """The language of the newest wave that waits; English where none does."""
    from ..engine import wave as waves

    if not (state / "journal.db").is_file():
        return "en"
    store = journal_at(state)
    try:
        waiting = waves.open_waves(store)
        return waves.language_of(store, waiting[-1], load_settings(programme)) if waiting else "en"
    finally:
        store.close()


def _pytest(programme: Programme, state: Path, args: list[str]) -> int:
    """Run pytest on the programme's scenarios, unless the arguments name some of them."""
    import pytest

    scenarios = programme.root / "scenarios"
    named = [arg for arg in args if not arg.startswith("-") and Path(arg.partition("::")[0]).exists()]
    options = [
        "--programme", str(programme.root),
        "--state", str(state),
        "--rootdir", str(programme.root),
        "-p", "no:cacheprovider",
        # This process is the command line: of course the package is imported already.
        "-W", "ignore:Module already imported so cannot be rewritten:pytest.PytestAssertRewriteWarning",
        "--tb=short",
        "-q",
        "--lines",
        "-rN",  # the lines and the failures have told all that the summary would list once more
    ]  # fmt: skip
    if not _announced():
        options += ["-p", "shopper.pytest_plugin"]
    # Whoever ends us with SIGTERM (a CI that cancels, a container that stops) means the same as Ctrl-C: end in order.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler) if _in_main_thread() else None
    try:
        code = pytest.main([*options, "--fail-on=assertions", *args, *([] if named else [str(scenarios)])])
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
    sys.stdout.flush()
    return int(code)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _announced() -> bool:
    """Whether an installed distribution announces the plug-in to pytest; a bare clone does not."""
    from importlib.metadata import entry_points

    return any(point.name == "shopper.pytest_plugin" for point in entry_points(group="pytest11"))
