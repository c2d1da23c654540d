"""shopper diff as it is told: Markdown in which foreign words mean nothing, in the owner's language."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.cli.differing import again, as_dict, markdown
from shopper.scoring.difference import GROUPS, Difference, Finding
from shopper.words import LANGUAGES
from tests.programmes import make_programme

from .conftest import Shopper

FOREIGN = "Call @everyone | https://evil.example/x.png ![x](https://evil.example) <img src=x> `code` **bold**\n# head"


def finding(**values: Any) -> Finding:
    usual = {
        "feature": "en/a.feature", "scenario": "The price", "example": "", "channel": "chat", "judge": "slow",
        "found_in": "chat", "sentence": "The chat was slow.", "line": 7, "title": "The price",
        "quote": ("Chat", "42 UAH"), "picture": "../../evidence/aa/bb",
    }  # fmt: skip
    return Finding(**{**usual, **values})


def found(environment: str = "", language: str = "en", **groups: list[Finding]) -> Difference:
    every = {group: tuple(groups.get(group, ())) for group in GROUPS}
    return Difference("Shop", "w1", "w2", environment, language, every)


def test_a_new_finding_has_quote_place_picture_and_the_line_that_plays_it_again() -> None:
    told = markdown(found(new=[finding()]), pictures=Path("out/w2"))
    for part in (
        "## Shop: w2 against w1",
        "**The chat was slow.**",
        "> Chat: 42 UAH",
        "`scenarios/en/a.feature:7`",
        "`evidence/aa/bb`",
        "`shopper run scenarios/en/a.feature -k 'The and price'`",
    ):
        assert part in told


def test_a_picture_is_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [finding(picture="../../evidence/aa")]
    monkeypatch.chdir(tmp_path)
    assert "`.shopper/evidence/aa`" in markdown(found(new=told), pictures=tmp_path / ".shopper" / "out" / "w2")
    elsewhere = tmp_path.parent / "elsewhere"
    assert f"`{elsewhere}/evidence/aa`" in markdown(found(new=told), pictures=elsewhere / "out" / "w2")


def test_a_known_one_has_its_ticket_and_a_fixed_one_no_picture() -> None:
    known = finding(known={"ticket": "SHOP-1", "until": "2026-12-31", "why": "soon", "expired": False})
    assert "SHOP-1, until 2026-12-31. soon" in markdown(found(known=[known]))
    assert "evidence" not in markdown(found(fixed=[finding()]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_to_compare_is_said_and_nothing_new_too(language: str) -> None:
    empty, quiet = markdown(found(language=language)), markdown(found(language=language, still=[finding()]))
    assert empty.count("\n") < 5
    assert "⚪" in quiet
    assert "{" not in empty + quiet


def test_words_of_others_call_nobody_and_fetch_nothing() -> None:
    told = markdown(found(new=[finding(sentence=FOREIGN, quote=(FOREIGN, FOREIGN), title=FOREIGN)]))
    for part in ("@everyone", "https://", "![x]", "<img", "**bold**", "\n# head", "`code`"):
        assert part not in told


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_a_scenario_is_called_its_line_is_one_command(scenario: str, example: str) -> None:
    import shlex

    command = shlex.split(again(finding(scenario=scenario, title=scenario, example=example), "staging"))
    assert command[:4] == ["shopper", "run", "--env", "staging"]
    assert command[4] == "scenarios/en/a.feature"
    assert len(command) in (5, 7)
    assert not set(command[6:]) & {"and", "or", "not"}


def test_the_json_counts_every_group() -> None:
    told = as_dict(found("staging", new=[finding()], still=[finding(judge="silence")]))
    assert told["counts"] == {"new": 1, "expired": 0, "known": 0, "fixed": 0, "still": 1, "unseen": 0}
    assert told["environment"] == "staging"
    assert json.loads(json.dumps(told)) == told


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "shopper-scorecard/1"}', "no json"])
def test_a_file_that_is_no_scorecard_is_refused(shopper: Shopper, tmp_path: Path, content: str) -> None:
    programme = make_programme(tmp_path)
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    path = str(tmp_path / "a.json")
    done = shopper("diff", path, path, "--programme", str(programme.root))
    assert done.code == 12
    assert "scorecard" in done.err


def test_a_wave_that_is_not_there_is_refused_with_what_there_is(shopper: Shopper, tmp_path: Path) -> None:
    programme = make_programme(tmp_path)
    (tmp_path / ".shopper" / "out" / "nightly").mkdir(parents=True)
    (tmp_path / ".shopper" / "out" / "nightly" / "scorecard.json").write_text("{}", encoding="utf-8")
    done = shopper("diff", "nihgtly", "nightly", "--programme", str(programme.root))
    assert done.code == 12
    assert "Did you mean “nightly”?" in done.err
