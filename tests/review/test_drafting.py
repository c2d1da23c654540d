"""Right answers drafted from what channels said, and as YAML that the config takes."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from shopper.model import Closing, JourneyRecord
from shopper.review.drafting import Drafted, as_yaml, draft
from shopper.settings.needs import ServiceFact
from tests import samples

NOTES = {"agree": "all agree", "once": "once only", "differ": "they differ"}


def answered(n: int, channel: str, text: str, service: str = "price", question: str = "And?") -> JourneyRecord:
    visit = samples.VisitBuilder(f"v{n}", f"j{n}", channel, service).say(n, question).hear(n + 5, text)
    return samples.journey(f"j{n}", f"s{n}", visit.close(Closing.QUIET, n + 60), facts={"product": "Aurora"})


def drafted(*journeys: JourneyRecord) -> list[Drafted]:
    return draft(journeys, samples.context())


def written(found: list[Drafted], **ticked: str) -> tuple[str, Any]:
    choices = {(one.service, one.fact, one.about): ticked[one.fact] for one in found if one.fact in ticked}
    text = as_yaml(found, choices, {"chat": "Chat", "telegram": "Telegram"}, ["A head"], NOTES)
    return text, yaml.safe_load(text)


def test_what_all_say_is_the_right_answer_in_their_own_words() -> None:
    [one] = drafted(answered(1, "chat", "It costs 1 299 UAH."), answered(2, "telegram", "1299 UAH, in stock."))
    assert one.agreed and not one.once
    assert one.said[0].channels == {"chat": 1, "telegram": 1} and one.said[0].visits == ("v1", "v2")
    text, read = written([one])
    assert read == {"services": {"price": {"facts": {"price": {"kind": "money", "right": "1 299 UAH"}}}}}
    assert '"1 299 UAH"  # Chat, Telegram: all agree' in text


def test_what_channels_say_differently_waits_for_a_person_side_by_side() -> None:
    found = drafted(
        answered(1, "chat", "It costs 1 299 UAH."),
        answered(2, "telegram", "It costs 1 499 UAH."),
        answered(3, "telegram", "1 499 UAH."),
    )
    assert [said.text for said in found[0].said] == ["1 499 UAH", "1 299 UAH"]
    text, read = written(found)
    assert read["services"]["price"]["facts"]["price"] == {"kind": "money"}
    assert '# right: "1 499 UAH"  # Telegram ×2' in text and '# right: "1 299 UAH"  # Chat' in text
    assert written(found, price="1 299 UAH")[1]["services"]["price"]["facts"]["price"]["right"] == "1 299 UAH"


def test_a_price_belongs_to_what_was_asked_for() -> None:
    found = drafted(
        answered(1, "chat", "It costs 1 299 UAH.", question="What does the Aurora cost?"),
        answered(2, "chat", "It costs 80 UAH.", question="What does a bulb cost?"),
    )
    assert [(one.about, one.said[0].text) for one in found] == [("", "80 UAH"), ("Aurora", "1 299 UAH")]
    facts = written(found)[1]["services"]["price"]["facts"]["price"]
    assert ServiceFact.model_validate(facts).right == {"": ("80 UAH",), "Aurora": ("1 299 UAH",)}


def test_of_a_limit_the_word_that_makes_it_one_is_kept() -> None:
    found = drafted(answered(1, "chat", "It takes up to 3 days by courier.", "delivery"))
    [days] = [one for one in found if one.fact == "delivery_days"]
    assert written([days])[1]["services"]["delivery"]["facts"]["delivery_days"]["right"].endswith("up to 3 days")


def test_where_nothing_was_stated_the_draft_is_empty_and_still_yaml() -> None:
    found = drafted(answered(1, "chat", "Please wait."), samples.invalid())
    assert found == []
    assert written(found)[1] == {"services": {}}


@settings(max_examples=50, deadline=None)
@given(
    said=st.lists(st.tuples(st.sampled_from(["chat", "telegram"]), st.text(max_size=30)), max_size=4),
    about=st.text(max_size=8),
)
def test_whatever_somebody_wrote_the_draft_is_yaml_that_the_config_reads(
    said: list[tuple[str, str]], about: str
) -> None:
    journeys = [answered(n, channel, f"{text} 5 UAH", question=about) for n, (channel, text) in enumerate(said, 1)]
    found = drafted(*journeys)
    _, read = written(found)
    for service in read["services"].values():
        for fact in service["facts"].values():
            ServiceFact.model_validate(fact)
