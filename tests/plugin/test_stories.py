"""What a scenario's steps tell of its story before it is played."""

from __future__ import annotations

import pytest

from shopper.engine.credible import Need
from shopper.programme.loading import load_stock
from shopper.pytest_plugin import stories
from shopper.pytest_plugin.stories import StepFound, Story, real_facts


def need(*steps: StepFound, here: str = "", tags: tuple[str, ...] = ()) -> Need:
    story = Story(here)
    for step in steps:
        story.read(step)
    return story.need("j", "title", "en", tags)


def when(function: str, *channels: str, services: tuple[str, ...] = ()) -> StepFound:
    return StepFound("when", function, channels, services)


ASK = when("ask", "chat", services=("price",))


def test_a_question_is_one_visit_and_one_story_in_its_channel() -> None:
    told = need(ASK, StepFound("then", "replies", ("chat",)))
    assert (told.channels, told.visits, told.asks, told.services) == (
        ("chat",),
        {"chat": 1},
        (("price", "chat"),),
        ("price",),
    )
    assert not told.leads_on


def test_a_story_that_goes_on_in_a_second_channel_is_told_there_too() -> None:
    told = need(ASK, when("continue_in", "email"))
    assert told.visits == {"chat": 1, "email": 1}
    assert told.asks == (("price", "chat"), ("price", "email"))


def test_coming_back_is_another_visit_where_the_customer_was_last() -> None:
    assert need(ASK, when("continue_in", "email"), when("come_back_later")).visits == {"chat": 1, "email": 2}
    assert need(ASK, when("come_back_later")).visits == {"chat": 2}


def test_a_channel_that_is_only_named_needs_an_account_and_is_not_visited() -> None:
    for step in (when("prefer_channel", "email"), StepFound("then", "replies", ("email",))):
        told = need(ASK, step)
        assert told.channels == ("chat", "email")
        assert told.visits == {"chat": 1}
        assert told.asks == (("price", "chat"),)


def test_following_the_company_may_lead_anywhere() -> None:
    assert need(ASK, when("follow")).leads_on


def test_a_story_of_every_channel_is_told_in_the_channel_of_its_run() -> None:
    told = need(when("ask_here", services=("price",)), here="tray")
    assert (told.channels, told.visits, told.asks) == (("tray",), {"tray": 1}, (("price", "tray"),))


def test_tags_name_the_facts_that_must_be_real() -> None:
    assert real_facts(("shop", "needs-order", "needs-contract-number")) == ("order_number", "contract_number")
    assert need(ASK, tags=("needs-order",)).real == ("order_number",)


@pytest.mark.parametrize("name", [stories._NO_VISIT, stories._ONCE_MORE, *stories._LEADS_ON])
def test_the_steps_that_are_known_by_name_are_among_the_stock_sentences(name: str) -> None:
    modules = [load_stock(f"scenarios.sentences.{module}") for module in ("asking", "moving", "expecting", "answering")]
    assert any(callable(getattr(module, name, None)) for module in modules)
