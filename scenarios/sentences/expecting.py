"""What the customer expects of the company: what has a time waits and notes a verdict, what forbids is answered by
the judges."""

from __future__ import annotations

from pytest_bdd import then

from shopper.engine.expecting import expect_reply
from shopper.engine.journey import Journey
from shopper.engine.naming import channel_named
from shopper.programme.sentences import sentence
from shopper.settings.durations import parse_duration


@then(
    sentence(
        en="someone replies[ in time][ (in|by) {place}][ within {time}]",
        uk="хтось [вчасно ]відповідає[ (в|у|через|по) {place}][ протягом {time}]",
        ru=(
            "кто-то [вовремя ]отвечает в течение {time}",
            "кто-то [вовремя ]отвечает[ (в|через|по) {place}][ в течение {time}]",
        ),
        pl=(
            "ktoś [na czas ]odpowiada w ciągu {time}",
            "ktoś [na czas ]odpowiada[ (na|w|przez) {place}][ w ciągu {time}]",
        ),
    )
)
def replies(visit: Journey, place: str = "", time: str = "") -> None:
    """In the current conversation or the channel named; within the time named, else the one that the channel promises.

    Times are on the channel's promised-hours clock."""
    _replies(visit, place, time)


@then(
    sentence(
        en="a person replies[ in time][ (in|by) {place}][ within {time}]",
        uk="людина [вчасно ]відповідає[ (в|у|через|по) {place}][ протягом {time}]",
        ru=(
            "человек [вовремя ]отвечает в течение {time}",
            "человек [вовремя ]отвечает[ (в|через|по) {place}][ в течение {time}]",
        ),
        pl=(
            "człowiek [na czas ]odpowiada w ciągu {time}",
            "człowiek [na czas ]odpowiada[ (na|w|przez) {place}][ w ciągu {time}]",
        ),
    )
)
def a_person_replies(visit: Journey, place: str = "", time: str = "") -> None:
    """As “someone replies”, and a robot is nobody."""
    _replies(visit, place, time, person=True)


def _replies(visit: Journey, place: str, time: str, *, person: bool = False) -> None:
    channel = channel_named(visit.session.settings, place) if place else ""
    expect_reply(visit, channel, parse_duration(time) if time else None, person=person)


@then(
    sentence(
        en="I am not sent elsewhere",
        uk="мене не відправляють в інше місце",
        ru="меня не отправляют в другое место",
        pl="nie odsyłają mnie gdzie indziej",
    )
)
def not_sent_elsewhere(visit: Journey) -> None:
    """No visit ends with being told to use another channel."""
    visit.expect("deflection")


@then(
    sentence(
        en="there is no dead end",
        uk="я не потрапляю в глухий кут",
        ru="я не попадаю в тупик",
        pl="nie trafiam w ślepą uliczkę",
    )
)
def no_dead_end(visit: Journey) -> None:
    """There is always a way forward."""
    visit.expect("dead_end")


@then(
    sentence(
        en="I am not sent in circles",
        uk="мене не ганяють по колу",
        ru="меня не гоняют по кругу",
        pl="nie odsyłają mnie w kółko",
    )
)
def no_circle(visit: Journey) -> None:
    """Being sent on leads to help, not back, and not to where nobody answers."""
    visit.expect("closed_loop")


@then(
    sentence(
        en="I am not asked again for what I said",
        uk=("мене не питають удруге про те саме", "мене не питають знову про те, що я вже (сказав|сказала)"),
        ru="меня не спрашивают дважды об одном и том же",
        pl="nie pytają mnie drugi raz o to samo",
    )
)
def not_asked_again(visit: Journey) -> None:
    """What was said once, here or in an earlier channel of the story, is known."""
    visit.expect("repeat")


@then(
    sentence(
        en="they know my case",
        uk="вони пам'ятають моє звернення",
        ru="они помнят моё обращение",
        pl="znają moją sprawę",
    )
)
def they_know(visit: Journey) -> None:
    """Who comes back, or comes from another channel, is not asked what it is about and need not repeat anything."""
    visit.expect("history")


@then(
    sentence(
        en="the answers agree",
        uk="відповіді збігаються",
        ru="ответы совпадают",
        pl="odpowiedzi są zgodne",
    )
)
def answers_agree(visit: Journey) -> None:
    """What is said in one channel or on one day is not something else in another or on the next."""
    visit.expect("contradiction")


@then(
    sentence(
        en="they keep their promises",
        uk="вони дотримують обіцянок",
        ru="они выполняют обещания",
        pl="dotrzymują obietnic",
    )
)
def promises_kept(visit: Journey) -> None:
    """What they promise to write, send or call about comes by the time that they name."""
    visit.expect("broken_promise")
