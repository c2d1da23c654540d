"""The judge that docs/add-a-judge.md shows, as it stands there."""

from __future__ import annotations

import re
import types
from pathlib import Path

import pytest

from shopper.judges import Judge
from shopper.model import Closing, Outcome, VisitRecord
from shopper.words import LANGUAGES, findings_en

from .. import samples
from ..samples import VisitBuilder, context, journey

PAGE = Path(__file__).parents[2] / "docs" / "add-a-judge.md"


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """The page's judge, in the place where the page puts it."""
    monkeypatch.setitem(findings_en.TEXTS, "shouted", "{title} shouted.")
    monkeypatch.setitem(findings_en.TEXTS, "not_shouted", "{title} did not shout.")
    [source] = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    module = types.ModuleType("shopper.judges.shouting")
    module.__package__ = "shopper.judges"
    exec(compile(source, str(PAGE), "exec"), module.__dict__)
    return Judge(module.META, module.judge)


def answered(text: str) -> VisitRecord:
    return VisitBuilder("v1", "j", "chat", "price").say(0, "What does it cost?").hear(9, text).close(Closing.QUIET, 60)


def test_the_judge_of_the_page_finds_what_it_says(shouting: Judge) -> None:
    (loud,) = shouting.judge(journey("j", "s", answered("READ THE PRICE ON THE SITE, IT IS THERE")), context())
    assert (loud.outcome, loud.sentence, loud.quotes[0].turn) == (Outcome.FAILED, "Chat shouted.", 1)
    (calm,) = shouting.judge(journey("j", "s", answered("It costs 450 UAH. OK?")), context())
    assert calm.outcome is Outcome.PASSED
    for record in samples.week():
        for verdict in shouting.judge(record, context()):
            assert verdict.outcome is not Outcome.FAILED


def test_the_judge_of_the_page_is_named_in_every_language(shouting: Judge) -> None:
    for names in (shouting.meta.titles, shouting.meta.failures, shouting.meta.why):
        assert set(names) == set(LANGUAGES)


def test_the_page_can_be_read_at_one_go() -> None:
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) <= 80
