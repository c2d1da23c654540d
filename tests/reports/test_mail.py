"""The mail: what a mail program can show, in each language, with nothing foreign alive in it."""

from __future__ import annotations

import copy
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from shopper.programme.loading import load_stock
from shopper.scoring.changes import changed

from .. import samples
from ..scoring.history import Names, next_week, wave

mail = load_stock("reports.mail")
LANGUAGES = ("en", "uk", "ru", "pl")
NO_CLOSING = {"meta", "br"}


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    return samples.sample_scorecard()


class Reader(HTMLParser):
    """The elements of a letter, and whether each one that is opened is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in NO_CLOSING:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_is_made_of_what_mail_programs_show(card: dict[str, Any], language: str) -> None:
    html = mail.render({**card, "language": language}, attached="scorecard.html", link="https://reports.example/w/")
    reader = Reader(html)
    assert reader.open == []
    names = {tag for tag, _ in reader.tags}
    assert not names & {"script", "img", "link", "svg", "form", "iframe", "button", "input", "div"} - {"div"}
    tables = [attrs for tag, attrs in reader.tags if tag == "table"]
    assert all(attrs.get("role") == "presentation" for attrs in tables)
    assert not re.search(r"url\(|var\(|rgba?\(|display:\s*(?:flex|grid)|@import", html)
    links = [attrs["href"] for tag, attrs in reader.tags if tag == "a"]
    assert links == ["https://reports.example/w/"]
    for tag, attrs in reader.tags:
        if tag in {"p", "h1", "h2"}:
            assert "color:#" in str(attrs.get("style")), (tag, attrs)
    assert len(html.encode()) < 100_000  # Gmail cuts a letter off at 102 kB


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_forms_say_the_same(card: dict[str, Any], language: str) -> None:
    told = {**card, "language": language}
    html = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", mail.render(told, attached="scorecard.html")))
    plain = mail.plain(told, attached="scorecard.html")
    folded = re.sub(r"[\s>]+", " ", plain)
    for finding in card["findings"][: mail.SHOWN]:
        assert finding["sentence"] in html and finding["sentence"] in folded
    for label, figure, _, _ in mail.figures_of(told, load_stock("reports._words").Words(language)):
        assert label in html and f"{label}: {figure}" in plain
    assert "scorecard.html" in html and "scorecard.html" in plain
    assert max(map(len, plain.splitlines())) <= 78


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Lamp & Light: 8 of 10 answered, 6 problems"),
        ("uk", "Lamp & Light: відповіли 8 з 10, 6 проблем"),
        ("ru", "Lamp & Light: ответили 8 из 10, 6 проблем"),
        ("pl", "Lamp & Light: odpowiedzi 8 z 10, 6 problemów"),
    ],
)
def test_the_subject_says_the_result(card: dict[str, Any], language: str, said: str) -> None:
    counts = {**card["counts"], "answered": 8, "watched": 10, "failed_journeys": 6}
    assert mail.subject({**card, "language": language, "counts": counts}) == said


def test_a_wave_without_problems_and_one_that_measured_nothing_have_subjects_of_their_own() -> None:
    good = samples.sample_scorecard([samples.good()])
    assert mail.subject(good) == "Lamp & Light: 1 of 1 answered, no problems"
    assert "Nothing failed" in mail.plain(good)
    ours = samples.sample_scorecard([samples.invalid()])
    assert mail.subject(ours) == "Lamp & Light: nothing could be measured"
    assert "our fault" in mail.plain(ours) and "our fault" in mail.render(ours)


def test_who_ordered_it_and_that_it_is_not_for_discipline_stands_at_the_foot(card: dict[str, Any]) -> None:
    for letter in (mail.plain(card), mail.render(card)):
        told = " ".join(letter.split())
        assert "Ordered by: Head of customer care." in told
        assert "written by: Quality team." in told
        assert "It is not for judging, rewarding or punishing a single person" in told


def test_a_scorecard_of_an_older_make_is_still_told(card: dict[str, Any]) -> None:
    old = {key: value for key, value in card.items() if key != "about"}
    assert "Ordered by" not in mail.plain(old) + mail.render(old)


def test_what_is_known_stands_behind_what_is_new_and_names_its_ticket(card: dict[str, Any]) -> None:
    worst, *others = card["findings"]
    mark = {"ticket": "CARE-12", "until": "2026-01-31", "expired": False}
    known = {**card, "findings": [{**worst, "known": mark}, *others[:2]]}
    assert [f["sentence"] for f in mail.news_first(known["findings"])][-1] == worst["sentence"]
    assert "known until 2026-01-31: CARE-12" in mail.plain(known)
    assert "known until 2026-01-31: CARE-12" in mail.render(known)
    overdue = {**card, "findings": [{**worst, "known": {**mark, "expired": True}}, *others]}
    assert mail.news_first(overdue["findings"])[0]["sentence"] == worst["sentence"]


def test_long_quotes_are_cut_at_a_word() -> None:
    assert mail.shortened("one two three", 9) == "one two…"
    assert mail.shortened("x" * 20, 9) == "x" * 9 + "…"
    assert mail.shortened("one two", 9) == "one two"


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=60))
def test_what_staff_write_is_never_markup_nor_a_header(text: str) -> None:
    card = copy.deepcopy(samples.sample_scorecard([samples.silent_mailbox()]))
    card["company"]["name"] = text
    for finding in card["findings"]:
        finding["sentence"] = f"<script>{text}"
        for quote in finding["quotes"]:
            quote["text"] = f"<img src=x>{text}"
    html = mail.render(card)
    assert not {"script", "img"} & {tag for tag, _ in Reader(html).tags}
    assert len(mail.subject(card).splitlines()) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_tells_the_degree_what_changed_and_three_fixes_in_both_forms(
    card: dict[str, Any], language: str
) -> None:
    found = changed(wave(8, next_week()), [wave(1)], Names())
    made = {**card, "language": language, "changed": found}
    words, told = load_stock("reports._words").Words(language), load_stock("reports._told")
    lines = [told.degree(made, words), *told.changes(made, words), *told.fixes(made, words)]
    assert len(told.fixes(made, words)) == 3
    plain, html = (" ".join(text.split()) for text in (mail.plain(made), mail.render(made)))
    places = []
    for line in lines:
        shown = " ".join(line.split())
        assert shown in plain
        assert str(Markup.escape(shown)) in html
        places.append(html.index(str(Markup.escape(shown))))
    assert places == sorted(places)


def test_a_letter_of_a_company_with_a_hostile_channel_keeps_it_inert(card: dict[str, Any]) -> None:
    found = changed(wave(8, next_week()), [wave(1)], Names())
    found["states"][0]["title"] = "<img src=x>\n\u202eevil"
    html = mail.render({**card, "changed": found})
    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html
