"""Following where the company sends its customer: how far, and why it ends."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.engine.following import Way, follow_on, parse_hops
from shopper.engine.suspend import StepsEnd
from shopper.journal.events import Kind
from shopper.settings.models import Channel

from . import worlds
from .worlds import World, settings_of


def send(monkeypatch: pytest.MonkeyPatch, **answers: str) -> None:
    """What else the company's channels answer."""
    for channel, text in answers.items():
        monkeypatch.setitem(worlds.ANSWERS, channel, ((1.0, text, False),))


def follow_from(world: World, channel: str, most: int | None = None) -> Way:
    journey = world.journey(world.process(blocking=True))
    journey.open(channel, "price")
    journey.say("How much is the kettle?")
    try:
        return follow_on(journey, most)
    finally:
        journey.finish()


def opened(world: World) -> list[tuple[str, str]]:
    return [(row.body["channel"], row.body["origin"]) for row in world.store.rows if row.kind is Kind.VISIT_OPENED]


def ended_in(world: World) -> Any:
    """What the journal says of where the way ended."""
    [way] = [row.body["result"] for row in world.store.rows if row.body.get("args") == {"name": "way"}]
    return way


def test_who_is_sent_on_and_on_goes_until_somebody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, first="Please write to second@shop.example.", second="Please write to quick@shop.example.")
    world = World(settings=settings_of())
    assert follow_from(world, "first") == Way(("second", "quick"), "arrived", "quick")
    assert opened(world) == [("first", "entry"), ("second", "redirect"), ("quick", "redirect")]
    told = [text for _, _, text in world.received]
    assert all("ow much is the kettle?" in text for text in told), "the same story everywhere"
    by = [row.body["redirected_by"] for row in world.store.rows if row.kind is Kind.VISIT_OPENED]
    assert [one and one[0].rpartition(".")[2] for one in by] == [None, "1", "2"], "who sent whom is recorded"
    assert ended_in(world) == {"channels": ["second", "quick"], "ended": "arrived", "to": "quick"}


def test_a_circle_ends_it_where_it_closes() -> None:
    world = World()
    assert follow_from(world, "ping") == Way(("pong",), "circle", "ping")
    assert opened(world) == [("ping", "entry"), ("pong", "redirect")]


def test_a_channel_that_sends_to_itself_is_a_circle_too(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, self="Please write to self@shop.example.")
    world = World(settings=settings_of())
    assert follow_from(world, "self") == Way((), "circle", "self")


@pytest.mark.parametrize(("hops", "most", "went"), [(4, None, 3), (2, None, 2), (2, 3, 2), (4, 1, 1)])
def test_it_goes_on_so_often_as_the_guard_rail_and_the_scenario_allow(
    monkeypatch: pytest.MonkeyPatch, hops: int, most: int | None, went: int
) -> None:
    chain = {f"c{n}": f"Please write to c{n + 1}@shop.example." for n in range(3)}
    send(monkeypatch, **chain, c3="It costs 42 UAH.")
    world = World(settings=settings_of(hops=hops))
    way = follow_from(world, "c0", most)
    assert len(way.channels) == went
    assert way.ended == ("arrived" if went == 3 else "limit")


def test_silence_where_the_customer_was_sent_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, first="Please write to mute@shop.example.")
    world = World(settings=settings_of())
    assert follow_from(world, "first") == Way(("mute",), "arrived", "mute")


def test_who_is_sent_nowhere_cannot_follow() -> None:
    with pytest.raises(StepsEnd, match="nobody sent the customer"):
        follow_from(World(), "quick")


def left_out(world: World, channel: str, **changes: Any) -> None:
    company = world.settings.company
    channels = {**company.channels, channel: Channel.model_validate(changes)}
    world.settings = world.settings.model_copy(update={"company": company.model_copy(update={"channels": channels})})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": "scripted", "address": "never", "aliases": ["far@shop.example"], "shopped": False}, "shopped"),
        ({"kind": "email", "address": "far@shop.example"}, "probe"),
    ],
    ids=["not shopped", "no probe"],
)
def test_a_channel_that_cannot_be_reached_is_recorded_and_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], why: str
) -> None:
    send(monkeypatch, first="Please write to second@shop.example.", second="Please write to far@shop.example.")
    world = World(settings=settings_of())
    left_out(world, "far", **changes)
    assert follow_from(world, "first") == Way(("second",), "unreached", "far")
    assert [row for row in world.store.rows if row.kind is Kind.FAULT] == []
    sent = [row.body["result"] for row in world.store.rows if row.body.get("name") == "follow"]
    assert [(one["channel"], one.get("unreached")) for one in sent] == [("second", None), ("far", why)]


def test_a_channel_that_the_company_does_not_have_ends_the_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    send(monkeypatch, first="Please write to us on Instagram, @any_shop.")
    world = World(settings=settings_of())
    with pytest.raises(StepsEnd, match=r"instagram, which is not among the company's channels"):
        follow_from(world, "first")
    assert ended_in(world)["ended"] == "unreached"


@pytest.mark.parametrize("text", ["0", "21", "-1", "many", "1.5", ""])
def test_what_is_no_number_of_times_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="no number of times from 1 to 20"):
        parse_hops(text)
