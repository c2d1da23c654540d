"""Who plays which story: everybody who is cast can play it, and nobody is seen more often than agents would believe."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from typing import cast as typed

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shopper.engine.casting import Cast, cast, who_plays
from shopper.engine.credible import Need, Seen, noted, seen_lately
from shopper.engine.probe import Probe
from shopper.errors import OurFault
from shopper.journal.events import Store
from shopper.settings.models import Channel, Company, Fact, GuardRails, Persona, Service, Settings

from .worlds import MemoryStore

LANGUAGES = ("en", "uk", "pl")
CHANNELS = ("chat", "post", "tray")
SERVICES = ("price", "order_status", "hours")
FACTS = {"product": "a kettle", "order_number": "48213"}


class Line:
    """A kind of channel in which those have an account who know its name as a fact."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def line(self, persona_id: str, persona: Persona) -> str:
        if self.kind in persona.facts:
            return f"{persona_id}:{self.kind}"
        raise OurFault("none", code="no_account")


class Mailbox(Line):
    async def listen(self, persona_id: str, persona: Persona) -> None: ...


PROBES = typed(dict[str, Probe], {"webchat": Line("webchat"), "post": Mailbox("post"), "tray": Line("tray")})


def person(
    *languages: str, accounts: Sequence[str] = ("webchat", "post", "tray"), real: bool = False, **facts: str
) -> Persona:
    known = {name: Fact(value=value) for name, value in (facts or FACTS).items()}
    if real:
        known["order_number"] = Fact(value="48213", real=True)
    lines = {kind: Fact(value="yes") for kind in accounts}
    return Persona(name="Somebody", languages=typed(Any, languages or ("en",)), facts=known | lines)


def company(
    personas: dict[str, Persona], *, pools: dict[str, tuple[str, ...]] | None = None, week: int = 100, same: int = 100
) -> Settings:
    kinds = {"chat": "webchat", "post": "post", "tray": "tray"}
    channels = {
        cid: Channel(kind=kind, address="https://shop.example", personas=(pools or {}).get(cid, ()))  # type: ignore[call-arg]
        for cid, kind in kinds.items()
    }
    rails = GuardRails(authorised_by="the test", persona_visits_per_week=week, same_question_per_week=same)
    wordings = {
        "price": ("How much is {product}?",),
        "order_status": ("Where is {order_number}?",),
        "hours": ("When?",),
    }
    services = {sid: Service(question=typed(Any, dict.fromkeys(LANGUAGES, ws))) for sid, ws in wordings.items()}
    return Settings(
        company=Company(name="Shop", zone="Europe/Kyiv", languages=("en",), channels=channels, guard_rails=rails),
        services=services,
        personas=personas,
    )


def story(n: int = 0, service: str = "price", *channels: str, language: str = "en", **more: Any) -> Need:
    """A journey that asks about a service in these channels."""
    places = channels or ("chat",)
    return Need(
        f"j{n}",
        f"story {n}",
        language,
        places,
        dict.fromkeys(places, 1),
        tuple((service, place) for place in places),
        (service,),
        **more,
    )


def played(needs: Sequence[Need], settings: Settings, **how: Any) -> Cast:
    return cast(needs, settings, PROBES, wave=how.pop("wave", "w"), **how)


def loads(made: Cast) -> Counter[str]:
    return Counter(made.personas.values())


# -- who fits ----------------------------------------------------------------------------------------------------------
def test_a_story_is_played_by_who_speaks_its_language_has_the_accounts_and_can_ask() -> None:
    settings = company(
        {
            "pole": person("pl"),
            "offline": person("en", accounts=("post",)),
            "ignorant": person("en", city="Kyiv"),
            "olena": person("uk", "en"),
        }
    )
    assert played([story(0, "price", "chat")], settings).personas == {"j0": "olena"}


