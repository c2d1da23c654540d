"""Everything of pytest's and pytest-bdd's that is not their public interface, in one place.

Tested on the oldest and newest versions that pyproject.toml allows. What is used, and why there is no public way:
runtestprotocol (to run an item again without logging), SetupState.teardown_exact (module fixtures between runs),
Item._report_sections (they pile up with each replay), FixtureDef._finalizers (of a fixture that waits),
SetupState.stack (whose fixtures are set up), FixtureManager's dictionaries (what --fixtures lists), xfail's note on
an item, where the terminal's cursor is,
Module._getobj (a module made of a feature file),
pytest-bdd's registry of scenario functions, its search for a step's definitions, and its Gherkin document.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from _pytest.skipping import xfailed_key
from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.gherkin_parser import get_gherkin_document
from pytest_bdd.scenario import find_fixturedefs_for_step, scenario_wrapper_template_registry
from pytest_bdd.steps import StepNamePrefix, step_function_context_registry

from ..programme.sentences import shown


def run_again(item: pytest.Item) -> list[pytest.TestReport]:
    """Run an item's set-up, call and teardown from the beginning, without logging; its reports.

    The item's own parents stay set up: nextitem is its parent."""
    item._report_sections.clear()
    item.user_properties.clear()
    return runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]


def tear_down_for(item: pytest.Item) -> None:
    """Tear down whatever an earlier item's parents hold that this item does not need."""
    item.session._setupstate.teardown_exact(item)


def tear_down_all(session: pytest.Session) -> None:
    """Tear down everything that is set up."""
    session._setupstate.teardown_exact(None)


def hush_exit(config: pytest.Config) -> None:
    """The session was ended, by pytest.exit or Ctrl-C, with the reason already told: let pytest's terminal not shout it
    once more."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter._keyboardinterrupt_memo = None
        reporter._report_keyboardinterrupt = lambda: None  # asked for at an interrupted session's end, memo or not


def holds_fixtures(item: pytest.Item, besides: Path) -> bool:
    """Whether fixtures are set up that this item shares with those before it, and that would be torn down if another
    were run first that stands below the folder `besides`. Those of the whole session would not."""
    stack, chain = item.session._setupstate.stack, item.listchain()
    return any(
        len(finalizers) > 1 and node in chain and node is not item.session and not besides.is_relative_to(node.path)
        for node, (finalizers, _) in stack.items()
    )


def expect_no_failure(item: pytest.Item) -> None:
    """What is reported next is no failure that an xfail mark expects."""
    item.stash[xfailed_key] = None


def fresh_line(reporter: Any) -> None:
    """Let the terminal's cursor be at a line's beginning, before something is printed past pytest."""
    if reporter is not None and reporter._tw.width_of_current_line:
        reporter._tw.line()
        reporter.currentfspath = None


def unwind_fixtures(unwound_by: BaseException) -> None:
    """A fixture that did not come to its end, since it waits, can be set up again.

    pytest remembers a fixture that failed, but not one that was left by a BaseException: what it had registered for its
    teardown stays, and pytest refuses to begin it anew."""
    for frame, _ in traceback.walk_tb(unwound_by.__traceback__):
        definition = frame.f_locals.get("fixturedef") if frame.f_code.co_name == "pytest_fixture_setup" else None
        if definition is not None and definition.cached_result is None:
            definition._finalizers.clear()


@dataclass(frozen=True, slots=True)
class StepText:
    """A rendered step: its keyword as written, its type (given, when, then), its sentence, its line."""

    keyword: str
    type: str
    name: str
    line: int
    raw: Any

    @property
    def whole(self) -> str:
        """All that is written of it: keyword, sentence, and the text or table below."""
        text, table = getattr(self.raw, "docstring", None), getattr(self.raw, "datatable", None)
        rows = [" | ".join(cell.value for cell in row.cells) for row in table.rows] if table is not None else []
        return "\n".join([f"{self.keyword.strip()} {self.name}", *([text] if text else []), *rows])


@dataclass(frozen=True, slots=True)
class ScenarioItem:
    """What pytest-bdd knows of an item that plays a scenario."""

    feature: Path
    scenario: str
    line: int
    language: str
    tags: tuple[str, ...]
    steps: tuple[StepText, ...]
    values: tuple[str, ...]

    @property
    def example(self) -> str:
        """The example row's values as one text, "" if there is none."""
        return ", ".join(self.values)


