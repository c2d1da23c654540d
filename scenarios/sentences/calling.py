"""What the customer does by telephone, and what they expect of it."""

from __future__ import annotations

from pytest_bdd import then, when

from shopper.engine.calling import (
    call_hotline,
    expect_person,
    expect_pick_up,
    expect_ring,
    order_callback,
    order_in,
    service_of,
    tell_need,
)
from shopper.engine.journey import Journey
from shopper.engine.naming import channel_named, service_named
from shopper.programme.sentences import sentence
from shopper.settings.durations import parse_duration


@when(
    sentence(
        en=(
            "I order a callback[ about {service}] on the site",
            "I order a callback[ about {service}] (in|by) {place}",
        ),
        uk=(
            "я замовляю зворотний дзвінок[ про {service}] на сайті",
            "я замовляю зворотний дзвінок[ про {service}] (в|у|через|по) {place}",
        ),
        ru=(
            "я заказываю обратный звонок[ про {service}] на сайте",
            "я заказываю обратный звонок[ про {service}] (в|через|по) {place}",
        ),
        pl=(
            "zamawiam oddzwonienie[ w sprawie {service}] na stronie",
            "zamawiam oddzwonienie[ w sprawie {service}] (na|w|przez) {place}",
        ),
    )
)
def order_a_callback(visit: Journey, service: str = "", place: str = "") -> None:
    """Order a callback as the channel's settings describe it, or ask for one in another channel's conversation."""
    settings = visit.session.settings
    channel = channel_named(settings, "callback")
    about = service_named(settings, service) if service else service_of(visit, channel)
    if place:
        order_in(visit, about, channel, channel_named(settings, place))
    else:
        order_callback(visit, about, channel)


@then(
    sentence(
        en="my phone rings[ in time][ within {time}]",
        uk="мій телефон [вчасно ]дзвонить[ протягом {time}]",
        ru="мой телефон [вовремя ]звонит[ в течение {time}]",
        pl="mój telefon [na czas ]dzwoni[ w ciągu {time}]",
    )
)
def rings(visit: Journey, time: str = "") -> None:
    """The company calls, within the time named, else the one that the channel promises; from the order on.

    Times are on the channel's promised-hours clock."""
    expect_ring(visit, parse_duration(time) if time else None)


@then(
    sentence(
        en="a person speaks within {time}",
        uk="людина починає говорити протягом {time}",
        ru="человек начинает говорить в течение {time}",
        pl="człowiek odzywa się w ciągu {time}",
    )
)
def speaks(visit: Journey, time: str) -> None:
    """In the call, so long after it was answered; a recording is no person."""
    expect_person(visit, parse_duration(time))


@when(
    sentence(
        en="I call the hotline[ about {service}]",
        uk="я дзвоню на гарячу лінію[ про {service}]",
        ru="я звоню на горячую линию[ про {service}]",
        pl="dzwonię na infolinię[ w sprawie {service}]",
    )
)
def call_the_hotline(visit: Journey, service: str = "") -> None:
    """Dial the hotline's number, and wait in its queue."""
    settings = visit.session.settings
    channel = channel_named(settings, "hotline")
    call_hotline(visit, service_named(settings, service) if service else service_of(visit, channel), channel)


@then(
    sentence(
        en=("a person answers within {time} of waiting", "a person answers in time"),
        uk=("людина бере слухавку протягом {time} очікування", "людина вчасно бере слухавку"),
        ru=("человек берёт трубку в течение {time} ожидания", "человек вовремя берёт трубку"),
        pl=("człowiek odbiera w ciągu {time} czekania", "człowiek odbiera na czas"),
    )
)
def picks_up(visit: Journey, time: str = "") -> None:
    """A person speaks, within the time named, else the one that the channel promises; from the dialling on."""
    expect_pick_up(visit, parse_duration(time) if time else None)


@when(
    sentence(
        en="I tell them what I need",
        uk="я кажу, що мені потрібно",
        ru="я говорю, что мне нужно",
        pl="mówię, czego potrzebuję",
    )
)
def tell(visit: Journey) -> None:
    """Tell the person on the phone what the call is about."""
    tell_need(visit)
