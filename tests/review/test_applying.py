"""What becomes of a wave when persons have spoken, on the sample week."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopper.model import Outcome
from shopper.review.spoken import Reviews, Word, put_right, reviews_of
from shopper.scoring.degree import score_wave
from tests import samples
from tests.review.reviewing import applied, card, found, row, said, table, two_prices, word

BEFORE = applied(Reviews())
IDS = sorted(BEFORE.found)


def test_without_a_word_nothing_is_changed_and_nothing_is_added() -> None:
    assert BEFORE.verdicts and BEFORE.overruled == ()
    assert not {"review", "reviewed", "reviewed_gone"} & card(BEFORE).keys()
    assert "findings" not in table(BEFORE)


def test_a_finding_that_is_agreed_with_stands_and_says_by_whom_and_when() -> None:
    finding = next(f for f in card(said(word("silence:v012", "agree")))["findings"] if f["id"] == "silence:v012")
    assert finding["review"]["state"] == "confirmed"
    assert finding["review"]["by"] == "Olena"
    assert finding["review"]["at"].startswith("2025-12-01T")


def test_a_finding_that_is_wrong_is_no_failure_any_more_and_stays_to_be_read_with_the_reason() -> None:
    one = said(word("dead_end:v003", "wrong", because="The phone number stood in the footer"))
    assert "dead_end:v003" in found(BEFORE) and "dead_end:v003" not in found(one)
    [told] = card(one)["reviewed"]
    assert (told["id"], told["review"]["state"]) == ("dead_end:v003", "disputed")
    assert told["review"]["why"] == "The phone number stood in the footer"
    assert told["quotes"][0]["text"] == "Unfortunately we do not handle refunds."
    [verdict] = [v for v in one.verdicts if v.judge == "dead_end" and v.visit == "v003"]
    assert verdict.outcome is Outcome.UNMEASURED
    assert row(BEFORE, "v003")["outcome"] == "unsolved" and row(one, "v003")["outcome"] is None


def test_our_own_mistake_takes_the_conversation_out_of_everything() -> None:
    one = said(word("slow:v002", "ours", because="Our mailbox was full", visits=["v002"]))
    assert row(one, "v002")["valid"] is False
    assert not any(v.outcome is Outcome.FAILED for v in one.verdicts if v.visit == "v002")
    made = card(one)
    assert made["reviewed"][0]["review"] | {"at": ""} == {
        "state": "corrected", "by": "Olena", "why": "Our mailbox was full", "at": "", "ours": True,
    }  # fmt: skip
    [invalid] = [v for v in made["unmeasured"] if v["id"] == "v002"]
    assert invalid["ours"] and "Olena: Our mailbox was full" in invalid["reason"]


def test_a_message_that_was_misread_is_judged_anew_with_everything_that_rested_on_it() -> None:
    labels = [{"visit": "v004", "turn": 1, "labels": {"deflection": [], "substantive": True}}]
    one = said(word("closed_loop:j4", "wrong", labels=labels))
    assert {"closed_loop:j4", "deflection:v004"} <= BEFORE.found.keys()
    assert not {i for i in found(one) if i.endswith((":v004", ":j4"))}
    assert row(one, "v004")["redirect_to"] is None and row(one, "v004")["outcome"] == "solved"
    assert card(one)["reviewed"][0]["review"]["state"] == "corrected"


def test_a_message_of_which_a_person_says_that_it_answers_the_question_settles_the_matter() -> None:
    assert row(BEFORE, "v003")["outcome"] == "unsolved"
    labels = [{"visit": "v003", "turn": 1, "labels": {"refusal": False, "substantive": True}}]
    one = said(word("dead_end:v003", "wrong", labels=labels))
    assert row(one, "v003")["outcome"] == "solved"
    assert not {id_ for id_ in found(one) if id_.endswith(":v003")}


def test_who_says_that_nobody_was_sent_away_has_put_the_reading_right() -> None:
    one = said(word("deflection:v006", "wrong", because="They only asked for a photograph"))
    assert {"closed_loop:j5", "deflection:v006"} <= BEFORE.found.keys()
    assert row(BEFORE, "v006")["redirect_to"] == "returns" and row(one, "v006")["redirect_to"] is None
    assert "closed_loop:j5" not in found(one)


def test_a_silence_that_was_none_is_as_if_nobody_had_looked() -> None:
    assert row(BEFORE, "v012")["outcome"] == "no_answer"
    one = said(word("silence:v012", "wrong", because="They rang me"))
    assert (row(one, "v012")["outcome"], row(one, "v012")["observed_s"]) == (None, 0.0)
    [told] = [visit for visit in card(one)["unmeasured"] if visit["id"] == "v012"]
    assert told["reason"].endswith("Disputed by Olena: They rang me.") and not told["ours"]
    reach = score_wave(table(one)).reaches["returns"].n
    assert reach == score_wave(table(BEFORE)).reaches["returns"].n - 1


def test_a_reply_that_was_in_time_counts_as_just_in_time() -> None:
    assert row(BEFORE, "v002")["reply_s"] > 14_400
    assert row(said(word("slow:v002", "wrong", because="It was a holiday")), "v002")["reply_s"] == 14_400


def test_a_customer_who_was_not_trapped_is_none_for_the_method_either() -> None:
    assert set(score_wave(table(BEFORE)).ways.trapped_journeys) == {"j4", "j5"}
    words = [word(f"closed_loop:{j}", "wrong", n, because="Solved by phone") for n, j in enumerate(("j4", "j5"))]
    assert score_wave(table(said(*words))).ways.trapped_journeys == []


def test_trapped_customers_cap_the_letter_only_once_a_person_has_confirmed_them() -> None:
    def caps(*words: Any) -> tuple[bool, bool]:
        degree = card(said(*words))["degree"]
        return tuple("closed_loop" in {cap["id"] for cap in degree[sort]} for sort in ("caps", "will_cap"))  # type: ignore[return-value]

    assert caps() == (False, True)
    assert caps(word("closed_loop:j4", "agree")) == (False, True)
    assert caps(word("closed_loop:j4", "agree"), word("closed_loop:j5", "agree", 2)) == (True, False)


def test_channels_that_differ_over_a_wave_cap_the_letter_once_confirmed_and_not_once_disputed() -> None:
    id_ = "critical_contradiction:price/price"

    def caps(*words: Any) -> tuple[bool, bool]:
        degree = card(said(*words, journeys=two_prices()))["degree"]
        return tuple(id_ in {cap["id"] for cap in degree[sort]} for sort in ("caps", "will_cap"))  # type: ignore[return-value]

    assert caps() == (False, True)
    assert caps(word(id_, "agree")) == (True, False)
    assert caps(word(id_, "wrong", because="One is with delivery", sentence="Price: two")) == (False, False)
    disputed = card(said(word(id_, "wrong", because="x", sentence="Price: two"), journeys=two_prices()))["reviewed"]
    assert [(one["id"], one["sentence"]) for one in disputed] == [(id_, "Price: two")]


def test_whom_the_counting_takes_for_trapped_can_be_confirmed_and_disputed_without_a_judge() -> None:
    id_ = "trapped_journey:j4"

    def trapped(*words: Any) -> tuple[list[str], list[bool]]:
        made = table(said(*words))
        scored = score_wave(made)
        return list(scored.ways.trapped_journeys), [f["confirmed"] for f in made["findings"] if f["id"] == id_]

    assert trapped() == (["j4", "j5"], [False])
    assert trapped(word(id_, "agree")) == (["j4", "j5"], [True])
    wrong = word(id_, "wrong", because="They rang", sentence="Chat → Help")
    assert trapped(wrong) == (["j5"], [])
    [told] = card(said(wrong))["reviewed"]
    assert (told["judge"], told["sentence"], told["review"]["state"]) == ("closed_loop", "Chat → Help", "disputed")


def test_the_later_word_counts_and_an_earlier_ones_corrections_are_gone_with_it() -> None:
    labels = [{"visit": "v004", "turn": 1, "labels": {"deflection": []}}]
    wrong, agree = word("closed_loop:j4", "wrong", 1, labels=labels), word("closed_loop:j4", "agree", 2, by="Taras")
    one = said(agree, wrong)
    assert "closed_loop:j4" in found(one)
    assert one.reviews.words["closed_loop:j4"].by == "Taras"
    assert row(one, "v004")["redirect_to"] == "help"


def test_a_word_about_what_is_not_found_any_more_is_kept_and_told() -> None:
    made = card(said(word("rude_close:v001", "agree", judge="rude_close", sentence="They hung up.")))
    [gone] = made["reviewed_gone"]
    assert (gone["id"], gone["sentence"], gone["review"]["by"]) == ("rude_close:v001", "They hung up.", "Olena")
    assert made["reviewed"] == []


def test_stars_stand_with_their_conversation() -> None:
    stars = word("", "", 1, stars=2)
    one = said(type(stars)(stars.seq, stars.wave, stars.kind, stars.at, "j4", "v004", None, stars.body))
    visits = {visit["id"]: visit for visit in card(one)["visits"]}
    assert visits["v004"]["satisfaction"]["stars"] == 2
    assert "satisfaction" not in visits["v005"]


def test_names_of_labels_that_there_are_none_of_are_left_out() -> None:
    def names(**labels: object) -> object:
        made = put_right({"visit": "v004", "turn": 1, "labels": labels})
        return made and made.labels

    assert names(deflection=["phone", "<b>", "phone"], asks=["zzz", "email"]) == {
        "deflection": ["phone"],
        "asks": ["email"],
    }
    assert names(deflection=[]) == {"deflection": []}, "nobody was sent away"
    assert names(deflection=["nonsense"]) is None, "what was meant cannot be told"


# -- properties --------------------------------------------------------------------------------------------------------
_LABELS = st.fixed_dictionaries(
    {},
    optional={
        "deflection": st.lists(st.sampled_from(["email", "phone", "nowhere"]), max_size=2),
        "asks": st.lists(st.sampled_from(["phone", "order_number"]), max_size=2),
        "substantive": st.booleans(),
        "refusal": st.booleans(),
        "auto_ack": st.booleans(),
        "transfer": st.none(),
    },
)
_CORRECTION = st.fixed_dictionaries(
    {"visit": st.sampled_from(["v003", "v004", "v008", "nobody"]), "turn": st.integers(-1, 9), "labels": _LABELS}
)
_BODY = st.fixed_dictionaries(
    {
        "finding": st.sampled_from(
            [*IDS, "critical_contradiction:price/price", "trapped_journey:j4", "unknown:x", "", 7]
        ),
        "word": st.sampled_from([*Word, "perhaps", None]),
        "by": st.sampled_from(["Olena", "Taras", None]),
    },
    optional={
        "because": st.text(max_size=20),
        "labels": st.one_of(st.lists(st.one_of(_CORRECTION, st.none()), max_size=3), st.text(max_size=3)),
        "visits": st.lists(st.sampled_from(["v002", "v004", "v005", "nobody"]), max_size=2),
        "stars": st.integers(-1, 6),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(bodies=st.lists(st.one_of(_BODY, st.just({})), max_size=6), chance=st.randoms(use_true_random=False))
def test_whatever_the_journal_holds_is_applied_without_an_error_and_in_any_order(
    bodies: list[dict[str, Any]], chance: random.Random
) -> None:
    events = [word("", "", seq) for seq in range(1, len(bodies) + 1)]
    events = [type(e)(e.seq, e.wave, e.kind, e.at, "", "", None, b) for e, b in zip(events, bodies, strict=True)]
    shuffled = list(events)
    chance.shuffle(shuffled)
    one, other = said(*events), said(*shuffled)
    assert card(one) == card(other)
    assert found(one) <= found(BEFORE) | set(one.found) | {f"{v.judge}:{v.visit}" for v in one.verdicts}
    for id_, review in reviews_of(events).words.items():
        if review.word is not Word.AGREE:
            assert id_ not in found(one)


@pytest.mark.parametrize("id_", IDS)
def test_every_finding_can_be_overruled_and_is_then_no_finding(id_: str) -> None:
    assert id_ not in found(said(word(id_, "wrong", because="No")))


def test_a_wave_can_be_read_to_the_end_when_everything_is_our_mistake() -> None:
    visits = [visit.id for journey in samples.week() for visit in journey.visits]
    words = [word(id_, "ours", n, visits=visits) for n, id_ in enumerate(IDS, 1)]
    made = card(said(*words))
    assert made["findings"] == [] and made["counts"]["valid"] == 0
    assert made["review"] == {"open": 0, "confirmed": 0, "disputed": 0, "corrected": len(IDS)}