def scenario_of(item: pytest.Item) -> ScenarioItem | None:
    """The scenario that an item plays, None for any other test."""
    function = getattr(item, "obj", None)
    try:
        template = scenario_wrapper_template_registry.get(function) if function is not None else None
    except TypeError:
        return None
    if template is None:
        return None
    callspec = getattr(item, "callspec", None)
    row: dict[str, str] = (callspec.params.get("_pytest_bdd_example") if callspec else None) or {}
    rendered = template.render(row)
    rule_tags = template.rule.tags if template.rule is not None else set()
    return ScenarioItem(
        feature=Path(template.feature.filename),
        scenario=template.name,
        line=template.line_number,
        language=template.feature.language or "en",
        tags=tuple(sorted(template.tags | template.feature.tags | rule_tags)),
        steps=tuple(StepText(s.keyword, s.type, s.name, s.line_number, s) for s in rendered.steps),
        values=tuple(row.values()),
    )


def definitions_of(item: pytest.Item, step: StepText) -> list[tuple[Callable[..., object], Any]]:
    """The (function, parser) pairs of all definitions that match a step where the item stands."""
    found = find_fixturedefs_for_step(step.raw, item.session._fixturemanager, item)
    contexts = [step_function_context_registry[definition.func] for definition in found]
    return [(context.step_func, context.parser) for context in contexts]


def all_sentences(session: pytest.Session) -> list[tuple[str, str]]:
    """(language, text) of every step definition that is registered, "" for the language of one that has none."""
    names: list[tuple[str, str]] = []
    for definition in list(step_function_context_registry.values()):
        forms = getattr(definition.parser, "forms", None)
        if forms:
            names.extend((language, shown(form)) for language, texts in forms.items() for form in texts)
        else:
            names.append(("", definition.parser.name))
    return names


def hide_sentences(session: pytest.Session) -> None:
    """Leave sentences out of what --fixtures lists: pytest-bdd keeps each as a fixture, of a name that nobody asks for,
    and there are more of them than of all others. Nothing can be played after that."""
    for held in ("_arg2fixturedefs", "_arg2node2fixturedefs", "_arg2nodeid2fixturedefs"):  # by pytest's version
        known = getattr(session._fixturemanager, held, {})
        for name in [name for name in known if name.startswith(StepNamePrefix.step_def.value)]:
            del known[name]


class NotGherkin(ValueError):
    """A feature file that cannot be read. line: where, if that is known."""

    def __init__(self, what: str, line: int | None) -> None:
        super().__init__(what)
        self.line = line


def scenario_names(feature: Path) -> list[tuple[str, int]]:
    """Every scenario's name and line in a feature file, doubled ones too (pytest-bdd drops the second silently).

    Raises NotGherkin."""
    try:
        document = get_gherkin_document(str(feature))
    except GherkinParseError as error:
        raise NotGherkin(f"{error.message} The line is “{error.line_content.strip()}”.", error.line) from error
    except (UnicodeDecodeError, AttributeError) as error:
        raise NotGherkin("The file is empty, or not text in UTF-8.", None) from error
    return list(_names(document.feature.children))


def _names(children: Iterable[Any]) -> Iterable[tuple[str, int]]:
    for child in children:
        if child.scenario is not None:
            yield child.scenario.name, child.scenario.location.line
        elif child.rule is not None:
            yield from _names(child.rule.children)


class MadeModule(pytest.Module):
    """A test module that is made, not imported: `make` returns it."""

    make: Callable[[], Any]

    def _getobj(self) -> Any:
        return self.make()
