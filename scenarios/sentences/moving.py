"""Where the customer goes next: on in another channel, where they are sent, back another day."""

from __future__ import annotations

from pytest_bdd import when

from shopper.engine.asking import tell_again
from shopper.engine.following import follow_on, parse_hops
from shopper.engine.journey import Journey
from shopper.engine.naming import channel_named
from shopper.engine.returning import come_back
from shopper.model import Origin
from shopper.programme.sentences import sentence
from shopper.programme.wording import REDIRECTED, RETURNING
from shopper.settings.durations import parse_duration


@when(
    sentence(
        en="I continue (in|by) {place}",
        uk="я продовжую (в|у|через|по) {place}",
        ru="я продолжаю (в|через|по) {place}",
        pl="kontynuuję (na|w|przez) {place}",
    )
)
def continue_in(visit: Journey, place: str) -> None:
    """Come with the same story to another channel, of the customer's own accord."""
    tell_again(visit, channel_named(visit.session.settings, place), Origin.FOLLOWUP, RETURNING)


@when(
    sentence(
        en="I follow where they send me",
        uk="я йду туди, куди мене відправляють",
        ru="я иду туда, куда меня отправляют",
        pl="idę tam, dokąd mnie odsyłają",
    )
)
def follow(visit: Journey) -> None:
    """Go with the same story to the channel that they name; not applicable when they name none."""
    tell_again(visit, visit.follow(), Origin.REDIRECT, REDIRECTED)


@when(
    sentence(
        en="I follow wherever they send me[, up to {hops} (times|time)]",
        uk="я йду всюди, куди мене відправляють[, не більше {hops} (разів|разу|раз|рази)]",
        ru="я иду всюду, куда меня отправляют[, не больше {hops} (раз|раза)]",
        pl="idę wszędzie, dokąd mnie odsyłają[, najwyżej {hops} (razy|raz)]",
    )
)
def follow_further(visit: Journey, hops: str = "") -> None:
    """Go with the same story from channel to channel, until nobody sends the customer on or they are sent in a circle.

    Never more often than `guard_rails: {hops: …}` says; not applicable when nobody sends them anywhere."""
    follow_on(visit, parse_hops(hops) if hops else None)


@when(
    sentence(
        en=("I come back the next day", "I come back after {time}"),
        uk=("я повертаюся наступного дня", "я повертаюся через {time}"),
        ru=("я возвращаюсь на следующий день", "я возвращаюсь через {time}"),
        pl=("wracam następnego dnia", "wracam po {time}"),
    )
)
def come_back_later(visit: Journey, time: str = "") -> None:
    """Wait until the conversation is over, and come to the same channel again at another time with the same story.

    The next day is a moment 20 to 28 hours later at which the channel is promised to be open."""
    come_back(visit, parse_duration(time) if time else None)
