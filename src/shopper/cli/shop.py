"""The commands that play scenarios. They run pytest in this process, with the plug-in that does the work."""

from __future__ import annotations

import sys
from pathlib import Path

from ..errors import Exit
from ..programme import Programme, stock_root
from .places import programme_at, state_of


def shop(folder: Path | None, state: Path | None, args: list[str]) -> int:
    """Play the programme's scenarios; pytest's arguments are passed on. The exit code of errors.Exit."""
    programme = programme_at(folder)
    return _pytest(programme, state_of(programme, state), args)


def check_programme(folder: Path | None, state: Path | None, args: list[str]) -> int:
    """Check everything that a run checks before its first word, and list what it would play."""
    programme = programme_at(folder)
    code = _pytest(programme, state_of(programme, state), ["--collect-only", "-q", *args])
    if code == Exit.OK:
        print(f"config and scenarios of {programme.root} are in order; nothing was sent")
    return code


def demo(state: Path | None, *, resume: bool) -> int:
    """Shop the sandbox company. A demo that ends as its script says is a success: its company is meant to fail."""
    stock = stock_root()
    programme = Programme(root=stock, stock=stock)
    place = state.resolve() if state is not None else Path.cwd() / ".shopper"
    print("Shopping Bright Shop, the sandbox company: a site with a chat and three mailboxes, all on this machine.")
    print(
        "Its staff follow a script with good service, slow service, a dead end and a closed circle. About a minute.\n"
    )
    code = _pytest(programme, place, ["--resume"] if resume else [])
    pages = sorted((place / "out").glob("*/scorecard.html"), key=lambda page: page.stat().st_mtime)
    if pages and code in (Exit.OK, Exit.COMPANY_FAILED):
        print(f"\nThat is what the script wants. Open the scorecard in a browser:\n{pages[-1]}")
    return int(Exit.OK) if code == Exit.COMPANY_FAILED else code


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
    code = pytest.main([*options, *args, *([] if named else [str(scenarios)])])
    sys.stdout.flush()
    return int(code)


def _announced() -> bool:
    """Whether an installed distribution announces the plug-in to pytest; a bare clone does not."""
    from importlib.metadata import entry_points

    return any(point.name == "shopper.pytest_plugin" for point in entry_points(group="pytest11"))
