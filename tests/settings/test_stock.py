"""The config and the scenarios that travel with the product: the sandbox company, its customers and their needs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from shopper.programme import Programme, stock_root
from shopper.programme.library import Errand, stock_errands
from shopper.sandbox.staff import load_staff
from shopper.settings import load_settings, questions
from shopper.settings.schema import FILES, schemas
from shopper.settings.wording import facts_told
from tests.programmes import environment

STOCK = Programme(root=stock_root(), stock=stock_root())
SETTINGS = load_settings(STOCK)
LANGUAGES = ("en", "uk", "ru", "pl")
# What stands between a need and a channel in the sentences that ask.
BETWEEN = {
    "en": {"in", "by", "and", "here"},
    "uk": {"в", "у", "через", "по", "та", "тут"},
    "ru": {"в", "через", "по", "и", "здесь"},
    "pl": {"na", "w", "przez", "i", "tutaj"},
}
NEXT_DAY = {
    "I come back the next day",
    "я повертаюся наступного дня",
    "я возвращаюсь на следующий день",
    "wracam następnego dnia",
}


def plain(name: str) -> str:
    return name.casefold().removeprefix("the ").removeprefix("a ").removeprefix("an ")


# -- needs -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SETTINGS.services)
def test_every_need_is_told_in_five_wordings_at_least_and_all_of_them_differ(service: str, language: str) -> None:
    wordings = SETTINGS.services[service].question[language]  # type: ignore[index]
    assert len({wording.casefold() for wording in wordings}) == len(wordings) >= 5
    elsewhere = {w for key, s in SETTINGS.services.items() if key != service for ws in s.question.values() for w in ws}
    assert not elsewhere.intersection(wordings)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SETTINGS.services)
def test_every_wording_can_be_said_by_somebody_and_two_by_whoever_knows_the_product(
    service: str, language: str
) -> None:
    wordings = SETTINGS.services[service].question[language]  # type: ignore[index]
    speakers = [p for p in SETTINGS.personas.values() if language in p.languages]
    for wording in wordings:
        assert any(set(facts_told(wording)) <= set(p.told(language)) for p in speakers), wording
    assert sum(set(facts_told(wording)) <= {"product"} for wording in wordings) >= 2
    for persona in speakers:
        assert len(questions(SETTINGS.services[service], language, persona.told(language))) >= 2


@pytest.mark.parametrize("service", SETTINGS.services)
def test_every_need_has_a_name_in_every_language_and_shares_it_with_no_other(service: str) -> None:
    names = SETTINGS.services[service].names
    assert set(names) == set(LANGUAGES)
    own = {plain(name) for forms in names.values() for name in forms}
    others = {
        plain(name)
        for key, other in SETTINGS.services.items()
        if key != service
        for name in (key.replace("_", " "), other.title, *(form for forms in other.names.values() for form in forms))
    }
    assert not own & others


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SETTINGS.services)
def test_no_name_of_a_need_holds_a_word_that_begins_the_channel_in_a_sentence(service: str, language: str) -> None:
    for name in SETTINGS.services[service].names[language]:  # type: ignore[index]
        assert not BETWEEN[language].intersection(name.split())


@pytest.mark.parametrize("service", SETTINGS.services)
def test_every_fact_of_a_right_answer_has_a_name_in_every_language(service: str) -> None:
    facts = SETTINGS.services[service].facts
    assert facts
    for fact in facts.values():
        assert set(fact.names) == set(LANGUAGES) and all(fact.names.values())
    names = Counter(
        plain(name) for fact in facts.values() for name in {plain(n) for forms in fact.names.values() for n in forms}
    )
    assert max(names.values()) == 1


def test_ten_needs_of_a_shop_and_ten_of_a_provider_of_services_cover_every_stage_and_both_kinds() -> None:
    assert len(SETTINGS.services) == 19  # opening hours are asked about alike
    assert {service.stage for service in SETTINGS.services.values()} == {"before", "order", "delivery", "after"}
    transact = {key for key, service in SETTINGS.services.items() if service.kind == "transact"}
    of_a_shop = {"refund", "complaint", "order_change"}
    assert transact == of_a_shop | {"cancellation", "service_complaint", "rescheduling"}


# -- customers and the company -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_customer_with_an_order_and_one_without(language: str) -> None:
    speakers = [p for p in SETTINGS.personas.values() if p.languages[0] == language]
    assert any(p.real("order_number") for p in speakers)
    assert any("order_number" not in p.told(language) for p in speakers)
    assert all(p.email is not None for p in speakers)


def test_the_orders_that_the_customers_hold_for_real_are_those_that_the_company_knows() -> None:
    staff = load_staff(stock_root() / "config" / "sandbox.yaml")
    told = {p.facts["order_number"].value for p in SETTINGS.personas.values() if p.real("order_number")}
    assert told == set(staff.orders)


def test_the_sandboxs_mail_channels_are_addresses_of_its_staff() -> None:
    staff = load_staff(stock_root() / "config" / "sandbox.yaml")
    assert {c.address for c in SETTINGS.company.channels.values() if c.kind == "email"} == set(staff.mail)


def test_order_numbers_and_phones_of_the_customers_are_told_apart_by_the_staff() -> None:
    staff = load_staff(stock_root() / "config" / "sandbox.yaml")
    for persona in SETTINGS.personas.values():
        facts = persona.told("en")
        order = facts.get("order_number", "")
        assert staff.order_in(f"{order}, {facts['phone']}") == order
        assert staff.order_in(facts["phone"]) == ""


# -- scenarios ---------------------------------------------------------------------------------------------------------
def errands(language: str) -> dict[str, Errand]:
    return {errand.name: errand for errand in stock_errands(stock_root(), language)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_errand_exists_in_every_language_with_the_same_scenarios(language: str) -> None:
    here, english = errands(language), errands("en")
    assert set(here) == set(english)
    for name, errand in here.items():
        assert errand.language == language
        assert errand.tags == english[name].tags
        shape = [(scene.tags, len(scene.steps)) for scene in errand.scenes]
        assert shape == [(scene.tags, len(scene.steps)) for scene in english[name].scenes], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_errand_says_for_whom_it_is_in_words_of_its_own(language: str) -> None:
    for errand in errands(language).values():
        assert errand.trade in ("shop", "provider")
        assert errand.title and len(errand.description) > 60
        titles = [scene.name for scene in errand.scenes]
        assert len(set(titles)) == len(titles)
    told = [errand.description for errand in errands(language).values()]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_takes_a_day_is_left_out_of_the_demo(language: str) -> None:
    slow = [s for e in errands(language).values() for s in e.scenes if NEXT_DAY.intersection(s.steps)]
    assert len(slow) == 2
    assert all("library" in scene.tags for scene in slow)


def check(programme: Path, *options: str) -> str:
    """What `shopper check` says about a programme that has nothing to be mended."""
    done = subprocess.run(
        [sys.executable, "-m", "shopper", "check", *options],
        cwd=programme, env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("trade", ["shop", "provider"])
def test_every_scenario_is_understood_and_can_be_played_for_a_company_of_its_trade(trade: str, tmp_path: Path) -> None:
    shutil.copytree(stock_root() / "scenarios", tmp_path / "scenarios", ignore=shutil.ignore_patterns("sentences"))
    (tmp_path / "config").mkdir()
    company = (stock_root() / "config" / "company.yaml").read_text(encoding="utf-8")
    (tmp_path / "config" / "company.yaml").write_text(company.replace("trade: shop", f"trade: {trade}"), "utf-8")
    out = check(tmp_path, "-m", "library or not library")
    for language in LANGUAGES:
        for errand in errands(language).values():
            assert (f"scenarios/{language}/{errand.name}.feature: " in out) == (errand.trade == trade)


def test_practice_takes_minutes_what_takes_longer_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    everything = check(stock_root(), "--lang", "en", "-q", "-k", "Back or price", "--state", str(tmp_path))
    usual = check(stock_root(), "--lang", "en", "-q", "--state", str(tmp_path))
    assert "Back the next day" in everything
    assert "Back the next day" not in usual and "Back a moment later" in usual
    assert "too much for the sandbox (@library)" in usual


# -- schemas -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", FILES)
def test_the_schema_for_editors_is_in_step_with_the_models(name: str) -> None:
    path = stock_root() / "config" / "schema" / f"{name}.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == schemas()[name], "run: python -m shopper.settings.schema ."


@pytest.mark.parametrize("path", [*(f"{name}.yaml" for name in FILES), "services/provider.yaml"])
def test_every_stock_file_names_its_schema_in_its_first_line(path: str) -> None:
    file = stock_root() / "config" / path
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (file.parent / Path(first.partition("=")[2])).is_file()


def test_the_schema_asks_for_nothing_that_has_a_default() -> None:
    drawn = schemas()["company"]
    assert drawn["$defs"]["Channel"]["required"] == ["kind", "address"]
    assert {option["type"] for option in drawn["$defs"]["Channel"]["properties"]["sla"]["anyOf"]} == {
        "string",
        "number",
    }
