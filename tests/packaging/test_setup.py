"""Set-up on machines that lack one thing or another; the machines are folders of small scripts on the PATH."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Script = Callable[[str, str], Path]
PYPROJECT = '[project]\nname = "x"\ndependencies = ["a"]\n[tool.ruff]\nline-length = 120\n'

NO_OWN_BROWSER = 'case "$*" in *--version*) exit 0;; -c*) exit 1;; esac; '
"""A project's Python whose Playwright starts, but has no browser and can download none."""


@pytest.fixture
def tools(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    monkeypatch.syspath_prepend(str(checkout / "tools"))
    return importlib.import_module


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """A machine on which there is next to nothing; script(name, body) adds a program to it."""
    folder = tmp_path / "a machine's bin"
    folder.mkdir()
    for name in ("sh", "env", "touch", "chmod", "cp"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("SHOPPER_BROWSER", raising=False)

    def add(name: str, body: str) -> Path:
        path = folder / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)
        return path

    add("sudo", 'shift\nexec "$@"')
    return add


def test_a_command_that_fails_is_told_with_what_it_said(tools: Any, script: Script) -> None:
    script("pip", "echo no such package; exit 3")
    with pytest.raises(
        tools("machine").CommandFailed, match=r"“pip install x” failed \(exit code 3\)(?s:.*)no such package"
    ):
        tools("machine").run(["pip", "install", "x"])


def test_a_command_that_is_not_there_is_told_so(tools: Any, script: Script) -> None:
    with pytest.raises(tools("machine").CommandFailed, match="could not be started: No such file"):
        tools("machine").run(["nothing-like-this"])


def test_a_command_that_never_ends_is_given_up_with_what_it_said_so_far(tools: Any) -> None:
    hang = ["sh", "-c", "echo downloading; exec tail -f /dev/null"]
    with pytest.raises(tools("machine").CommandFailed, match=r"was not done after 2 s(?s:.*)downloading"):
        tools("machine").run(hang, timeout_s=2)


def test_a_linters_setting_does_not_ask_for_a_new_set_up_and_a_new_requirement_does(tools: Any, tmp_path: Path) -> None:
    marks = []
    for text in (PYPROJECT, PYPROJECT.replace("120", "99"), PYPROJECT.replace('"a"', '"a", "b"')):
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        marks.append(tools("setup").packages_mark(tmp_path))
    assert marks[0] == marks[1] != marks[2]


def test_the_browser_that_the_user_names_is_taken(tools: Any, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    script("chromium", "exit 0")
    named = script("my-browser", "exit 0")
    monkeypatch.setenv("SHOPPER_BROWSER", str(named))
    assert tools("browser").ensure(script("python", NO_OWN_BROWSER + "exit 1")) == str(named)


def test_a_named_browser_that_cannot_start_is_refused_by_name(
    tools: Any, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("chromium", "exit 0")
    monkeypatch.setenv("SHOPPER_BROWSER", "/nowhere/chrome")
    with pytest.raises(tools("machine").SetupFailed, match="SHOPPER_BROWSER=/nowhere/chrome cannot be started"):
        tools("browser").ensure(script("python", NO_OWN_BROWSER + "exit 1"))


def test_playwrights_own_browser_comes_before_one_on_the_path(tools: Any, script: Script) -> None:
    script("chromium", "exit 0")
    own = script("playwrights-own", "exit 0")
    assert tools("browser").ensure(script("python", f'echo "{own}"')) == str(own)


def test_a_browser_whose_libraries_are_missing_is_passed_over(tools: Any, script: Script) -> None:
    script("chromium", "echo cannot open shared object file; exit 127")
    chrome = script("google-chrome", "exit 0")
    assert tools("browser").ensure(script("python", NO_OWN_BROWSER + "exit 1")) == str(chrome)


def test_where_playwright_cannot_download_the_systems_browser_is_installed(
    tools: Any, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools("browser"), "ELSEWHERE", ())
    template = script("template", "exit 0")
    asked = tmp_path / "asked"
    script("apt-get", f'echo "$@" >> "{asked}"\ncp "{template}" "{template.parent / "chromium"}"')
    assert tools("browser").ensure(script("python", NO_OWN_BROWSER + "exit 1")) == str(template.parent / "chromium")
    assert "install --yes --no-remove" in asked.read_text(encoding="utf-8")


def test_a_library_that_playwright_lacks_is_installed_where_we_may(tools: Any, script: Script, tmp_path: Path) -> None:
    library = tmp_path / "library"
    chromium = script("chromium", "exit 0")
    script("apt-get", f'[ "$*" != "${{*%libatomic1}}" ] && touch "{library}"')
    python = script(
        "python", f'[ -e "{library}" ] || {{ echo libatomic.so.1: cannot open; exit 127; }}; {NO_OWN_BROWSER}'
    )
    assert tools("browser").ensure(python) == str(chromium)


def test_a_library_that_playwright_lacks_is_named_where_we_may_not(
    tools: Any, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools("browser"), "can_apt", lambda: False)
    script("chromium", "exit 0")
    with pytest.raises(
        tools("machine").SetupFailed, match=r"(?s)libatomic\.so\.1: cannot open.*sudo apt-get install libatomic1"
    ):
        tools("browser").ensure(script("python", "echo libatomic.so.1: cannot open; exit 127"))


def test_a_python_that_cannot_make_environments_is_told_with_the_package_that_can(
    tools: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = tools("setup")
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(setup, "can_apt", lambda: False)
    with pytest.raises(tools("machine").SetupFailed, match=r"sudo apt-get install python3\.\d+-venv"):
        setup.ensure_venv(setup.Checkout(tmp_path))


def test_old_package_lists_are_brought_up_to_date_before_giving_up(tools: Any, script: Script, tmp_path: Path) -> None:
    known = tmp_path / "known"
    asked = tmp_path / "asked"
    script(
        "apt-get",
        f'echo "$1" >> "{asked}"\nif [ "$1" = update ]; then touch "{known}"; exit 0; fi\n[ -e "{known}" ] || exit 100',
    )
    tools("machine").apt_install(["chromium"])
    assert asked.read_text(encoding="utf-8").split() == ["install", "update", "install"]


def test_where_nothing_helps_the_reasons_and_what_to_do_are_told(
    tools: Any, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools("browser"), "ELSEWHERE", ())
    script("apt-get", "echo Unable to locate package chromium; exit 100")
    with pytest.raises(tools("machine").SetupFailed) as told:
        tools("browser").ensure(script("python", f"{NO_OWN_BROWSER}echo getaddrinfo failed; exit 1"))
    for words in ("getaddrinfo failed", "Unable to locate package chromium", "SHOPPER_BROWSER=/path"):
        assert words in str(told.value)


def test_what_was_set_up_is_not_set_up_again_until_it_changes(
    tools: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = tools("setup")
    here = setup.Checkout(tmp_path)
    commands: list[str] = []

    def found(_: Path) -> str:
        commands.append("browser")
        return sys.executable

    monkeypatch.setattr(setup, "run", lambda command, **_: commands.append(" ".join(command)))
    monkeypatch.setattr(setup, "works", lambda command, **_: (here.venv / ".setup").is_dir())
    monkeypatch.setattr(setup.browser, "ensure", found)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")

    setup.set_up("demo", here)
    for part in (" -m venv ", "install --editable .", "browser"):
        assert [part in command for command in commands].count(True) == 1
    assert not any("--group" in command for command in commands)

    commands.clear()
    setup.set_up("demo", here)
    assert commands == []

    setup.set_up("lint", here)
    assert any("--group dev" in c for c in commands)
    assert not any("venv" in c.split() for c in commands)

    commands.clear()
    (tmp_path / "pyproject.toml").write_text(PYPROJECT.replace('"a"', '"b"'), encoding="utf-8")
    setup.set_up("bench", here)
    assert any("--editable" in c for c in commands)
    assert "browser" not in commands


def test_a_set_up_that_broke_off_is_begun_again(tools: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setup, machine = tools("setup"), tools("machine")
    installs = []

    def fails_once(command: list[str], **_: Any) -> str:
        if "--editable" in command:
            installs.append(command)
            if len(installs) == 1:
                raise machine.CommandFailed(command, "no network", "failed (exit code 1)")
        return ""

    monkeypatch.setattr(setup, "run", fails_once)
    monkeypatch.setattr(setup, "works", lambda command, **_: True)
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    here = setup.Checkout(tmp_path)
    with pytest.raises(machine.SetupFailed, match="no network"):
        setup.set_up("lint", here)
    setup.set_up("lint", here)
    assert len(installs) == 2


def test_an_extra_that_cannot_be_installed_is_told_and_the_demo_is_set_up_without_it(
    tools: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    setup, machine = tools("setup"), tools("machine")
    installed: list[list[str]] = []

    def no_wheel_for_phone(command: list[str], **_: Any) -> str:
        installed.append(command[4:])
        if "sip-library" in command:
            raise machine.CommandFailed(command, "no wheel for this machine", "failed (exit code 1)")
        return ""

    monkeypatch.setattr(setup, "run", no_wheel_for_phone)
    extras = '[project.optional-dependencies]\nphone = ["sip-library", "ear"]\ntelegram = ["messenger==1.*"]\n'
    (tmp_path / "pyproject.toml").write_text(PYPROJECT + extras, encoding="utf-8")
    here = setup.Checkout(tmp_path)
    setup.ensure_extras(here)
    assert installed == [["sip-library", "ear"], ["messenger==1.*"]]
    assert "the demo does without “phone”: no wheel for this machine" in capsys.readouterr().out
    setup.ensure_extras(here)
    assert len(installed) == 2


@pytest.fixture
def made_venvs(tools: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where virtual environments were made, every one of which then works."""
    made: list[str] = []
    monkeypatch.setattr(tools("setup"), "run", lambda command, **_: made.append(command[-1]))
    monkeypatch.setattr(tools("setup"), "works", lambda command, **_: Path(command[0]).parents[1].is_dir())
    monkeypatch.delenv("PYTHON", raising=False)
    return made


def test_a_checkout_that_was_moved_gets_an_environment_of_its_own(
    tools: Any, tmp_path: Path, made_venvs: list[str]
) -> None:
    setup = tools("setup")
    old, new = setup.Checkout(tmp_path / "old"), setup.Checkout(tmp_path / "new")
    setup.ensure_venv(old)
    setup.ensure_venv(old)
    assert made_venvs == [str(old.venv)]
    old.root.rename(new.root)
    setup.ensure_venv(new)
    assert made_venvs == [str(old.venv), str(new.venv)]


def test_another_python_gets_a_new_environment_only_when_it_is_asked_for(
    tools: Any, tmp_path: Path, made_venvs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    setup = tools("setup")
    here = setup.Checkout(tmp_path)
    setup.ensure_venv(here)
    monkeypatch.setattr(setup.platform, "python_version", lambda: "3.99.0")
    setup.ensure_venv(here)
    assert len(made_venvs) == 1
    monkeypatch.setenv("PYTHON", "python3.99")
    setup.ensure_venv(here)
    assert len(made_venvs) == 2


def test_an_environment_that_the_user_has_made_is_left_as_it_is(
    tools: Any, tmp_path: Path, made_venvs: list[str]
) -> None:
    setup = tools("setup")
    here = setup.Checkout(tmp_path)
    here.python.parent.mkdir(parents=True)
    setup.ensure_venv(here)
    assert made_venvs == []


def test_outside_ci_no_server_is_installed_unasked(
    tools: Any, script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tools("machine"), "SBIN", ())
    monkeypatch.delenv("CI", raising=False)
    script("apt-get", "exit 99")
    tools("setup").ensure_peers()
    said = capsys.readouterr().out
    assert "sudo apt-get install dovecot-imapd opensmtpd sip-tester" in said
    assert "failed" not in said


def test_in_ci_servers_are_installed_and_a_failure_is_told_but_stops_nothing(
    tools: Any, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tools("machine"), "SBIN", ())
    monkeypatch.setenv("CI", "true")
    asked = tmp_path / "asked"
    script("apt-get", f'echo "$@" >> "{asked}"; echo no such mirror; exit 100')
    tools("setup").ensure_peers()
    assert "dovecot-imapd opensmtpd sip-tester" in asked.read_text(encoding="utf-8")
    assert "will be skipped: no such mirror" in capsys.readouterr().out.replace("    ", "")


@pytest.mark.parametrize("arguments", [[], ["everything"], ["demo", "test"]])
def test_an_unknown_goal_is_refused_with_the_known_ones(
    tools: Any, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert tools("setup").main(arguments) == 2
    assert "demo, lint, bench or test" in capsys.readouterr().err
