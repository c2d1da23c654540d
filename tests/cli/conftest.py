"""The command line in this process, and a library of scenarios that a test knows."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from shopper.cli import main
from shopper.programme.library import Errand, errands_in

QUESTIONS = """\
# language: uk
@shop
Функціонал: Звичайні питання
  Те, що питає кожен покупець.

  @every-channel
  Сценарій: Ціна всюди
    Коли я питаю про ціну тут
    Тоді хтось відповідає

  Сценарій: Ціна в чаті
    Коли я питаю про ціну в чаті
    Тоді хтось відповідає

  # Поштою відповідають довше.
  Сценарій: Ціна поштою
    Коли я питаю про ціну в пошті
    Тоді хтось відповідає
"""
ORDERS = """\
# language: uk
@shop
Функціонал: Моє замовлення
  Де воно, коли його чекають.

  @needs-order
  Сценарій: Де замовлення
    Коли я питаю про замовлення в чаті
    Тоді хтось відповідає
"""
PROVIDER = """\
# language: uk
@provider
Функціонал: Питання до майстра
  Те, що питають до запису.

  Сценарій: Графік у чаті
    Коли я питаю про графік роботи в чаті
    Тоді хтось відповідає
"""
ENGLISH = """\
@shop
Feature: Ordinary questions
  What every customer asks.

  Scenario: The price in the chat
    When I ask about the price in the chat
    Then someone replies
"""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


Shopper = Callable[..., Done]


@pytest.fixture
def shopper(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shopper:
    """shopper("init", "shop", keys="…\\n"): the command as it is typed, with what is typed after it."""

    def _run(*args: str, keys: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["shopper", *args])
        monkeypatch.setattr(sys, "stdin", io.StringIO(keys))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return _run


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of four errands, in the place of the stock one: scenarios/<language>/*.feature below this folder."""
    folder = tmp_path / "library"
    files = {
        "uk/questions": QUESTIONS,
        "uk/orders": ORDERS,
        "uk/provider_questions": PROVIDER,
        "en/questions": ENGLISH,
    }
    for name, text in files.items():
        path = folder / f"{name}.feature"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _errands(_stock: Path, language: str) -> list[Errand]:
        return errands_in(folder / language)

    for module in ("setting_up", "choosing"):
        monkeypatch.setattr(f"shopper.cli.{module}.stock_errands", _errands)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder
