"""The pytest plug-in: scenarios of a programme are collected, checked, and played by a loop that lets them wait.

Inert where there is no programme (no config/company.yaml above the arguments or the current folder); nothing heavy is
imported until there is one.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .present import current

if TYPE_CHECKING:
    from .shopping import Shopping

_KEY = pytest.StashKey["Shopping"]()
_LEFT_ALONE = pytest.StashKey[set[Path]]()
LANGUAGES = ("en", "uk", "ru", "pl")
FAIL_ON = ("scenarios", "assertions", "never")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("shopper", "mystery-shopper")
    group.addoption(
        "--programme", metavar="DIR", help="the programme's folder (default: found upwards by config/company.yaml)"
    )
    group.addoption(
        "--state", metavar="DIR", help="where journal, evidence and output go (default: .shopper in the programme)"
    )
    group.addoption("--wave", metavar="NAME", help="begin a wave of this name, or take it up again")
    group.addoption("--resume", action="store_true", help="take up the newest open wave")
    group.addoption("--lang", choices=LANGUAGES, help="only scenarios that are written in this language")
    group.addoption("--detach", action="store_true", help="end when everything left waits and goes on without us")
    group.addoption(
        "--fail-on",
        choices=FAIL_ON,
        default=FAIL_ON[0],
        help="what turns the build red (exit code 1): a failed scenario; a broken limit of config/rubric.yaml; nothing "
        "that the company did",
    )
    group.addoption("--fail-on-waiting", action="store_true", help="with --detach: exit code 11 while anything waits")
    group.addoption("--shopper-env", metavar="NAME", help="lay config/env/NAME.yaml over the config (or: SHOPPER_ENV)")
    group.addoption("--spread", metavar="NAME", help="play what is due of this wave of the schedule; with --week")
    group.addoption("--week", metavar="WEEK", help="the week that --spread is planned for, as 2026-W48")
    group.addoption("--needs-to", metavar="FILE", help="with --collect-only: write what the scenarios need, as JSON")
    group.addoption("--lines", action="store_true", help="a line for each journey's end, in place of dots")
    group.addoption("--no-board", action="store_true", help="no live table of who waits for what")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    from . import hooks

    pluginmanager.add_hookspecs(hooks)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    from ..programme.finding import find_programme

    named = config.getoption("programme")
    starts = [Path(named)] if named else [*_folders(config), Path.cwd()]
    programme = find_programme(start.resolve() for start in starts)
    if named and programme is None:
        raise pytest.UsageError(
            f"--programme {named}: there is no config/company.yaml in it. Make one with: shopper init {named}"
        )
    if programme is None:
        return
    scenarios = programme.root / "scenarios"
    if not named and not any(_meets(start, scenarios) for start in starts[:-1] or starts):
        return  # the project's own tests beside a programme: nothing is shopped
    if config.getoption("shopper_env"):
        programme = replace(programme, environment=config.getoption("shopper_env"))
    from .shopping import Shopping

    config.stash[_KEY] = Shopping.configure(config, programme)


def _folders(config: pytest.Config) -> list[Path]:
    """Where the arguments (or, without any, testpaths) point."""
    base = config.invocation_params.dir
    return [p if (p := base / str(arg).partition("::")[0]).is_dir() else p.parent for arg in config.args]


def _meets(start: Path, scenarios: Path) -> bool:
    start = start.resolve()
    return start.is_relative_to(scenarios) or scenarios.is_relative_to(start)


def _shopping(config: pytest.Config) -> Shopping | None:
    return config.stash.get(_KEY, None)


def replaying(item: pytest.Item) -> bool:
    """For hooks with side effects: whether this item plays a scenario of the programme whose next step was begun
    before, in an earlier run of it. False for any other test, and where there is no programme."""
    shopping = _shopping(item.config)
    return shopping is not None and shopping.replaying(item)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    shopping = _shopping(session.config)
    if shopping is not None:
        shopping.read_settings()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    shopping = _shopping(node.config)
    if shopping is not None:
        shopping.brief_worker(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    shopping = _shopping(config)
    return shopping.make_scheduler(log) if shopping is not None else None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != ".feature":
        return None
    shopping = _shopping(parent.config)
    if shopping is not None:
        return shopping.collect(file_path, parent)
    _note_programme(file_path, parent.config)
    return None


def _note_programme(feature: Path, config: pytest.Config) -> None:
    """A feature of a programme that stands below the arguments, where it is not looked for."""
    from ..programme.finding import MARKER

    if not config.getoption("programme"):
        root = next((folder for folder in feature.parents if (folder / MARKER).is_file()), None)
        if root is not None and feature.is_relative_to(root / "scenarios"):
            config.stash.setdefault(_LEFT_ALONE, set()).add(root)


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_bdd_apply_tag(tag: str, function: Any) -> Any:
    shopping = current()
    return shopping.apply_tag(tag, function) if shopping is not None else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    shopping = _shopping(metafunc.config)
    if shopping is not None:
        shopping.generate(metafunc)


def pytest_itemcollected(item: pytest.Item) -> None:
    shopping = _shopping(item.config)
    if shopping is not None:
        shopping.name(item)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    shopping = _shopping(session.config)
    if shopping is not None:
        shopping.check(session, items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    shopping = _shopping(session.config)
    return shopping.run(session) if shopping is not None else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> bool | None:
    shopping = _shopping(item.config)
    return shopping.protocol(item) if shopping is not None else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    shopping = _shopping(item.config)
    if shopping is not None:
        shopping.begin_run(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    shopping = _shopping(item.config)
    if shopping is None:
        yield
        return
    yield from shopping.call(item)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    shopping = _shopping(pyfuncitem.config)
    return shopping.replay_outcome(pyfuncitem) if shopping is not None else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport | None:
    shopping = _shopping(item.config)
    return shopping.report(item, call) if shopping is not None else None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    shopping = current()
    if shopping is not None:
        shopping.logged(report)


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    if getattr(report, "shopper_waiting", False):
        return "waiting", "" if _lines() else "w", "WAITING"
    if _lines() and (report.when == "call" or report.failed or report.skipped):
        category = "error" if report.failed and report.when != "call" else report.outcome
        return category, "", ""
    return None


def _lines() -> bool:
    shopping = current()
    return shopping is not None and shopping.lines and shopping.collected is not None


@pytest.hookimpl(optionalhook=True)
def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Any) -> None:
    shopping = _shopping(request.config)
    if shopping is not None:
        shopping.before_step(request.node, step)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    shopping = _shopping(session.config)
    if shopping is not None:
        shopping.finish(session, exitstatus)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    shopping = _shopping(terminalreporter.config)
    if shopping is not None:
        shopping.summarise(terminalreporter)
    for root in sorted(terminalreporter.config.stash.get(_LEFT_ALONE, ())):
        terminalreporter.write_line(
            f"The scenarios of {root} were not played: name the folder (pytest {root.name}), or put it into testpaths."
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    shopping = _shopping(config)
    if shopping is not None:
        shopping.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest) -> Iterator[Any]:
    """The journey that this scenario plays, at its current visit: say, hear, follow, once …"""
    shopping = _shopping(request.config)
    if shopping is None:
        pytest.fail("the fixture `visit` needs a programme: no config/company.yaml was found", pytrace=False)
    yield shopping.journey(request.node)


@pytest.fixture(scope="session")
def staff(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Scripted staff who answer in the company's place: staff.script(PATH), staff.answer(DESK) (see shopper.staff)."""
    from ..errors import Refused
    from ..staff import StaffAtWork

    if hasattr(request.config, "workerinput"):
        raise Refused(
            "the fixture `staff` would answer once in every worker of pytest-xdist. Run without -n: conversations wait "
            "side by side there, too."
        )
    shopping = _shopping(request.config)
    at_work = StaffAtWork(shopping.programme.root if shopping is not None else request.config.rootpath)
    yield at_work
    at_work.end()


@pytest.fixture
def channel(request: pytest.FixtureRequest) -> str:
    """The channel of an @every-channel run: its id."""
    return str(getattr(request, "param", ""))
