"""Assertions: on findings, shares and scores; as sure as one wants to be; for a channel or a service; told or red."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.engine.limits import ERROR, TOLD, WARN, Broken, broken, red, warned
from shopper.scoring.odm.method import WEIGHTS
from shopper.scoring.odm.table import Table, read_table
from shopper.settings.assertions import CRITERIA, SCORES, Assertion, figure_of, in_full, mistake_in, scope_of
from shopper.words import LANGUAGES, Words

from ..scoring.history import next_week, table

EN = Words("en", "ci")


def found(document: dict[str, Any] | Table, **limits: Assertion) -> list[Broken]:
    read = document if isinstance(document, Table) else read_table(document)
    return broken(None, {name.replace("__", "/"): one for name, one in limits.items()}, EN, whole=True, table=read)


def levels(document: dict[str, Any], **limits: Assertion) -> list[str]:
    return [one.level for one in found(document, **limits)]


def test_every_criterion_of_the_method_can_be_asserted() -> None:
    assert set(CRITERIA) == set(WEIGHTS)
    made = read_table(table())
    assert all(broken(None, {name: Assertion(min=1.0)}, EN, whole=True, table=made) for name in SCORES)


def test_the_degree_of_the_worked_example_is_46_between_36_and_57() -> None:
    [one] = found(table(), degree=Assertion(min=0.6))
    assert one.sentence == "degree of omnichannel: 46 of 100 (36–57), at least 60 asked for"


def test_sure_wants_the_whole_interval_on_the_wrong_side_strict_on_the_right_one() -> None:
    for least, expected in ((0.30, (0, 0, 0)), (0.40, (0, 0, 1)), (0.50, (0, 1, 1)), (0.60, (1, 1, 1))):
        told = [len(found(table(), degree=Assertion(min=least, judge=j))) for j in ("sure", "point", "strict")]
        assert tuple(told) == expected, least


@given(st.floats(0.01, 1.0))
def test_what_is_surely_broken_is_broken_for_the_point_and_that_strictly(least: float) -> None:
    made = read_table(table())
    sure, point, strict = (
        bool(found(made, degree=Assertion(min=least, judge=judge))) for judge in ("sure", "point", "strict")
    )
    assert sure <= point <= strict


def test_a_letter_counts_with_its_caps_and_a_better_one_is_good_enough() -> None:
    assert found(table(), grade=Assertion(letter="C"))[0].sentence == "letter: D, at least C asked for"
    assert found(table(), grade=Assertion(letter="D")) == found(table(), grade=Assertion(letter="E")) == []


def test_states_can_be_asserted() -> None:
    assert found(table(), dead_channel=Assertion(max=0))[0].sentence == (
        "channels where nobody answers: 1 found, at most 0 allowed"
    )
    assert found(next_week(), dead_channel=Assertion(max=0)) == []
    assert levels(table(), closed_loop=Assertion(max=0)) == [ERROR]


def test_a_limit_for_one_channel_or_service_looks_at_nothing_else() -> None:
    assert found(table(), answered__chat=Assertion(min=0.5)) == []
    [one] = found(table(), answered__email=Assertion(min=0.5))
    assert one.sentence == "conversations answered (email): 0 of 6, at least 50% asked for"
    assert levels(table(), dead_channel=Assertion(max=0, channels=("chat",))) == []
    assert levels(table(), reach=Assertion(min=0.9, channels=("email",))) == [ERROR]
    assert levels(table(), answered=Assertion(min=0.9, services=("tariff",), channels=("e*",))) == [ERROR]


def test_what_was_not_measured_fails_an_error_and_is_only_told_by_a_warning() -> None:
    assert found(table(), answered__fax=Assertion(min=0.5))[0].sentence == (
        "conversations answered (fax): not measured, and at least 50% asked for"
    )
    assert levels(table(), answered__fax=Assertion(min=0.5, level="warn")) == [WARN]
    assert levels(table() | {"visits": []}, degree=Assertion(min=0.1), grade=Assertion(letter="E")) == [ERROR, ERROR]


def test_too_few_conversations_are_not_judged_and_that_is_told() -> None:
    [one] = found(table(), answered__email=Assertion(min=0.5, min_n=20))
    assert (one.level, one.sentence) == (
        TOLD, "conversations answered (email): 6 measured, too few to judge (min_n: 20)",
    )  # fmt: skip
    assert (red([one]), warned([one])) == ([], [one.sentence])
    [letter] = found(table(), grade=Assertion(letter="A", min_n=30))
    assert (letter.level, letter.sentence) == (TOLD, "letter: 29 measured, too few to judge (min_n: 30)")


def test_off_asserts_nothing_and_a_warning_is_not_red() -> None:
    assert found(table(), degree=Assertion(min=0.9, level="off")) == []
    told = found(table(), degree=Assertion(min=0.9, level="warn"))
    assert red(told) == []
    assert len(warned(told)) == 1


def test_before_a_wave_has_ended_scores_and_shares_say_nothing() -> None:
    limits = {"degree": Assertion(min=1), "answered": Assertion(min=1), "grade": Assertion(letter="A")}
    assert broken(None, limits, EN, whole=False, table=read_table(table())) == []


def test_a_table_alone_says_that_it_cannot_tell_of_a_judges_findings() -> None:
    [one] = found(table(), slow=Assertion(max=0))
    assert (one.level, "Not judged" in one.sentence) == (TOLD, True)


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("degree", 65, Assertion(min=0.65)),
        ("degree", "65%", Assertion(min=0.65)),
        ("reach", 80, Assertion(min=0.8)),
        ("history", 0, Assertion(max=0)),
        ("history", {"min": 60}, Assertion(min=0.6)),
        ("grade", "C", Assertion(letter="C")),
        ("grade", "off", Assertion()),
        ("slow", 3, Assertion(max=3)),
        ("in_time/chat", "90%", Assertion(min=0.9)),
    ],
)
def test_a_limit_may_be_one_value_alone(name: str, value: object, meant: Assertion) -> None:
    made = Assertion.model_validate(in_full({name: value})[name])
    assert made == meant
    assert mistake_in(name, made) == ""


@pytest.mark.parametrize(
    ("name", "assertion", "says"),
    [
        ("grade", Assertion(min=0.5), "grade: C"),
        ("grade/chat", Assertion(letter="C"), "one letter for the whole wave"),
        ("slow", Assertion(letter="C"), "only grade is a letter"),
        ("degree", Assertion(max=3), "the least that will do"),
        ("in_time/a/b/c", Assertion(min=0.5), "figure/channel/service"),
    ],
)
def test_a_limit_that_means_nothing_is_told(name: str, assertion: Assertion, says: str) -> None:
    assert says in mistake_in(name, assertion)


def test_the_name_of_a_limit_says_where_it_holds() -> None:
    assert (figure_of("in_time/chat/price"), scope_of("in_time/chat/price")) == ("in_time", ("chat", "price"))
    assert (scope_of("in_time"), scope_of("in_time/chat"), scope_of("in_time/*/price")) == (
        ("*", "*"), ("chat", "*"), ("*", "price"),
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_in_every_language(language: str) -> None:
    limits = {
        "degree": Assertion(min=1), "grade": Assertion(letter="A"), "answered": Assertion(min=1, min_n=99),
        "answered/fax": Assertion(min=1), "in_time": Assertion(min=1), "slow": Assertion(max=0),
    }  # fmt: skip
    told = broken(None, limits, Words(language, "ci"), whole=True, table=read_table(table()))
    assert len({one.sentence for one in told}) == 6
