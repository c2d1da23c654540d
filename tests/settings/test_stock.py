"""The config that travels with the product: the sandbox company, its customers and their needs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopper.programme import Programme, stock_root
from shopper.sandbox.staff import load_staff
from shopper.settings import load_settings, questions
from shopper.settings.schema import FILES, schemas

STOCK = Programme(root=stock_root(), stock=stock_root())
SETTINGS = load_settings(STOCK)
LANGUAGES = ("en", "uk", "ru", "pl")
TOLD_TO_THE_CHAT = ("price", "availability", "hours", "refund", "complaint", "delivery", "order_status")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SETTINGS.services)
def test_every_stock_need_can_be_told_in_three_ways_by_every_customer(service: str, language: str) -> None:
    for persona in SETTINGS.personas.values():
        told = questions(SETTINGS.services[service], language, persona.told(language))
        assert len(set(told)) >= 3


@pytest.mark.parametrize("service", SETTINGS.services)
def test_every_stock_need_has_a_name_in_every_language_and_shares_it_with_no_other(service: str) -> None:
    names = SETTINGS.services[service].names
    assert set(names) == set(LANGUAGES)
    others = [n for key, s in SETTINGS.services.items() if key != service for forms in s.names.values() for n in forms]
    assert not {name for forms in names.values() for name in forms} & set(others)


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize("service", TOLD_TO_THE_CHAT)
def test_the_sandboxs_staff_understand_every_wording_of_the_need(service: str, language: str) -> None:
    rules = load_staff(stock_root() / "config" / "sandbox.yaml").chats["chat"].rules
    for text in questions(SETTINGS.services[service], language, SETTINGS.personas["olena"].told(language)):
        said = text.casefold()
        first = next((rule.name for rule in rules if any(word.casefold() in said for word in rule.words)), None)
        assert first == service, text


def test_the_sandboxs_mail_channels_are_addresses_of_its_staff() -> None:
    staff = load_staff(stock_root() / "config" / "sandbox.yaml")
    assert {c.address for c in SETTINGS.company.channels.values() if c.kind == "email"} == set(staff.mail)


def test_order_numbers_and_phones_of_the_customers_are_told_apart_by_the_staff() -> None:
    staff = load_staff(stock_root() / "config" / "sandbox.yaml")
    for persona in SETTINGS.personas.values():
        facts = persona.told("en")
        assert staff.order_in(f"{facts['order_number']}, {facts['phone']}") == facts["order_number"]
        assert staff.order_in(facts["phone"]) == ""


@pytest.mark.parametrize("name", FILES)
def test_the_schema_for_editors_is_in_step_with_the_models(name: str) -> None:
    path = stock_root() / "config" / "schema" / f"{name}.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == schemas()[name], "run: python -m shopper.settings.schema ."


@pytest.mark.parametrize("name", FILES)
def test_every_stock_file_names_its_schema_in_its_first_line(name: str) -> None:
    folder = stock_root() / "config"
    first = (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (folder / Path(first.partition("=")[2])).is_file()


def test_the_schema_asks_for_nothing_that_has_a_default() -> None:
    drawn = schemas()["company"]
    assert drawn["$defs"]["Channel"]["required"] == ["kind", "address"]
    assert {option["type"] for option in drawn["$defs"]["Channel"]["properties"]["sla"]["anyOf"]} == {
        "string",
        "number",
    }
