"""What the customer expects of the answer itself."""

from __future__ import annotations

from pytest_bdd import then

from shopper.engine.journey import Journey
from shopper.engine.settling import parse_limit, settled_within
from shopper.engine.stating import expect_stated
from shopper.programme.sentences import sentence


@then(
    sentence(
        en="the answer (states|mentions) {what}",
        uk="у відповіді є {what}",
        ru="в ответе есть {what}",
        pl="odpowiedź zawiera {what}",
    )
)
def states(visit: Journey, what: str) -> None:
    """A fact of the service asked about, by one of its names in config/services.yaml, or a text in quotation marks."""
    expect_stated(visit, what)


@then(
    sentence(
        en="my question is settled within {limit}",
        uk="моє питання вирішено не більш[е] ніж за {limit}",
        ru="мой вопрос решён не более чем за {limit}",
        pl="moja sprawa zostaje załatwiona najwyżej w {limit}",
    )
)
def settled(visit: Journey, limit: str) -> None:
    """A real answer comes, in whichever channel, at the cost of so many replies or channels, or in so much time."""
    settled_within(visit, parse_limit(limit))
