"""Thirty visits whose numbers were worked out by hand and by another implementation."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from shopper.scoring.odm import fixes, weeks
from shopper.scoring.odm.budget import burn
from shopper.scoring.odm.curve import worth
from shopper.scoring.odm.exact import fisher, holm, sign_flip
from shopper.scoring.odm.grades import grade, raw_grade
from shopper.scoring.odm.intervals import Z95, Z99, Estimate, difference, estimate, kish, mover, wilson
from shopper.scoring.odm.method import Scored, as_json, score
from shopper.scoring.odm.redirects import cycles_of
from shopper.scoring.odm.survival import Waits
from shopper.scoring.odm.table import read_table

from .tables import differences

NEAR = 1e-9


@pytest.fixture(scope="module")
def this_week(example: Any) -> Scored:
    return score(read_table(example))


@pytest.fixture(scope="module")
def next_week(example: Any) -> Scored:
    changed = {visit["id"]: visit for visit in example["next_week"]["changed_visits"]}
    return score(read_table({**example, "visits": [changed.get(v["id"], v) for v in example["visits"]]}))


def test_every_number_of_the_scorecard_is_the_one_worked_out(this_week: Scored, example: Any) -> None:
    assert list(differences(as_json(this_week), example["expected"])) == []


def test_the_fixes_stand_in_the_order_of_what_they_gain(this_week: Scored, example: Any) -> None:
    assert list(differences(fixes.as_json(fixes.fixes(this_week)), example["expected_what_if"])) == []


def test_a_repaired_mailbox_is_seen_the_week_after(this_week: Scored, next_week: Scored, example: Any) -> None:
    wanted = example["next_week"]
    assert list(differences(as_json(next_week)["overall"], wanted["expected_overall"])) == []
    assert list(differences(weeks.compare(this_week, next_week), wanted["expected_compare"])) == []


def test_wilson(unit: Any) -> None:
    assert pytest.approx([unit["z"]["z95"], unit["z"]["z99"]], abs=NEAR) == [Z95, Z99]
    for row in unit["wilson"]:
        assert wilson(row["mean"], row["n"]) == pytest.approx((row["lo"], row["hi"]), abs=NEAR), row


def test_the_curve(unit: Any) -> None:
    for row in unit["curve"]:
        got = worth(row["t"], sla=row["sla"], tolerable=row["tolerable"])
        assert got == pytest.approx(row["score"], abs=NEAR), row


def test_kish(unit: Any) -> None:
    for row in unit["kish"]:
        assert kish(n for _, n in row["strata"]) == pytest.approx(row["n_eff"], abs=NEAR)


def test_mover(unit: Any) -> None:
    for row in unit["mover"]:
        got = mover([(weight, Estimate(mean, lo, hi, 1)) for weight, mean, lo, hi in row["parts"]])
        assert [got.score, got.lo, got.hi] == pytest.approx(row["out"], abs=NEAR)


def test_the_difference_of_two_shares(unit: Any) -> None:
    for row in unit["difference"]:
        (a, n), (b, m) = row["a"], row["b"]
        assert difference(estimate(a / n, n), estimate(b / m, m)) == pytest.approx(row["out"], abs=NEAR)


def test_the_traps_of_waits_that_never_ended(unit: Any) -> None:
    for row in unit["km"]:
        waits = Waits([(t, answered) for t, answered in row["obs"]])
        steps = [
            {
                "t": s.t,
                "d": s.d,
                "at_risk": s.at_risk,
                "S": float(s.waiting),
                "S_fraction": str(s.waiting),
                "n_eff": s.n,
            }
            for s in waits.steps
        ]
        assert list(differences(steps, row["steps"])) == [], row["name"]
        assert waits.waiting_at(row["tau"]) == pytest.approx((row["S_tau"], row["n_eff_tau"]), abs=NEAR), row["name"]
        assert waits.band_at(row["tau"]) == pytest.approx(row["band_tau"], abs=NEAR), row["name"]
        for name, q in (("median", Fraction(1, 2)), ("p90", Fraction(9, 10))):
            limits = waits.quantile(q)
            assert {"est": limits.est, "lo": limits.lo, "hi": limits.hi} == row[name], row["name"]


def test_the_sign_flip_test(unit: Any) -> None:
    for row in unit["signflip"]:
        assert sign_flip(row["diffs"]) == pytest.approx(row["p"], abs=NEAR)


def test_fishers_test(unit: Any) -> None:
    for row in unit["fisher"]:
        assert fisher(tuple(row["a"]), tuple(row["b"])) == pytest.approx(row["p"], abs=NEAR)


def test_holms_correction(unit: Any) -> None:
    for row in unit["holm"]:
        assert holm(row["p"]) == pytest.approx(row["adjusted"], abs=NEAR)


def test_the_budget(unit: Any) -> None:
    for row in unit["burn"]:
        got = burn(row["bad"], row["n"], row["target"])
        wanted = row["out"]
        assert (got.burn, got.burn_lo, got.remaining) == pytest.approx(
            (wanted["burn"], wanted["burn_lo"], wanted["remaining"]), abs=NEAR
        )


def test_circles(unit: Any) -> None:
    for row in unit["scc"]:
        assert cycles_of([(a, b) for a, b in row["edges"]]) == row["cycles"]


def test_letters(unit: Any) -> None:
    for row in unit["grade"]:
        caps = [(letter, id_) for letter, id_ in row["caps"]]
        got = raw_grade(row["score"]), grade(row["score"], row["lo"], caps, row["evidence"])
        assert got == (row["raw"], row["grade"]), row
