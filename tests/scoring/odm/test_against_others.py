"""The same figures by libraries that others keep."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest

from shopper.scoring.odm.agreement import Stated, alpha_nominal
from shopper.scoring.odm.exact import fisher, holm, sign_flip
from shopper.scoring.odm.intervals import difference, estimate, wilson
from shopper.scoring.odm.survival import Waits

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs are not ours to mend

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_wilson_is_that_of_statsmodels(seed: int) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    n = random.Random(seed).randint(1, 200)
    k = random.Random(seed + 1).randint(0, n)
    assert wilson(k / n, n) == pytest.approx(proportion.proportion_confint(k, n, method="wilson"), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_difference_is_that_of_statsmodels(seed: int) -> None:
    proportion = pytest.importorskip("statsmodels.stats.proportion")
    draw = random.Random(seed)
    n, m = draw.randint(2, 80), draw.randint(2, 80)
    a, b = draw.randint(0, n), draw.randint(0, m)
    theirs = proportion.confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff")
    ours = difference(estimate(a / n, n), estimate(b / m, m))
    assert ours[1:] == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_fishers_test_and_holms_correction_are_those_of_scipy_and_statsmodels(seed: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    draw = random.Random(seed)
    n, m = draw.randint(1, 40), draw.randint(1, 40)
    a, b = draw.randint(0, n), draw.randint(0, m)
    theirs = stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
    assert fisher((a, n), (b, m)) == pytest.approx(theirs, abs=1e-9)
    values = [draw.random() for _ in range(draw.randint(1, 8))]
    assert holm(values) == pytest.approx(list(multitest.multipletests(values, method="holm")[1]), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sign_flip_test_is_scipys_permutation_test(seed: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    draw = random.Random(seed)
    gaps = [draw.choice([-1, -0.5, 0.5, 1]) for _ in range(draw.randint(2, 9))]
    theirs = stats.permutation_test(
        (gaps,), lambda x, axis: x.sum(axis=axis), permutation_type="samples", n_resamples=10_000, vectorized=True
    ).pvalue
    assert sign_flip(gaps) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_share_that_waits_is_that_of_lifelines(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    draw = random.Random(seed)
    waits: list[tuple[float, bool]] = [
        (float(draw.randint(1, 30)), draw.random() < 0.6) for _ in range(draw.randint(2, 40))
    ]
    curve = lifelines.KaplanMeierFitter().fit([t for t, _ in waits], [answered for _, answered in waits])
    ours = Waits(waits)
    for step in ours.steps:
        assert float(step.waiting) == pytest.approx(curve.predict(step.t), abs=1e-9)


def test_a_median_at_exactly_one_half_is_not_put_off_by_a_rounding_error() -> None:
    assert Waits([(float(t), True) for t in range(1, 7)]).quantile(Fraction(1, 2)).est == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_is_that_of_krippendorff(seed: int) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    draw = random.Random(seed)
    units: list[Counter[Any]] = [Counter(draw.choices("abc", k=draw.randint(2, 6))) for _ in range(draw.randint(2, 6))]
    whole = sum(units, Counter())
    if len(whole) < 2:
        pytest.skip("nothing varies")
    values = sorted(whole)
    table = [[unit[value] for value in values] for unit in units]
    theirs = krippendorff.alpha(value_counts=table, level_of_measurement="nominal")
    stated = [Stated("s", "the same fact", {"one channel": unit}) for unit in units]
    assert alpha_nominal(stated) == pytest.approx(theirs, abs=1e-9)
