"""docs/ci.md and the workflow files beside it: well-formed, safe with accounts, and every command in them exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from shopper import pytest_plugin
from shopper.cli import app
from shopper.settings.known import KnownFile
from shopper.settings.loading import read_limits
from shopper.staff import CallbackDesk, HttpDesk, PageDesk

DOCS = Path(__file__).resolve().parent.parent / "docs"
FILES = ["ci.md", "ci/github.yml", "ci/gitlab.yml"]
OF_PYTEST = {"-k", "-m", "-x", "-n", "--junitxml"}
_COMMAND = re.compile(r"(?:^|[`\s;&|])(shopper|playwright) ([a-z]+)((?:[^\n`|;&>]|\n {10}(?=\S))*)")


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def commands_in(text: str) -> list[tuple[str, list[str]]]:
    """(command, its options) of every shopper command in a text."""
    found = []
    for program, name, rest in _COMMAND.findall(text):
        if program == "shopper":
            found.append((name, re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", rest)))
    return found


class Options:
    """Takes the options that the plug-in offers, as pytest's own parser would."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def getgroup(self, *_: str) -> Options:
        return self

    def addoption(self, *names: str, **_: Any) -> None:
        self.names |= set(names)


def options_of(command: str) -> set[str]:
    commands: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert command in commands, f"there is no shopper {command}"
    own = {option for param in commands[command].params for option in param.opts}
    if commands[command].context_settings.get("ignore_unknown_options"):
        plugin = Options()
        pytest_plugin.pytest_addoption(plugin)  # type: ignore[arg-type]
        own |= plugin.names | OF_PYTEST
    return own


@pytest.mark.parametrize("name", FILES)
def test_every_command_and_option_that_is_shown_exists(name: str) -> None:
    shown = commands_in(text_of(name))
    assert len(shown) >= 5
    for command, options in shown:
        assert set(options) <= options_of(command), (command, options)


def test_a_command_that_does_not_exist_would_be_seen() -> None:
    assert commands_in("    - shopper resum --no-bord | tee x") == [("resum", ["--no-bord"])]
    assert "--no-bord" not in options_of("resume")
    with pytest.raises(AssertionError):
        options_of("resum")


def test_on_github_one_account_is_never_used_twice_and_nobody_is_cut_off() -> None:
    flow = yaml.safe_load(text_of("ci/github.yml"))
    assert flow["concurrency"] == {"group": "shopper-accounts", "cancel-in-progress": False}
    assert set(flow[True]) == {"pull_request", "schedule", "workflow_dispatch"}  # YAML 1.1 reads `on` as true
    assert flow["permissions"] == {"contents": "read"}
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    for job in flow["jobs"].values():
        assert job["timeout-minutes"] > 0
    assert "head.repo.full_name == github.repository" in flow["jobs"]["begin"]["if"]
    runs = "\n".join(step.get("run", "") for step in steps)
    for part in ("--detach", "shopper pack", "shopper unpack", "shopper resume", "$GITHUB_STEP_SUMMARY"):
        assert part in runs


def test_on_gitlab_one_account_is_never_used_twice() -> None:
    flow = yaml.safe_load(text_of("ci/gitlab.yml"))
    assert flow[".shopper"]["resource_group"] == "shopper-accounts"
    assert flow[".shopper"]["interruptible"] is False
    for name in flow["stages"]:
        assert flow[name]["extends"] == ".shopper"
        assert flow[name]["stage"] == name
        assert all(isinstance(line, str) for line in flow[name]["script"])
    assert flow["end"]["artifacts"]["reports"]["junit"].endswith("junit.xml")


@pytest.mark.parametrize("name", FILES[1:])
def test_secrets_stand_in_no_workflow_file(name: str) -> None:
    for line in text_of(name).splitlines():
        if re.search(r"password|token", line, re.IGNORECASE) and not line.lstrip().startswith("#"):
            assert "${{ secrets." in line


def test_the_examples_of_the_config_are_read(tmp_path: Path) -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text_of("ci.md"), re.MULTILINE | re.DOTALL)
    limits, known, environment = blocks
    [entry] = KnownFile.model_validate(yaml.safe_load(known)).known
    assert entry.ticket == "SHOP-123"
    blocks = yaml.safe_load(environment)
    assert set(blocks) == {"company", "personas"}
    assert blocks["company"]["channels"]["hotline"] is None
    from shopper.judges import JUDGES

    written = tmp_path / "rubric.yaml"
    written.write_text(limits, encoding="utf-8")
    read = read_limits(written, tuple(JUDGES), channels=("chat", "email"), services=("price",))
    assert read["in_time"].min == 0.9


@pytest.mark.parametrize("desk", [HttpDesk, CallbackDesk, PageDesk])
def test_the_desks_have_the_arguments_that_are_shown(desk: Any) -> None:
    import inspect

    [shown] = re.findall(rf"^\| `{desk.__name__}\((.*?)\)` \|", text_of("ci.md"), re.MULTILINE)
    names = {part.partition("=")[0].strip() for part in shown.split(",")}
    assert names <= set(inspect.signature(desk).parameters)
