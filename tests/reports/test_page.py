"""The page as text: the same bytes every time, nothing foreign alive in it."""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.model import Closing, TurnKind
from shopper.programme.loading import load_stock

from .. import goldens, samples

page = load_stock("reports.page")


@pytest.fixture(scope="module")
def card() -> dict[str, Any]:
    return samples.sample_scorecard()


@pytest.fixture(scope="module")
def html(card: dict[str, Any]) -> str:
    return str(page.render(card))


def whole(card: dict[str, Any]) -> dict[str, Any]:
    """The scorecard of a company that wants every conversation on its page, word by word."""
    return {**card, "about": {**card["about"], "transcripts": "all"}}


class Reader(HTMLParser):
    """What a browser would build: elements, ids, links, attributes, and the plain text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def ids(self) -> list[str]:
        return [i for _, attrs in self.tags if (i := attrs.get("id"))]


def test_the_sample_week_gives_the_page_that_was_looked_at(html: str) -> None:
    assert goldens.marked(html) == goldens.looked_at("en")


@pytest.mark.parametrize("language", ["uk", "ru", "pl"])
def test_the_sample_week_gives_the_page_that_was_looked_at_in_each_language(
    card: dict[str, Any], language: str
) -> None:
    assert goldens.marked(page.render({**card, "language": language})) == goldens.looked_at(language)


def test_a_page_that_was_looked_at_stands_there_without_its_style_and_with_all_else(html: str) -> None:
    kept = goldens.marked(html)
    assert len(re.findall("<style>…</style>", kept)) == 1
    assert kept.count("sha256-…") == 1
    for part in re.split(r"(?s)<style>.*?</style>|sha256-[A-Za-z0-9+/]{43}=", html):
        assert part in kept


def without_foreign_words(value: Any) -> Any:
    """A scorecard whose every title, sentence and name is "…": what is left on the page, the page says itself."""
    foreign = {"title", "channel_title", "via_title", "sentence", "scenario", "text", "sender", "name", "method"}
    foreign |= {"subject", "reason", "fault", "zone", "ordered_by", "scripts_by", "channel", "way", "service", "file"}
    foreign |= {"sha256"}
    if isinstance(value, dict):
        return {k: "…" if k in foreign else without_foreign_words(v) for k, v in value.items()}
    return [without_foreign_words(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_nothing_is_left_in_english_on_a_page_in_another_language(language: str) -> None:
    data = {"buttons": ["…"], "attachments": ["…"], "offline_form": True, "folder": "…"}
    odd = samples.VisitBuilder("1", "1", "chat", "price").say(0, "…").hear(9, "…", data=data, via="help", late=True)
    for kind in TurnKind:
        odd.hear(10, "…", kind, data={"spam": True})
    more = samples.journey("1", "…", odd.close(Closing.QUIET, 60))
    card = without_foreign_words(whole(samples.sample_scorecard([*samples.week()[:6], more, *samples.week()[7:]])))
    page_of = Reader(str(page.render({**card, "language": language})))
    labels = [str(v) for _, a in page_of.tags for k, v in a.items() if k in {"data-label", "aria-label", "title"}]
    text = " ".join([*page_of.text, *labels]).replace(str(page_of.style), "")
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= {
        "UAH",
        "SHA",
        "MOVER",
        "scorecard",
        "json",
    }  # a currency, methods, a file
    assert page_of.tags[0] == ("html", {"lang": language})


def test_what_went_wrong_on_our_own_side_is_marked_as_english_on_a_page_in_another_language(
    card: dict[str, Any], html: str
) -> None:
    fault = "Telegram asked this account to wait 420 seconds before it writes again."
    assert page.render({**card, "language": "uk"}).count(f'<span lang="en">{fault}</span>') == 2
    assert html.count(fault) == 2
    assert '<span lang="en">' not in html


def test_buttons_attachments_and_the_form_for_when_nobody_is_there_are_told_beside_the_turn() -> None:
    visit = samples.VisitBuilder("v1", "j", "chat", "price", language="uk").say(0, "Скільки коштує лампа?")
    visit.hear(5, "Оберіть", data={"buttons": ["Ціна", "<b>Доставка"]})
    visit.hear(9, "Прайс", data={"attachments": ["price.pdf", "<i>.doc"]}).hear(
        12, "Дякуємо", data={"offline_form": True}
    )
    record = samples.journey("j", "s", visit.close(Closing.QUIET, 900))
    made = str(page.render(whole(samples.sample_scorecard([record]))))
    assert (
        '<ul class="offered" aria-label="Buttons to press:" lang="uk">'
        '<li dir="auto">Ціна</li><li dir="auto">&lt;b&gt;Доставка</li></ul>' in made
    )
    assert "Attached: price.pdf, &lt;i&gt;.doc</p>" in made
    assert made.count("by the form for when nobody is there") == 1


def test_a_second_rendering_is_the_same_to_the_byte_and_leaves_the_scorecard_alone(
    card: dict[str, Any], html: str
) -> None:
    before = copy.deepcopy(card)
    assert page.render(card) == html
    assert card == before


def test_the_policy_names_the_hash_of_the_only_style_and_allows_no_script(html: str) -> None:
    style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = next(a["content"] for t, a in Reader(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert f"style-src 'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert "script-src" not in str(policy)


def test_there_is_no_script_no_inline_style_no_handler_and_no_address_to_load_from(html: str) -> None:
    for tag, attributes in Reader(html).tags:
        assert tag not in {"script", "img", "iframe", "link", "object", "base", "form"}
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert "src" not in attributes


@pytest.mark.parametrize("transcripts", ["problems", "all"])
def test_every_link_leads_into_the_page_or_to_the_evidence_and_finds_its_target(
    card: dict[str, Any], transcripts: str
) -> None:
    reader = Reader(str(page.render({**card, "about": {**card["about"], "transcripts": transcripts}})))
    links = [str(a["href"]) for t, a in reader.tags if t == "a"]
    inside = {link[1:] for link in links if link.startswith("#")}
    assert inside <= set(reader.ids())
    outside = [link for link in links if not link.startswith("#")]
    assert outside == (["evidence/aa/" + "a" * 64] if transcripts == "all" else [])


def test_no_id_stands_twice(html: str) -> None:
    ids = Reader(html).ids()
    assert len(ids) == len(set(ids))


def test_hostile_text_is_shown_and_stays_dead(html: str) -> None:
    text = "".join(Reader(html).text)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} ]]> ⟨U+202E⟩gnp.exe</details>" in text
    assert "\u202e" not in html


def test_every_conversation_with_a_problem_is_there_word_by_word_and_each_of_the_others_has_its_row(
    card: dict[str, Any], html: str
) -> None:
    ids = set(Reader(html).ids())
    for visit in card["visits"]:
        assert visit["anchor"] in ids
        turns = {turn["anchor"] for turn in visit["turns"]}
        assert (turns <= ids) if visit["problem"] or not visit["valid"] else not (turns & ids)


def test_who_wants_every_conversation_word_by_word_gets_it(card: dict[str, Any]) -> None:
    ids = set(Reader(str(page.render(whole(card)))).ids())
    assert {turn["anchor"] for visit in card["visits"] for turn in visit["turns"]} <= ids


def test_a_reply_that_a_filter_hid_is_shown_with_where_it_lay() -> None:
    visit = samples.VisitBuilder("v1", "j", "help", "price").say(0, "What does the lamp cost?")
    visit.hear(60, "450 UAH.", data={"folder": "Junk", "spam": True}).hear(90, "In stock.", data={"folder": "<b>Old"})
    record = samples.journey("j", "s", visit.close(Closing.QUIET, 900))
    text = "".join(Reader(str(page.render(whole(samples.sample_scorecard([record]))))).text)
    assert "found in the spam folder" in text
    assert "found in the folder “<b>Old”" in text


def test_silence_is_never_given_as_a_plain_number(html: str) -> None:
    row = html[html.index('<tr class="is-silent">') :].split("</tr>", maxsplit=1)[0]
    assert row.count("over 1 d 16 h") == 3


def test_an_owner_can_change_one_block_and_keep_the_rest(card: dict[str, Any], tmp_path: Path) -> None:
    template = '{% extends "stock/page.html.j2" %}{% block header %}<h1>Our own head</h1>{% endblock %}'
    (tmp_path / "page.html.j2").write_text(template)
    made = page.render(card, [tmp_path])
    assert "<h1>Our own head</h1>" in made
    assert "Unfortunately we do not handle refunds." in made


def test_an_owners_own_style_is_hashed_into_the_policy(card: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "page.css").write_text("body{margin:1rem}\n")
    made = str(page.render(card, [tmp_path]))
    style = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)[0]
    assert style.startswith("body{margin:1rem}\n")
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in made


def test_an_empty_week_is_a_page_too() -> None:
    made = page.render(samples.sample_scorecard([]))
    assert "Nothing could be measured." in made


def test_the_shell_is_small(html: str) -> None:
    assert len(page.render(samples.sample_scorecard([])).encode()) < 60_000


@settings(max_examples=12)
@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_company_writes_adds_no_element_and_no_attribute(text: str, sender: str) -> None:
    visit = samples.VisitBuilder("v1", "j", "chat", "price").say(0, text).hear(5, text, sender=sender, subject=sender)
    plain = samples.VisitBuilder("v1", "j", "chat", "price").say(0, "x").hear(5, "x", sender="x", subject="x")
    shapes = []
    for builder in (visit, plain):
        closed = builder.close(Closing.QUIET, 60)
        card = whole(samples.sample_scorecard([samples.journey("j", "s", closed)]))
        reader = Reader(page.render({**card, "findings": []}))
        shapes.append({tag for tag, _ in reader.tags} | {name for _, attributes in reader.tags for name in attributes})
    assert shapes[0] - shapes[1] <= {"li", "span", "b", "small"}


def test_too_little_for_a_letter_gives_first_findings_with_what_is_still_needed_in_numbers() -> None:
    few = samples.sample_scorecard([samples.good(), samples.slow()])
    reader = Reader(str(page.render(few)))
    text = " ".join("".join(reader.text).split())
    assert "First findings" in text
    assert "No letter yet" in text
    assert "What is still needed" in text
    assert "18 more conversations watched to their end: Chat 4, Help mailbox 4, Returns mailbox 5, Telegram 5" in text
    assert not [a for tag, a in reader.tags if "letter" in str(a.get("class", "")).split()]


def test_nobody_is_asked_to_close_a_channel_that_answers_most_customers(card: dict[str, Any]) -> None:
    asked = []
    for replied in (0, 4, 5, 9):
        closing = [{"kind": "close", "channel": "Chat", "replied": replied, "watched": 10, "gain": 0.07, "grade": "A"}]
        made = str(page.render({**card, "degree": {**card["degree"], "closing": closing}}))
        asked.append("Staff it, or close it?" in made)
    assert asked == [True, True, False, False]


def test_a_fix_names_the_letter_only_where_it_changes(card: dict[str, Any]) -> None:
    degree = copy.deepcopy(card["degree"])
    now = degree["score"]["overall"]["grade"]
    for grade, told in ((now, "+6 points</span>"), ("A", "+6 points, then A</span>")):
        degree["fixes"] = [{"id": "history", "kind": "history", "gain": 0.06, "grade": grade, "because": "gain"}]
        assert told in str(page.render({**card, "degree": degree}))


def test_what_a_person_and_a_second_opinion_said_stands_beside_the_finding(card: dict[str, Any]) -> None:
    said = copy.deepcopy(card)
    first, last = said["findings"][0], said["findings"][-1]
    first["review"] = {"state": "confirmed", "by": "Olena", "why": "<b>heard it", "at": "2025-11-27T10:00:00+02:00"}
    first["opinion"] = {"agrees": False, "by": "model", "why": "<i>not sure", "at": "2025-11-27T10:00:00+00:00"}
    said["reviewed"] = [{**last, "also": [], "review": {"state": "disputed", "by": "Petro", "why": "", "at": ""}}]
    said["review"] = {"open": 5, "confirmed": 1, "disputed": 1, "corrected": 0}
    visit = said["visits"][3]
    visit["satisfaction"] = {"stars": 2, "by": "Olena", "at": ""}
    visit["turns"][1] |= {"delivered_late_s": 720.0, "by_hand": "Olena"}
    visit["verdicts"][0]["data"] = {"recognised": True}
    text = " ".join("".join(Reader(str(page.render(said))).text).split())
    assert "confirmed by Olena <b>heard it" in text
    assert "second opinion: doubts it model, 2025-11-27: <i>not sure" in text
    assert "disputed by Petro" in text
    assert "confirmed 1, disputed 1, corrected 0; not looked at yet 5" in text
    assert "satisfaction 2 of 5, says Olena" in text
    assert "noted 12 min late by Olena" in text
    assert "the customer was recognised" in text


def test_pictures_can_stand_inside_the_page_instead_of_beside_it(card: dict[str, Any]) -> None:
    inside = "data:image/png;base64,AAAA"
    reader = Reader(str(page.render(whole(card), pictures={"a" * 64: inside})))
    assert [a["src"] for tag, a in reader.tags if tag == "img"] == [inside]
    assert not [a for tag, a in reader.tags if tag == "a" and str(a["href"]).startswith("evidence")]