def test_only_the_channels_own_pool_shops_it() -> None:
    settings = company({"anna": person(), "bohdan": person(), "celina": person()}, pools={"post": ("bohdan",)})
    needs = [story(n, "hours", "chat", "post") for n in range(3)]
    assert loads(played(needs, settings)) == {"bohdan": 3}


def test_where_nobody_fits_it_is_told_of_everybody_why() -> None:
    settings = company(
        {"pole": person("pl"), "offline": person("en", accounts=("post",)), "ignorant": person("en", city="Kyiv")},
        pools={"post": ("pole",)},
    )
    made = played([story(0, "price", "chat"), story(1, "price", "post")], settings)
    assert made.personas == {}
    assert "pole does not speak “en”; offline has no account for “chat” (webchat)" in made.impossible["j0"]
    assert "ignorant lacks the facts that the wordings of “price” name" in made.impossible["j0"]
    assert "offline, ignorant is not among the personas of “post”" in made.impossible["j1"]


def test_a_story_that_needs_a_real_order_is_played_by_who_has_one_and_by_nobody_else() -> None:
    settings = company({"anna": person(), "bohdan": person(real=True)})
    needs = [story(n, "order_status", "chat", real=("order_number",)) for n in range(4)]
    assert loads(played(needs, settings)) == {"bohdan": 4}


def test_where_nobody_has_a_real_order_a_story_that_needs_one_is_not_applicable_and_says_what_to_add() -> None:
    settings = company({"anna": person()})
    made = played([story(0, real=("order_number",)), story(1)], settings)
    assert made.personas == {"j1": "anna"}
    assert made.impossible == {}
    assert "order_number: {value: …, real: true}" in made.not_applicable["j0"]
    assert "anna" in made.not_applicable["j0"]


def test_a_story_whose_wordings_name_an_order_that_nobody_has_is_not_applicable_too() -> None:
    settings = company({"anna": person("en", product="a kettle")})
    made = played([story(0, "order_status", real=("order_number",))], settings)
    assert list(made.not_applicable) == ["j0"]
    assert list(played([story(0, "order_status")], settings).impossible) == ["j0"]


def test_who_has_a_real_order_and_cannot_use_the_channel_is_a_mistake_to_be_mended() -> None:
    settings = company({"anna": person(real=True, accounts=("post",))})
    made = played([story(0, "price", "chat", real=("order_number",))], settings)
    assert "anna has no account for “chat”" in made.impossible["j0"]


# -- who of those who fit ----------------------------------------------------------------------------------------------
def test_nobody_asks_the_same_thing_in_the_same_channel_twice_while_another_could() -> None:
    settings = company({"anna": person("en", "uk"), "bohdan": person("uk")})
    # Both fit the first, only anna the second: she must be kept for it.
    for wave in map(str, range(20)):
        made = played([story(0, language="uk"), story(1, language="en")], settings, wave=wave)
        assert made.personas == {"j0": "bohdan", "j1": "anna"}


def test_who_asked_the_same_thing_last_week_leaves_it_to_another() -> None:
    settings = company({"anna": person(), "bohdan": person()})
    seen = [Seen("anna", "chat", "before", "price", "en")]
    for wave in map(str, range(20)):
        assert played([story(0)], settings, seen=seen, wave=wave).personas == {"j0": "bohdan"}


def test_who_can_hear_an_answer_by_mail_goes_before_who_cannot() -> None:
    settings = company({"deaf": person(accounts=("webchat",)), "anna": person()})
    assert loads(played([story(n, service) for n, service in enumerate(SERVICES)], settings)) == {"anna": 3}


def test_a_story_that_follows_the_company_is_played_by_who_can_go_furthest() -> None:
    settings = company({"near": person(accounts=("webchat", "post")), "far": person()})
    for wave in map(str, range(20)):
        assert played([story(0, leads_on=True)], settings, wave=wave).personas == {"j0": "far"}


