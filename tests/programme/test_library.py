"""Feature files as a library: what is in each, and a file without some of its scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from gherkin.parser import Parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopper.programme import stock_root
from shopper.programme.library import Errand, errands_in, read_errand, stock_errands

FEATURE = """\
# language: uk
@shop
Функціонал: Повернення
  Товар не підійшов,
  і покупець хоче повернути гроші.

  Передумова:
    Коли я питаю про ціну в чаті

  # Найперше.
  @library @needs-order
  Сценарій: Один
    Тоді хтось відповідає

  Структура сценарію: Два
    Коли я питаю про <що> тут
    Приклади:
      | що   |
      | ціну |
      | чай  |

  Rule: Окремо

    Сценарій: Три
      Тоді хтось відповідає
"""


def errand(tmp_path: Path, text: str = FEATURE) -> Errand:
    path = tmp_path / "returns.feature"
    path.write_text(text, encoding="utf-8")
    read = read_errand(path)
    assert read is not None
    return read


def names(text: str) -> list[str]:
    """The scenarios of a feature, as Gherkin reads it."""
    found: list[str] = []

    def look(children: Any) -> None:
        for child in children:
            if "scenario" in child:
                found.append(child["scenario"]["name"])
            elif "rule" in child:
                look(child["rule"]["children"])

    look(Parser().parse(text)["feature"]["children"])
    return found


def test_an_errand_tells_its_language_title_description_tags_and_scenarios(tmp_path: Path) -> None:
    read = errand(tmp_path)
    assert (read.name, read.language, read.title, read.trade) == ("returns", "uk", "Повернення", "shop")
    assert read.description == "Товар не підійшов, і покупець хоче повернути гроші."
    assert [(scene.name, scene.tags, scene.rows) for scene in read.scenes] == [
        ("Один", ("shop", "library", "needs-order"), 1),
        ("Два", ("shop",), 2),
        ("Три", ("shop",), 1),
    ]


def test_the_steps_of_every_row_are_told_with_those_of_the_background(tmp_path: Path) -> None:
    assert errand(tmp_path).scenes[1].steps == (
        "я питаю про ціну в чаті",
        "я питаю про ціну тут",
        "я питаю про чай тут",
    )


@pytest.mark.parametrize("left_out", [(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)])
def test_a_file_without_some_scenarios_holds_the_others_and_all_else(tmp_path: Path, left_out: tuple[int, ...]) -> None:
    read = errand(tmp_path)
    text = read.without([read.scenes[n] for n in left_out])
    assert names(text) == [scene.name for n, scene in enumerate(read.scenes) if n not in left_out]
    assert ("# Найперше." in text) == (0 not in left_out)
    assert "Передумова:" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_file_of_which_nothing_is_left_out_is_as_it_was(tmp_path: Path) -> None:
    assert errand(tmp_path).without([]) == FEATURE


def test_what_is_no_feature_is_left_out_of_a_list(tmp_path: Path) -> None:
    (tmp_path / "broken.feature").write_text(
        "Feature: A\n  Scenario: B\n    When I say so\n    and then?\n", encoding="utf-8"
    )
    (tmp_path / "empty.feature").write_text("", encoding="utf-8")
    (tmp_path / "bytes.feature").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "tongue.feature").write_text("# language: xx\nFeature: A\n", encoding="utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "good.feature").write_text("Feature: Good\n", encoding="utf-8")
    assert [read.name for read in errands_in(tmp_path)] == ["good"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(blocks=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=6), data=st.data())
def test_any_scenarios_can_be_left_out_of_any_file(
    tmp_path: Path, blocks: list[tuple[int, int, bool]], data: st.DataObject
) -> None:
    text = "Feature: F\n"
    for n, (comments, tags, gap) in enumerate(blocks):
        text += "\n" * gap + "  # said before\n" * comments + "  @a @b\n" * tags
        text += f'  Scenario: {n}\n    When I say "# {n}"\n'
    read = errand(tmp_path, text)
    left_out = [scene for scene in read.scenes if data.draw(st.booleans())]
    assert names(read.without(left_out)) == [scene.name for scene in read.scenes if scene not in left_out]


@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_the_stock_library_can_be_read_in_every_language(language: str) -> None:
    offered = stock_errands(stock_root(), language)
    assert {"shop", "provider"} <= {read.trade for read in offered}
    assert all(read.language == language and read.title and read.description and read.scenes for read in offered)
