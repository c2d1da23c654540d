"""What holds for every table, however strange."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.scoring.odm import fixes, weeks
from shopper.scoring.odm.intervals import estimate, mover, wilson
from shopper.scoring.odm.method import Scored, as_json, score, with_unconfirmed
from shopper.scoring.odm.survival import Waits
from shopper.scoring.odm.table import read_table

from .tables import silent, table, visit

CHANNELS = ("chat", "email", "telegram")
maybe = st.sampled_from([None, True, False])
fact = st.one_of(
    st.fixed_dictionaries({"v": st.sampled_from(["form 5", "Form  5", "+380 44 000", "none"])}),
    st.tuples(st.sampled_from(["UAH", "day"]), st.integers(0, 9), st.integers(0, 9)).map(
        lambda t: {"unit": t[0], "lo": min(t[1:]), "hi": max(t[1:])}
    ),
)


@st.composite
def visits(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for n in range(draw(st.integers(0, 12))):
        reply = draw(st.one_of(st.none(), st.integers(0, 5000)))
        outcome = draw(st.sampled_from(["solved", "unsolved", "deflected"])) if reply is not None else "no_answer"
        origin = draw(st.sampled_from(["entry", "entry", "redirect", "followup", "parallel"]))
        found.append(
            visit(
                n,
                journey=f"J{n}" if origin == "entry" else f"J{draw(st.integers(0, 5))}",
                seq=1 if origin == "entry" else n + 2,
                origin=origin,
                channel=draw(st.sampled_from(CHANNELS)),
                service=draw(st.sampled_from(["price", "return"])),
                valid=draw(st.sampled_from([True, True, True, False])),
                reply_s=reply,
                observed_s=draw(st.integers(0, 3600)),
                outcome=draw(st.sampled_from([outcome, outcome, None])),
                redirect_to=draw(st.sampled_from([None, None, *CHANNELS, "target:phone"])),
                internal_switches=draw(st.integers(0, 2)),
                repeats=draw(st.integers(0, 2)),
                history_probe=draw(maybe),
                parallel_probe=draw(maybe),
                turns=draw(st.integers(0, 5)),
                solved_s=draw(st.one_of(st.none(), st.integers(0, 900))),
                facts=draw(st.dictionaries(st.sampled_from(["price", "term"]), fact, max_size=2)),
                steps=draw(st.dictionaries(st.sampled_from(["greet", "confirm"]), st.integers(0, 1))),
                tone=draw(st.dictionaries(st.sampled_from(["address", "greeting"]), st.sampled_from(["T", "V", 1]))),
            )
        )
    return found


def scored(found: list[dict[str, Any]], **config: Any) -> Scored:
    return score(read_table(table(*found, channels=CHANNELS, **config)))


@settings(deadline=None)
@given(visits())
def test_every_score_stays_within_its_limits_and_those_within_0_and_1(found: list[dict[str, Any]]) -> None:
    card = as_json(scored(found, critical_facts=[["price", "price"]]))
    for name, value in [*card["categories"].items(), ("overall", card["overall"])]:
        if value["score"] is not None:
            assert 0 <= value["lo"] <= value["score"] + 1e-12 and value["score"] <= value["hi"] + 1e-12 <= 1 + 1e-9, (
                name
            )
    assert 0 <= card["evidence"] <= 1
    assert card["overall"]["grade"] in "ABCDEF?"


@settings(deadline=None)
@given(visits(), st.randoms(use_true_random=False))
def test_the_order_of_visits_says_nothing(found: list[dict[str, Any]], draw: random.Random) -> None:
    shuffled = list(found)
    draw.shuffle(shuffled)
    one, other = as_json(scored(found)), as_json(scored(shuffled))
    one["redirects"]["trapped_journeys"].sort()
    other["redirects"]["trapped_journeys"].sort()
    one["overall"]["warnings"].sort()
    other["overall"]["warnings"].sort()
    assert one == other


@settings(deadline=None)
@given(visits(), st.sampled_from(CHANNELS))
def test_one_more_customer_without_an_answer_never_raises_reach(found: list[dict[str, Any]], channel: str) -> None:
    """Where the channel is looked at already; a first look at a silent one lowers the mean over channels."""
    before = scored(found)
    after = scored([*found, silent(99, channel=channel)])
    old, new = before.reaches[channel].score, after.reaches[channel].score
    assert new is not None
    if old is not None:
        assert new <= old + 1e-12


@settings(deadline=None)
@given(visits())
def test_what_a_fix_gains_is_told_truly_and_best_first(found: list[dict[str, Any]]) -> None:
    card = scored(found)
    gains = [fix.gain for fix in fixes.fixes(card)]
    assert all(gain > 0 for gain in gains)
    assert gains == sorted(gains, key=lambda gain: -round(gain, 12))


@settings(deadline=None)
@given(visits(), st.sets(st.sampled_from(["closed_loop", "trapped_journey:J1", "critical_contradiction:price/price"])))
def test_what_nobody_confirmed_changes_no_number_whenever_it_is_told(
    found: list[dict[str, Any]], unconfirmed: set[str]
) -> None:
    card = scored(found, critical_facts=[["price", "price"]])
    at_once = score(replace(card.table, unconfirmed=frozenset(unconfirmed)))
    assert as_json(with_unconfirmed(card, frozenset(unconfirmed))) == as_json(at_once)


@settings(deadline=None)
@given(visits())
def test_a_week_compared_with_itself_has_not_changed(found: list[dict[str, Any]]) -> None:
    card = scored(found)
    told = weeks.compare(card, card)
    assert {c["verdict"] for c in [*told["categories"].values(), *told["channels"].values()]} <= {weeks.NO_EVIDENCE}
    assert (told["caps_new"], told["caps_lifted"]) == ([], [])


@given(st.floats(0, 1), st.floats(0.1, 1e6))
def test_wilsons_limits_hold_the_mean(mean: float, n: float) -> None:
    low, high = wilson(mean, n)
    assert 0 <= low <= mean + 1e-12 and mean <= high + 1e-12 <= 1 + 1e-9


@given(st.floats(0, 1), st.integers(1, 500))
def test_more_visits_make_narrower_limits(mean: float, n: int) -> None:
    low, high = wilson(mean, n)
    nearer, farther = wilson(mean, n * 4)
    assert farther - nearer <= high - low + 1e-12


@given(st.lists(st.tuples(st.floats(0.1, 50), st.floats(0, 1), st.integers(1, 50)), min_size=1, max_size=7))
def test_a_weighted_mean_lies_among_its_parts(parts: list[tuple[float, float, int]]) -> None:
    whole = mover([(weight, estimate(mean, n)) for weight, mean, n in parts])
    means = [mean for _, mean, _ in parts]
    assert min(means) - 1e-9 <= whole.score <= max(means) + 1e-9
    assert whole.lo <= whole.score + 1e-9 and whole.score <= whole.hi + 1e-9


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=30))
def test_the_share_that_waits_only_falls(waits: list[tuple[int, bool]]) -> None:
    found = Waits([(float(t), answered) for t, answered in waits])
    shares = [1.0, *(float(step.waiting) for step in found.steps)]
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(rise for _, rise in found.rises()) - (1 - found.never)) < 1e-9


def test_many_visits_that_were_watched_for_different_times_are_counted_quickly() -> None:
    """Fractions of thousands of digits would take minutes."""
    draw = random.Random(7)
    waits = Waits([(draw.random() * 1800, draw.random() < 0.7) for _ in range(20_000)])
    assert 0 <= waits.never < 0.1
