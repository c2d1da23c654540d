"""What the customer does in a conversation: asks, says, answers what is asked, presses."""

from __future__ import annotations

from pytest_bdd import when

from shopper.engine.asking import ask_in
from shopper.engine.details import give_details
from shopper.engine.journey import Journey
from shopper.engine.naming import channel_named, service_named
from shopper.engine.preferring import prefer
from shopper.model import Origin
from shopper.programme.sentences import sentence


@when(
    sentence(
        en=(
            "I ask about {service} (in|by) {place} and (in|by) {other} at once",
            "I ask about {service} (in|by) {place}",
        ),
        uk=(
            "я питаю про {service} (в|у|через|по) {place}",
            "я одночасно питаю про {service} (в|у|через|по) {place} та (в|у|через|по) {other}",
        ),
        ru=(
            "я спрашиваю про {service} (в|через|по) {place}",
            "я одновременно спрашиваю про {service} (в|через|по) {place} и (в|через|по) {other}",
        ),
        pl=(
            "pytam o {service} (na|w|przez) {place}",
            "pytam jednocześnie o {service} (na|w|przez) {place} i (na|w|przez) {other}",
        ),
    )
)
def ask(visit: Journey, service: str, place: str, other: str = "") -> None:
    """Ask in one channel, or in two at the same time."""
    settings = visit.session.settings
    ask_in(visit, service_named(settings, service), channel_named(settings, place))
    if other:
        ask_in(visit, service_named(settings, service), channel_named(settings, other), Origin.PARALLEL)


@when(
    sentence(
        en="I ask about {service} here",
        uk="я питаю про {service} тут",
        ru="я спрашиваю про {service} здесь",
        pl="pytam o {service} tutaj",
    )
)
def ask_here(visit: Journey, service: str, channel: str) -> None:
    """Ask in the channel of an @every-channel run."""
    ask_in(visit, service_named(visit.session.settings, service), channel)


@when(
    sentence(
        en="I (say|write) {text}",
        uk="я (кажу|пишу) {text}",
        ru="я (говорю|пишу) {text}",
        pl="(mówię|piszę) {text}",
    )
)
def say(visit: Journey, text: str) -> None:
    """Say something in own words in the current conversation."""
    visit.say(text)


@when(
    sentence(
        en="I give details when asked",
        uk="я називаю свої дані, коли питають",
        ru="я называю свои данные, когда спрашивают",
        pl="podaję swoje dane, gdy o nie pytają",
    )
)
def details(visit: Journey) -> None:
    """Tell what they ask for, once, as far as the customer knows it; politely stop before a real order would begin."""
    give_details(visit)


@when(
    sentence(en="I press {button}", uk="я натискаю {button}", ru="я нажимаю {button}", pl="(naciskam|klikam) {button}")
)
def press(visit: Journey, button: str) -> None:
    """Press a button that the channel shows, such as a quick reply."""
    visit.press(button)


@when(
    sentence(
        en="I ask to be answered (in|by) {place}",
        uk="я прошу відповісти (в|у|через|на|по) {place}",
        ru="я прошу ответить (в|через|на|по) {place}",
        pl="proszę o odpowiedź (na|w|przez) {place}",
    )
)
def prefer_channel(visit: Journey, place: str) -> None:
    """Ask in the current conversation for the answer to come in another channel, and say how to reach the customer."""
    prefer(visit, channel_named(visit.session.settings, place))