def test_agents_do_not_see_one_customer_in_two_languages_where_two_customers_will_do() -> None:
    settings = company({"anna": person("en", "uk"), "bohdan": person("uk", "en")})
    needs = [
        story(n, service, "chat", language=language)
        for n, (language, service) in enumerate(product(("en", "uk"), SERVICES))
    ]
    for wave in map(str, range(20)):
        made = played(needs, settings, wave=wave)
        assert {need.language: made.personas[need.journey] for need in needs} == {"en": "anna", "uk": "bohdan"}
        assert loads(made) == {"anna": 3, "bohdan": 3}


def test_a_wave_without_a_cast_draws_somebody_who_speaks_the_language_and_fails_plainly_where_nobody_does() -> None:
    settings = company({"anna": person("en"), "bohdan": person("uk")})
    assert who_plays({}, settings, PROBES, journey="j", seed="s", language="uk") == "bohdan"
    assert who_plays({"j": ""}, settings, PROBES, journey="j", seed="s", language="uk") == ""
    with pytest.raises(OurFault, match="no persona speaks “pl”"):
        who_plays({}, settings, PROBES, journey="j", seed="s", language="pl")


# -- what one persona can carry ----------------------------------------------------------------------------------------
def test_more_visits_than_agents_would_believe_are_refused_with_numbers_and_what_to_do() -> None:
    settings = company({"anna": person()}, week=2)
    seen = [Seen("anna", "chat", "before", "hours", "en")]
    made = played([story(n, service) for n, service in enumerate(SERVICES)], settings, seen=seen)
    assert len(made.personas) == 3
    [sentence] = made.too_much
    assert "anna would come 4 times to “chat”, 1 of them made already; the limit is 2" in sentence
    assert "guard_rails.persona_visits_per_week" in sentence
    assert "add a persona who speaks “en” to config/personas.yaml" in sentence


def test_the_same_question_a_third_time_is_refused() -> None:
    settings = company({"anna": person()}, same=2)
    assert played([story(n) for n in range(2)], settings).too_much == ()
    [sentence] = played([story(n) for n in range(3)], settings).too_much
    assert "anna would ask about “price” in “chat” 3 times; the limit is 2" in sentence


def test_a_story_with_several_visits_of_last_week_is_one_story() -> None:
    settings = company({"anna": person()}, same=1)
    seen = [Seen("anna", "post", "before", "price", "en"), Seen("anna", "post", "before", "price", "en")]
    assert played([story(0, "price", "chat")], settings, seen=seen).too_much == ()
    [sentence] = played([story(0, "price", "post")], settings, seen=seen).too_much
    assert "2 times, 1 of them made already" in sentence


# -- properties --------------------------------------------------------------------------------------------------------
people = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(
        lambda languages, accounts, real: person(*languages, accounts=accounts, real=real),
        st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True),
        st.lists(st.sampled_from(("webchat", "post", "tray")), min_size=1, unique=True),
        st.booleans(),
    ),
    min_size=1,
)


@st.composite
def stories(draw: st.DrawFn, most: int = 12, channels: int = 3) -> list[Need]:
    return [
        story(
            n,
            draw(st.sampled_from(SERVICES)),
            *draw(st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=channels, unique=True)),
            language=draw(st.sampled_from(LANGUAGES)),
            real=draw(st.sampled_from([(), ("order_number",)])),
            leads_on=draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, most)))
    ]


@given(people, stories(), st.integers(1, 4), st.integers(1, 3))
def test_everybody_who_is_cast_fits_and_every_story_is_accounted_for_once(
    personas: dict[str, Persona], needs: list[Need], week: int, same: int
) -> None:
    settings = company(personas, week=week, same=same)
    made = played(needs, settings)
    accounted = [*made.personas, *made.not_applicable, *made.impossible]
    assert sorted(accounted) == sorted(need.journey for need in needs)
    for need in needs:
        if need.journey in made.personas:
            persona = personas[made.personas[need.journey]]
            assert need.language in persona.languages
            assert all(persona.real(fact) for fact in need.real)
            for channel in need.channels:
                PROBES[settings.company.channels[channel].kind].line("x", persona)
    visits = Counter((made.personas[n.journey], c) for n in needs if n.journey in made.personas for c in n.visits)
    asked = Counter((made.personas[n.journey], *a) for n in needs if n.journey in made.personas for a in n.asks)
    within = all(v <= week for v in visits.values()) and all(v <= same for v in asked.values())
    assert within == (not made.too_much)


