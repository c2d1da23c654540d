"""What the customer does: asks, says, goes on elsewhere."""

from __future__ import annotations

from pytest_bdd import when

from shopper.engine.journey import Journey
from shopper.engine.naming import channel_named, service_named
from shopper.errors import OurFault
from shopper.model import Origin
from shopper.programme.sentences import sentence
from shopper.programme.wording import REDIRECTED, RETURNING, subject_of
from shopper.settings import questions


def ask_in(visit: Journey, service: str, channel: str, origin: Origin = Origin.ENTRY) -> None:
    """Open a visit in a channel and ask about a service in one of its wordings."""
    settings = visit.session.settings
    facts = settings.personas[visit.persona_id].told(visit.language)
    wordings = questions(settings.services[service], visit.language, facts)
    if not wordings:
        raise OurFault(
            f"{visit.persona_id} cannot ask about “{service}” in “{visit.language}”: no wording in "
            "config/services.yaml fits what this persona knows; add the facts to config/personas.yaml",
            code="no_wording",
        )
    text = visit.draw(f"wording of {service}", wordings)
    visit.open(channel, service, origin=origin)
    visit.say(text, subject=_subject(visit, service, channel))


def _subject(visit: Journey, service: str, channel: str) -> str:
    """Only a mail has a subject."""
    settings = visit.session.settings
    if settings.company.channels[channel].kind != "email":
        return ""
    return subject_of(settings.services[service], visit.language)


@when(
    sentence(
        en=(
            "I ask about {service} (in|by) {place} and (in|by) {other} at once",
            "I ask about {service} (in|by) {place}",
        ),
        uk=("я одночасно питаю про {service} (в|у) {place} та (в|у) {other}", "я питаю про {service} (в|у) {place}"),
    )
)
def ask(visit: Journey, service: str, place: str, other: str = "") -> None:
    """Ask in one channel, or in two at the same time."""
    settings = visit.session.settings
    ask_in(visit, service_named(settings, service), channel_named(settings, place))
    if other:
        ask_in(visit, service_named(settings, service), channel_named(settings, other), Origin.PARALLEL)


@when(sentence(en="I ask about {service} here", uk="я питаю про {service} тут"))
def ask_here(visit: Journey, service: str, channel: str) -> None:
    """Ask in the channel of an @every-channel run."""
    ask_in(visit, service_named(visit.session.settings, service), channel)


@when(sentence(en=("I say {text}", "I write {text}"), uk=("я кажу {text}", "я пишу {text}")))
def say(visit: Journey, text: str) -> None:
    """Say something in own words in the current conversation."""
    visit.say(text)


@when(sentence(en="I continue (in|by) {place}", uk="я продовжую (в|у) {place}"))
def continue_in(visit: Journey, place: str) -> None:
    """Come with the same story to another channel, of the customer's own accord."""
    _tell_again(visit, channel_named(visit.session.settings, place), Origin.FOLLOWUP, RETURNING)


@when(sentence(en="I follow where they send me", uk="я йду туди, куди мене відправляють"))
def follow(visit: Journey) -> None:
    """Go with the same story to the channel that they name; not applicable when they name none."""
    _tell_again(visit, visit.follow(), Origin.REDIRECT, REDIRECTED)


def _tell_again(visit: Journey, channel: str, origin: Origin, prefaces: dict[str, str]) -> None:
    before = visit.current
    story = next(v for v in visit.ledger.visits.values() if v.said).said[0]
    visit.open(channel, before.service, origin=origin)
    visit.say(f"{prefaces[visit.language]} {story.text}", subject=_subject(visit, before.service, channel))
