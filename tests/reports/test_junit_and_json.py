from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.model import Closing
from shopper.programme.loading import load_stock

from .. import samples

junit = load_stock("reports.junit")
json_report = load_stock("reports.json_report")


def untried(card: dict[str, Any]) -> set[tuple[str, str, str]]:
    """(channel, service, state) of what no customer asked about there, by the matrix of the page."""
    matrix = card["matrix"]
    return {
        (column["title"], service["title"], cell["state"])
        for service, cells in zip(matrix["services"], matrix["cells"], strict=True)
        for column, cell in zip(matrix["channels"], cells, strict=True)
        if cell["state"] in ("not_tried", "not_applicable")
    }


def test_a_failure_an_error_and_a_skip_are_three_different_things() -> None:
    card = samples.sample_scorecard()
    root = ElementTree.fromstring(junit.render(card))
    results = [journey["result"] for journey in card["journeys"]]
    assert {k: root.get(k) for k in ("tests", "failures", "errors", "skipped")} == {
        "tests": str(len(results) + len(untried(card))),
        "failures": str(results.count("failed")),
        "errors": "1",
        "skipped": str(1 + len(untried(card))),
    }
    error = root.find(".//error")
    assert error is not None
    assert "420 seconds" in str(error.get("message"))


def test_a_failure_says_its_first_sentence_and_quotes_the_words_it_rests_on() -> None:
    root = ElementTree.fromstring(junit.render(samples.sample_scorecard()))
    case = next(c for c in root.iter("testcase") if c.get("name") == "A return is explained in the chat")
    failure = case.find("failure")
    assert failure is not None
    assert failure.get("message") == "Chat refused and offered no other way."
    assert "“Unfortunately we do not handle refunds.”" in str(failure.text)


def test_what_junit_says_itself_is_in_the_language_of_the_scorecard() -> None:
    root = ElementTree.fromstring(junit.render({**samples.sample_scorecard(), "language": "uk"}))
    assert "Не вдалося з нашого боку" in str(root.findtext(".//error"))
    assert "«Unfortunately we do not handle refunds.»" in "".join(f.text or "" for f in root.iter("failure"))
    words = load_stock("reports._words").Words("uk")
    skipped = {s.get("message") for s in root.iter("skipped")}
    assert skipped == {words.plain(key) for key in ("junit_skipped", "state_not_tried", "state_not_applicable")}
    assert not any(re.search("[A-Za-z]", str(message)) for message in skipped)


def test_a_suite_is_a_channel_and_its_counts_add_up() -> None:
    root = ElementTree.fromstring(junit.render(samples.sample_scorecard()))
    suites = {s.get("name"): s for s in root.iter("testsuite")}
    assert set(suites) == {"Chat", "Help mailbox", "Returns mailbox", "Telegram"}
    for suite in suites.values():
        assert int(str(suite.get("tests"))) == len(suite.findall("testcase"))


def test_a_suite_carries_the_scores() -> None:
    card = samples.sample_scorecard()
    root = ElementTree.fromstring(junit.render(card))
    suites = {
        s.get("name"): {p.get("name"): p.get("value") for p in s.iter("property")} for s in root.iter("testsuite")
    }
    overall = card["degree"]["score"]["overall"]
    for values in suites.values():
        assert float(str(values["degree"])) == pytest.approx(overall["score"], abs=1e-5)
        assert values["grade"] == overall["grade"]
        assert values["method"] == "odm-1"
    assert suites["Chat"]["channel.reach"] != suites["Telegram"].get("channel.reach")
    assert next(iter(next(root.iter("testsuite")))).tag == "properties"


def test_a_service_that_nobody_tried_in_a_channel_is_a_skipped_case_of_its_suite() -> None:
    card = samples.sample_scorecard()
    root = ElementTree.fromstring(junit.render(card))
    told = {
        (str(suite.get("name")), str(case.get("name")), str(skipped.get("type")))
        for suite in root.iter("testsuite")
        for case in suite.iter("testcase")
        for skipped in case.iter("skipped")
        if skipped.get("type")
    }
    assert untried(card)
    assert told == untried(card)


def test_a_channel_in_which_nobody_was_has_its_suite_too() -> None:
    card = samples.sample_scorecard()
    journeys = [journey for journey in card["journeys"] if journey["channel_title"] != "Telegram"]
    root = ElementTree.fromstring(junit.render({**card, "journeys": journeys}))
    [suite] = [s for s in root.iter("testsuite") if s.get("name") == "Telegram"]
    assert suite.get("tests") == suite.get("skipped") == str(len(suite.findall("testcase")))


@given(st.text(max_size=80))
def test_any_words_of_a_company_make_well_formed_xml(text: str) -> None:
    visit = samples.VisitBuilder("v", "j", "chat", "price").say(0, text).close(Closing.PATIENCE, 1800)
    record = samples.journey("j", text or "s", visit)
    ElementTree.fromstring(junit.render(samples.sample_scorecard([record])).encode("utf-8", "replace"))


def test_the_json_report_is_the_scorecard_itself() -> None:
    card = samples.sample_scorecard()
    assert json.loads(json_report.render(card)) == json.loads(json.dumps(card))


def test_every_report_names_its_id_and_its_file() -> None:
    for name in ("page", "junit", "json_report", "markdown", "observations_csv"):
        module = load_stock(f"reports.{name}")
        assert module.META["id"]
        assert Path(module.META["file"]).name == module.META["file"]
