"""A promise that is being used up is said in words under the waits and in the summary; the rest stays in the JSON."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.programme.loading import load_stock

from .. import samples

page, markdown = load_stock("reports.page"), load_stock("reports.markdown")
TOLD = {
    "en": "answered late or not at all in 7 of 20 conversations of the last seven days, and in 21 of 80",
    "uk": "відповідь запізнилася або не прийшла в 7 з 20 розмов за останні сім днів і в 21 з 80 за чотири тижні.",
    "ru": "ответ опоздал или не пришёл в 7 из 20 разговоров за последние семь дней и в 21 из 80 за четыре недели.",
    "pl": "odpowiedź spóźniła się albo nie przyszła w 7 z 20 rozmów z ostatnich siedmiu dni i w 21 z 80 z ostatnich",
}
SHARES = {"en": ("10%", "35%"), "uk": ("10%", "35%"), "ru": ("10 %", "35 %"), "pl": ("10%", "35%")}


def card(language: str, title: str = "Chat", *, alarm: bool = True) -> dict[str, Any]:
    week = {"bad": 7, "n": 20, "burn": 3.5, "burn_lo": 1.8, "remaining": -2.5}
    month = {"bad": 21, "n": 80, "burn": 2.6, "burn_lo": 1.8, "remaining": -1.6}
    row = {"channel": "chat", "title": title, "sla_s": 300, "week": week, "month": month, "alarm": alarm}
    return {**samples.sample_scorecard(), "language": language, "budget": {"target": 0.9, "channels": [row]}}


@pytest.mark.parametrize("language", TOLD)
def test_an_alarm_is_a_sentence_under_the_waits_and_in_the_summary(language: str) -> None:
    for told in (page.render(card(language)), markdown.render(card(language)).replace("\\", "")):
        assert f"Chat: {TOLD[language]}" in told
        for share in SHARES[language]:
            assert share in told.replace("\xa0", " ")


def test_without_an_alarm_nothing_is_said_of_it() -> None:
    plain = {key: value for key, value in card("en").items() if key != "budget"}
    for report in (page, markdown):
        assert report.render(card("en", alarm=False)) == report.render(plain)


def test_a_channels_name_in_it_is_text() -> None:
    shown = page.render(card("en", "<b>Chat</b>"))
    assert "&lt;b&gt;Chat&lt;/b&gt;: answered late" in shown
    assert "<b>Chat</b>: answered late" not in shown
