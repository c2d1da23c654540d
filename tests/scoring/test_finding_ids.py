"""A finding's id: the same whatever the wording, and never one for two."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Outcome, Quote, Verdict
from shopper.scoring.finding_ids import failed_ids, finding_ids

PLAIN = Verdict("slow", 1, Outcome.FAILED, "j1", "v1", "It took 9 seconds.")
_VERDICTS = st.builds(
    Verdict,
    judge=st.sampled_from(["slow", "contradiction"]),
    version=st.just(1),
    outcome=st.sampled_from(list(Outcome)),
    journey=st.just("j1"),
    visit=st.sampled_from(["", "v1", "v2"]),
    sentence=st.text(max_size=9),
    quotes=st.lists(st.builds(Quote, st.just("v1"), st.integers(0, 3), st.text(max_size=4)), max_size=2).map(tuple),
    step=st.sampled_from(["", "Then someone replies"]),
    data=st.sampled_from([{}, {"about": "price"}, {"service": "delivery"}]),
)


def test_an_id_is_the_judge_and_the_conversation_or_the_journey() -> None:
    whole = replace(PLAIN, judge="contradiction", visit="", data={"service": "price"})
    assert finding_ids([PLAIN, whole]) == ["slow:v1", "contradiction:j1:price"]


def test_what_a_verdict_is_about_tells_it_from_the_judges_others() -> None:
    two = [replace(PLAIN, judge="accuracy", data={"about": fact}) for fact in ("price", "term")]
    assert finding_ids(two) == ["accuracy:v1:price", "accuracy:v1:term"]
    assert finding_ids(two[1:]) == ["accuracy:v1:term"]


@given(st.lists(_VERDICTS, max_size=8))
def test_no_two_share_an_id_and_neither_wording_nor_outcome_has_a_say(verdicts: list[Verdict]) -> None:
    ids = finding_ids(verdicts)
    assert len(set(ids)) == len(ids)
    reworded = [replace(v, sentence="Otherwise.", outcome=Outcome.PASSED, version=2) for v in verdicts]
    assert finding_ids(reworded) == ids


@given(st.lists(_VERDICTS, max_size=8))
def test_what_failed_has_the_same_ids_as_among_all(verdicts: list[Verdict]) -> None:
    named = zip(finding_ids(verdicts), verdicts, strict=True)
    assert failed_ids(verdicts) == [(id_, v) for id_, v in named if v.outcome is Outcome.FAILED]
