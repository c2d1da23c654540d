"""The trend and what changed, as a page shows them: places by numbers, words in four languages, foreign text inert."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.programme.loading import load_stock
from shopper.scoring.changes import changed
from shopper.scoring.effect import Mark
from shopper.scoring.trend import trend

from ..scoring.history import Names, next_week, wave

geometry = load_stock("reports._trend")
html = load_stock("reports._html")
words = load_stock("reports._words")
PAGE = (
    '{% import "changed.html.j2" as ch with context %}{% import "trend.html.j2" as tr with context %}'
    "{{ ch.changed_line(c) }}{{ ch.changed(c) }}{{ tr.trend(h) }}"
)


def history(**more: str) -> dict[str, Any]:
    waves = [wave(1), wave(8), wave(15, scripts="s2"), wave(22, next_week(), scripts="s2")]
    marks = [Mark("a", "2026-11-18T10:00:00+02:00", "E-mail <b>staffed</b>", "email", **more)]
    return trend(waves, marks, this="w22")


def page(language: str = "en") -> str:
    waves = [wave(1), wave(8, next_week())]
    environment = html.environment_of([], words.Words(language))
    made: str = environment.from_string(PAGE).render(c=changed(waves[1], waves[:1], Names()), h=history())
    return made


def test_the_line_breaks_where_the_scripts_changed_and_a_mark_stands_between_its_waves() -> None:
    chart = geometry.chart(history())
    assert [line.count("L") for line in chart["lines"]] == [1, 1]
    [cut], [mark], dots = chart["breaks"], chart["marks"], chart["dots"]
    assert dots[1]["x"] < cut["x"] < dots[2]["x"] < mark["x"] < dots[3]["x"]
    assert [dot["this"] for dot in dots] == [False, False, False, True]
    assert dots[3]["y"] < dots[0]["y"], "better stands higher"


def test_marks_between_the_same_two_waves_share_a_stroke() -> None:
    one, other = (Mark(key, f"2026-11-0{day}T00:00:00+02:00", "x") for key, day in (("a", 3), ("b", 4)))
    assert [mark["n"] for mark in geometry.chart(trend([wave(1), wave(8)], [one, other]))["marks"]] == ["1, 2"]


def test_a_wave_of_another_method_leaves_a_gap() -> None:
    older = wave(8, {"config": {"method": "odm-0"}, "visits": []})
    chart = geometry.chart(trend([wave(1), older, wave(15)]))
    assert (len(chart["dots"]), len(chart["lines"]), len(chart["breaks"])) == (2, 2, 2)


def test_the_ends_of_an_interval_are_never_told_narrower_than_they_are() -> None:
    assert [geometry.signed(x) for x in (0.136, -0.136, 0.004)] == [14, -14, 0]
    assert (geometry.signed(-0.0161, "down"), geometry.signed(0.2741, "up")) == (-2, 28)
    assert (words.Words("en").signed(13), words.Words("uk").signed(-1300)) == ("+13", "−1\xa0300")


@pytest.mark.parametrize(
    ("language", "says"),
    [
        ("en", "Email answers again: 6 of 6, before 0 of 6"),
        ("uk", "Email: знову відповідають, 6 з 6; раніше 0 з 6"),
        ("ru", "Email: снова отвечают, 6 из 6; раньше 0 из 6"),
        ("pl", "Email: znów odpowiadają, 6 z 6; wcześniej 0 z 6"),
    ],
)
def test_what_changed_is_told_in_the_readers_language(language: str, says: str) -> None:
    assert says in page(language)


def test_no_evidence_is_an_answer_with_what_could_have_been_seen() -> None:
    made = page()
    assert "No evidence that the degree changed: +14 points (between −2 and +28)." in made
    assert "So few conversations cannot show less than" in made
    assert "unchanged" not in made


def test_what_somebody_noted_is_shown_with_its_effect_and_is_inert() -> None:
    made = page()
    assert "E-mail &lt;b&gt;staffed&lt;/b&gt;" in made
    assert "0 of 6 answered" in made
    assert "it helped" in made