@given(people, stories(), st.randoms(use_true_random=False))
def test_the_cast_is_the_same_whatever_the_order_of_personas_and_stories(
    personas: dict[str, Persona], needs: list[Need], chance: random.Random
) -> None:
    made = played(needs, company(personas, week=3, same=2))
    others = list(personas.items())
    chance.shuffle(others)
    shuffled = list(needs)
    chance.shuffle(shuffled)
    again = played(shuffled, company(dict(others), week=3, same=2))
    assert again.personas == made.personas
    assert again.not_applicable == made.not_applicable
    assert set(again.impossible) == set(made.impossible)


@given(st.integers(1, 6), st.integers(0, 20), st.text(max_size=5))
def test_where_all_fit_alike_no_two_personas_differ_by_more_than_one_story(n: int, count: int, wave: str) -> None:
    settings = company({f"p{i}": person() for i in range(n)})
    services = {f"s{i}": settings.services["hours"] for i in range(count)}
    made = played(
        [story(i, f"s{i}") for i in range(count)], settings.model_copy(update={"services": services}), wave=wave
    )
    load = loads(made)
    counts = [load[f"p{i}"] for i in range(n)]
    assert max(counts) - min(counts) <= 1


@hypothesis_settings(max_examples=60)
@given(people, stories(most=6, channels=1), st.integers(1, 2), st.integers(1, 2))
def test_it_is_refused_only_where_no_exchange_of_roles_would_do(
    personas: dict[str, Persona], needs: list[Need], week: int, same: int
) -> None:
    settings = company(personas, week=week, same=same)
    made = played(needs, settings)
    playable = [need for need in needs if need.journey in made.personas]
    alone = [[p for p in personas if _can(p, need, settings)] for need in playable]
    possible = any(_credible(who, playable, week, same) for who in product(*alone))
    assert possible == (not made.too_much)


def _can(persona: str, need: Need, settings: Settings) -> bool:
    only = settings.model_copy(update={"personas": {persona: settings.personas[persona]}})
    return need.journey in played([need], only).personas


def _credible(who: Sequence[str], needs: Sequence[Need], week: int, same: int) -> bool:
    visits = Counter((p, c) for p, need in zip(who, needs, strict=True) for c in need.visits)
    asked = Counter((p, *a) for p, need in zip(who, needs, strict=True) for a in need.asks)
    return all(v <= week for v in visits.values()) and all(v <= same for v in asked.values())


def test_far_more_stories_than_many_personas_can_carry_are_refused_in_good_time() -> None:
    settings = company({f"p{n}": person() for n in range(120)}, week=3, same=1)
    made = played([story(n, SERVICES[n % 3], CHANNELS[n % 2]) for n in range(1500)], settings)
    assert len(made.personas) == 1500
    assert made.too_much


# -- the last seven days -----------------------------------------------------------------------------------------------
def test_visits_are_remembered_for_today_and_the_six_days_before() -> None:
    settings, memory = company({"anna": person()}), MemoryStore()
    store = typed(Store, memory)
    monday = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    who = {"persona": "anna", "channel": "chat", "service": "price", "language": "en"}
    memory.append([], state=[noted(settings, monday, "j0.1", **who)])
    remembered = [Seen("anna", "chat", "j0", "price", "en")]
    assert seen_lately(store, settings, monday) == remembered
    assert seen_lately(store, settings, monday + timedelta(days=6, hours=13)) == remembered
    # A wave every Monday, this time an hour earlier: the day has changed in Kyiv, and that is what counts.
    assert seen_lately(store, settings, monday + timedelta(days=7, hours=-1)) == []
