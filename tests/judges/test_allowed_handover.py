"""Sending on for a good reason, and to where we do not look: a switch, and nobody's fault unless nobody is there."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from shopper.judges import judge_journey
from shopper.model import ChannelAddress, Closing, JourneyRecord, Observation, Origin, Outcome, Verdict
from shopper.reading.context import JudgeContext
from shopper.reading.needs import AllowedHandover, Need
from shopper.scoring.observations import observe, to_json
from shopper.scoring.odm.method import score
from shopper.scoring.odm.table import read_table

from .. import samples
from ..samples import VisitBuilder, journey

REASON = "a photo of the damage is needed"


def allowing(*to: str, sent_from: tuple[str, ...] = (), **facts: Any) -> JudgeContext:
    need = Need(allowed=(AllowedHandover(to, sent_from, REASON),), **facts)
    return replace(samples.context(), needs={"return": need})


def record(end: str = "answered", sent: str = "Please write to help@shop.example.") -> JourneyRecord:
    chat = VisitBuilder("v1", "j", "chat", "return").say(0, "The lamp came broken. What now?").hear(9, sent)
    visits = [chat.close(Closing.QUIET, 60)]
    mail = VisitBuilder("v2", "j", "help", "return", seq=2, origin=Origin.REDIRECT, redirected_by=("v1", 1))
    mail.say(100, "The lamp came broken. The chat sent me to you.")
    if end == "answered":
        visits.append(mail.hear(200, "The courier takes it back on Friday.").close(Closing.QUIET, 900))
    elif end == "silent":
        visits.append(mail.close(Closing.PATIENCE, 144_100))
    elif end == "ours":
        visits.append(mail.close(Closing.FAULT, 200, fault="The mailbox refused our login.", fault_code="login"))
    return journey("j", "s", *visits)


def outcomes(found: JourneyRecord, known: JudgeContext) -> dict[str, Outcome]:
    """What each judge says of the first visit, or of the whole journey."""
    return {v.judge: v.outcome for v in judge_journey(found, known) if v.visit in ("", "v1")}


def rows(found: JourneyRecord, known: JudgeContext) -> list[Observation]:
    return observe([found], judge_journey(found, known), known)


def failed(found: JourneyRecord, known: JudgeContext) -> list[Verdict]:
    return [v for v in judge_journey(found, known) if v.outcome is Outcome.FAILED]


@pytest.mark.parametrize("to", ["help", "email"])
def test_an_allowed_hand_over_that_is_answered_is_no_finding_and_still_a_switch(to: str) -> None:
    known = allowing(to)
    assert failed(record(), known) == []
    judged = {v.judge: v for v in judge_journey(record(), known) if v.visit == "v1"}
    assert judged["deflection"].outcome is Outcome.NOT_APPLICABLE
    assert judged["deflection"].sentence == (
        "Chat sent the customer to Help mailbox, as the company allows: a photo of the damage is needed."
    )
    chat, mail = rows(record(), known)
    assert (chat.outcome, chat.redirect_to, mail.outcome) == ("deflected", "help", "solved")


def test_an_allowed_hand_over_into_silence_is_a_dead_end_all_the_same() -> None:
    judges = {verdict.judge for verdict in failed(record("silent"), allowing("email"))}
    assert {"dead_end", "closed_loop", "silence"} <= judges
    assert "deflection" not in judges


def test_an_allowed_hand_over_that_we_did_not_follow_says_nothing_of_the_outcome() -> None:
    known = allowing("email")
    assert failed(record(end=""), known) == []
    (row,) = rows(record(end=""), known)
    assert (row.outcome, row.redirect_to) == (None, "help")


def test_an_allowed_hand_over_to_where_we_could_not_go_accuses_nobody() -> None:
    assert failed(record("ours"), allowing("email")) == []
    assert failed(record("ours"), samples.context()) == [
        verdict for verdict in failed(record("ours"), samples.context()) if verdict.judge == "deflection"
    ]


@pytest.mark.parametrize("known", [allowing("telegram"), allowing("email", sent_from=("telegram",))])
def test_what_is_allowed_elsewhere_is_a_deflection_here(known: JudgeContext) -> None:
    assert outcomes(record(), known)["deflection"] is Outcome.FAILED
    (row, _) = rows(record(), known)
    assert row.outcome == "deflected"


def test_a_hand_over_to_a_place_that_is_no_channel_can_be_allowed() -> None:
    found = record(end="", sent="Please contact us on Viber.")
    assert outcomes(found, samples.context())["dead_end"] is Outcome.FAILED
    assert failed(found, allowing("viber")) == []


def test_a_channel_that_is_not_looked_at_on_purpose_counts_against_nobody() -> None:
    plain = samples.context()
    known = replace(
        plain,
        channels=(*plain.channels, ChannelAddress("shop", "branch", "Main street 1", ("+380 44 999 00 11",))),
        titles={**plain.titles, "shop": "The shop"},
    )
    found = record(end="", sent="Please call +380 44 999 00 11.")
    settings = samples.table_settings()
    term = SimpleNamespace(sla=60, tolerable=300, patience=1800, shopped=False, public=False)
    settings.company.channels["shop"] = term
    (row,) = rows(found, known)
    assert row.redirect_to == "shop"
    assert {verdict.judge for verdict in failed(found, known)} == {"deflection"}
    scored = score(read_table(to_json([row], settings)))
    assert not scored.ways.trapped_structural
    assert not scored.ways.trapped_journeys
    assert "shop" not in scored.reaches
