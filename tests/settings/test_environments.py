"""config/env/NAME.yaml laid over the config: merged by key, told where it is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import Refused
from shopper.programme import Programme
from shopper.programme.finding import find_programme
from shopper.settings import load_settings
from shopper.settings.environments import merged, without_nulls

from .conftest import Write, refused

scalars = st.integers() | st.text(max_size=3) | st.booleans() | st.lists(st.integers(), max_size=2)
blocks = st.recursive(
    scalars, lambda inner: st.dictionaries(st.text("abc", min_size=1, max_size=1), inner, max_size=3), max_leaves=12
)
trees = st.dictionaries(st.text("abc", min_size=1, max_size=1), blocks, max_size=3)
with_nulls = st.dictionaries(st.text("abc", min_size=1, max_size=1), blocks | st.none(), max_size=3)


def in_environment(programme: Programme, name: str, text: str) -> Programme:
    path = programme.root / "config" / "env" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return replace(programme, environment=name)


# -- merging -----------------------------------------------------------------------------------------------------------
@given(trees, trees)
def test_what_is_laid_over_is_there_and_what_is_not_named_stays(base: dict[str, Any], over: dict[str, Any]) -> None:
    result = merged(base, over)
    assert set(result) == set(base) | set(over)
    for key, value in result.items():
        if key not in over:
            assert value == base[key]
        elif not isinstance(over[key], dict) or not isinstance(base.get(key), dict):
            assert value == over[key]
        else:
            assert value == merged(base[key], over[key])


@given(trees, with_nulls)
def test_null_takes_a_key_out_whether_it_is_there_or_not(base: dict[str, Any], over: dict[str, Any]) -> None:
    result = merged(base, over)
    assert not [key for key, value in over.items() if value is None and key in result]


@given(trees, trees)
def test_laying_over_twice_is_laying_over_once_and_changes_neither(base: dict[str, Any], over: dict[str, Any]) -> None:
    before, above = repr(base), repr(over)
    once = merged(base, over)
    assert merged(once, over) == once
    assert (repr(base), repr(over)) == (before, above)


def test_a_key_taken_out_deep_inside_a_new_block_is_not_there() -> None:
    assert without_nulls({"a": {"b": None, "c": [1]}}) == {"a": {"c": [1]}}


# -- a programme -------------------------------------------------------------------------------------------------------
def test_every_file_of_the_config_is_laid_over_key_by_key(write: Write) -> None:
    programme = in_environment(
        write(),
        "staging",
        """\
company: {name: Teapot staging, channels: {chat: {address: "https://staging.teapot.example"}, email: {sla: 1 h}}}
personas: {anna: {facts: {phone: null, order_number: 00777}}}
services: {price: {title: How much}, gift: {kind: inform, question: {pl: ["Czy pakują Państwo na prezent?"]}}}
rubric: {assertions: {silence: off, in_time: 50%}}
schedule: {waves: {night: {at: daily 3:00}}}
""",
    )
    settings = load_settings(programme)
    assert settings.environment == "staging"
    assert settings.company.name == "Teapot staging"
    assert settings.company.zone == "Europe/Warsaw"
    assert settings.company.channels["chat"].address == "https://staging.teapot.example"
    assert settings.company.channels["email"].sla == 3600
    assert settings.company.channels["email"].address == "help@teapot.example"
    assert {name: fact.value for name, fact in settings.personas["anna"].facts.items()} == {"order_number": "00777"}
    assert settings.services["price"].title == "How much"
    assert (
        settings.services["price"].question
        == load_settings(replace(programme, environment="")).services["price"].question
    )
    assert "gift" in settings.services
    assert settings.rubric.assertions["silence"].max is None
    assert settings.rubric.assertions["dead_end"].max == 0
    assert list(settings.schedule.waves) == ["night"]


def test_null_takes_a_channel_out(write: Write) -> None:
    programme = in_environment(write(), "staging", "company: {channels: {email: null}}\n")
    assert list(load_settings(programme).company.channels) == ["chat"]


def test_without_an_environment_nothing_of_it_is_read(write: Write) -> None:
    programme = replace(in_environment(write(), "staging", "no: [yaml"), environment="")
    assert load_settings(programme).environment == ""


def test_mistakes_are_told_in_the_file_that_makes_them(write: Write) -> None:
    programme = in_environment(
        write(),
        "staging",
        "compny: {}\ncompany: {channels: {chat: {slaa: 2 s}}}\npersonas:\n  anna: {languages: [xx]}\n"
        "services: {price: {titl: a}}\nschedule: {wavs: {}}\nrubric: {asertions: {}}\n",
    )
    told = [(m.file, m.line, m.key) for m in refused(programme)]
    assert len(told) == len(set(told))
    assert ("config/env/staging.yaml", 1, "compny") in told
    assert ("config/env/staging.yaml", 2, "company.channels.chat.slaa") in told
    assert ("config/env/staging.yaml", 4, "personas.anna.languages[0]") in told
    assert ("config/env/staging.yaml", 5, "services.price.titl") in told
    assert ("config/env/staging.yaml", 6, "schedule.wavs") in told


def test_a_mistake_of_the_file_below_is_still_told_there(write: Write) -> None:
    base = write()
    company = (
        (base.root / "config" / "company.yaml")
        .read_text(encoding="utf-8")
        .replace("zone: Europe/Warsaw", "zone: Warsaw")
    )
    programme = in_environment(write(company=company), "staging", "company: {name: Staging}\n")
    [mistake] = refused(programme)
    assert (mistake.file, mistake.line) == ("config/company.yaml", 2)


@pytest.mark.parametrize("text", ["", "[]", "just words", "company: 1", "a: [broken"])
def test_an_environment_that_is_no_block_of_keys_is_refused(write: Write, text: str) -> None:
    mistakes = refused(in_environment(write(), "staging", text))
    assert all(mistake.file == "config/env/staging.yaml" for mistake in mistakes)


def test_an_unknown_environment_names_those_there_are(write: Write) -> None:
    programme = in_environment(write(), "staging", "company: {name: Staging}\n")
    with pytest.raises(Refused, match="Did you mean “staging”"):
        load_settings(replace(programme, environment="stagin"))
    with pytest.raises(Refused, match="Known here: staging"):
        load_settings(replace(programme, environment="../../etc"))


def test_the_variable_chooses_for_every_command(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root: Path = in_environment(write(), "staging", "company: {name: Staging}\n").root
    monkeypatch.setenv("SHOPPER_ENV", "staging")
    found = find_programme([root])
    assert found is not None
    assert found.environment == "staging"
