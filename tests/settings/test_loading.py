"""A programme's config: what is read, from which layer, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shopper.engine.naming import service_named
from shopper.errors import ConfigError, Exit
from shopper.hours import Hours
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings, questions
from shopper.settings.sandbox_references import PLACEHOLDERS

from .conftest import COMPANY, PERSONAS, Write, refused

STOCK = Programme(root=stock_root(), stock=stock_root())


def test_the_owners_company_is_shopped_and_ours_is_not(write: Write) -> None:
    settings = load_settings(write())
    assert settings.company.name == "Teapot & Sons"
    assert list(settings.company.channels) == ["chat", "email"]
    assert list(settings.personas) == ["anna"]


def test_a_channel_is_given_the_times_of_its_kind_where_the_owner_says_nothing(write: Write) -> None:
    channel = load_settings(write()).company.channels["email"]
    assert (channel.sla, channel.tolerable, channel.patience, channel.quiet) == (14400, 28800, 144000, 600)
    assert channel.hours == Hours.always()


def test_text_that_looks_like_a_number_stays_as_it_was_written(write: Write) -> None:
    facts = load_settings(write()).personas["anna"].facts
    assert {name: fact.value for name, fact in facts.items()} == {"order_number": "00123", "phone": "+48221000000"}


def test_stock_services_lie_below_the_owners_key_by_key(write: Write) -> None:
    own = "services:\n  price:\n    question: {pl: [Ile kosztuje imbryk?]}\n"
    services = load_settings(write(services=own)).services
    assert services["price"].question == {"pl": ("Ile kosztuje imbryk?",)}
    assert "delivery" in services


def test_stock_services_that_speak_none_of_the_companys_languages_are_left_out(write: Write, tmp_path: Path) -> None:
    stock = tmp_path / "stock"
    (stock / "config").mkdir(parents=True)
    (stock / "config" / "services.yaml").write_text(
        "services:\n  price: {question: {en: [What is the price?]}}\n  hours: {question: {uk: [Коли ви працюєте?]}}\n",
        encoding="utf-8",
    )
    settings = load_settings(Programme(root=write().root, stock=stock))
    assert list(settings.services) == ["price"]


def test_a_rule_of_the_owners_takes_the_place_of_the_stock_one_of_that_judge(write: Write) -> None:
    rubric = load_settings(write(rubric="judges:\n  slow: {counts: false}\n")).rubric
    assert not rubric.judges["slow"].counts
    assert rubric.judges["silence"].counts


def test_a_sandbox_company_without_customers_of_its_own_uses_the_sandboxs(write: Write) -> None:
    programme = write(company=COMPANY + "sandbox: true\n", personas=None)
    assert "olena" in load_settings(programme).personas


def test_a_real_company_without_customers_is_told_that_the_file_is_missing(write: Write) -> None:
    mistakes = refused(write(personas=None))
    assert [(m.file, m.line) for m in mistakes] == [("config/personas.yaml", None)]
    assert "missing" in mistakes[0].what


def test_hours_and_durations_are_read_as_people_write_them(write: Write) -> None:
    company = COMPANY.replace(
        "kind: webchat", "kind: webchat\n    hours: {mon-fri: 9:00-18:00, sat: closed}\n    sla: 1 min 30 s"
    )
    chat = load_settings(write(company=company)).company.channels["chat"]
    assert str(chat.hours) == "mon-fri 09:00-18:00"
    assert chat.sla == 90


def test_references_to_the_sandbox_are_filled_in_when_it_runs() -> None:
    references = {"site": "http://127.0.0.1:8123", "smtp": 2525, "imap": 1143, "sip_port": 5070}
    references |= {"telegram_port": 4430, "telegram_key": "/tmp/key.pem"}
    settings = load_settings(STOCK, {**PLACEHOLDERS, **references})
    assert settings.company.channels["chat"].address == "http://127.0.0.1:8123"
    account = settings.personas["olena"].email
    assert account is not None
    assert (account.smtp.port, account.imap.port, account.password) == (2525, 1143, "sandbox:password")
    messenger = settings.personas["olena"].telegram
    assert messenger is not None and messenger.server is not None
    assert (messenger.server.port, messenger.server.key) == (4430, "/tmp/key.pem")


def test_a_reference_to_a_page_of_the_sandbox_keeps_its_path(write: Write) -> None:
    company = COMPANY.replace("https://teapot.example", "sandbox:site/frame?chat=queue") + "sandbox: true\n"
    settings = load_settings(write(company=company), {"site": "http://127.0.0.1:8123"})
    assert settings.company.channels["chat"].address == "http://127.0.0.1:8123/frame?chat=queue"


def test_without_a_running_sandbox_its_addresses_are_ones_where_nobody_answers() -> None:
    assert load_settings(STOCK).company.channels["chat"].address == "http://127.0.0.1:1"


def test_references_to_the_sandbox_are_refused_to_any_other_company(write: Write) -> None:
    company = COMPANY.replace("https://teapot.example", "sandbox:site")
    personas = PERSONAS.replace("env:ANNA_PASSWORD", "sandbox:password")
    mistakes = refused(write(company=company, personas=personas))
    assert [(m.line, m.key) for m in mistakes] == [
        (7, "channels.chat.address"),
        (7, "personas.anna.email.password"),
    ]
    assert all("belongs to the sandbox company only" in m.what for m in mistakes)


def test_a_reference_the_sandbox_does_not_have_is_refused_with_those_it_has(write: Write) -> None:
    company = COMPANY.replace("https://teapot.example", "sandbox:sight") + "sandbox: true\n"
    mistakes = refused(write(company=company))
    assert mistakes[0].key == "channels.chat.address"
    assert "“site”" in mistakes[0].hint


def test_facts_are_filled_into_the_wordings_that_they_can_fill(write: Write) -> None:
    own = "services:\n  order:\n    question:\n      pl: ['Gdzie jest {order_number}?', 'Gdzie jest paczka?']\n"
    service = load_settings(write(services=own)).services["order"]
    assert questions(service, "pl", {"order_number": "00123"}) == ("Gdzie jest 00123?", "Gdzie jest paczka?")
    assert questions(service, "pl", {}) == ("Gdzie jest paczka?",)
    assert questions(service, "uk", {}) == ()


def test_every_mistake_of_every_file_is_told_at_once(write: Write) -> None:
    company = COMPANY.replace("Europe/Warsaw", "Warsaw").replace("kind: email", "knd: email")
    mistakes = refused(
        write(company=company, personas="personas: {}\n", services="services: [\n", rubric="judgs: {}\n")
    )
    assert [(m.file, m.line, m.key) for m in mistakes] == [
        ("config/company.yaml", 2, "zone"),
        ("config/company.yaml", 8, "channels.email.kind"),
        ("config/company.yaml", 9, "channels.email.knd"),
        ("config/personas.yaml", 1, "personas"),
        ("config/services.yaml", 2, ""),
        ("config/rubric.yaml", 1, "judgs"),
    ]
    assert "“Europe/Warsaw”" in mistakes[0].what
    assert "“kind”" in mistakes[2].hint
    assert "“judges”" in mistakes[5].hint


def test_a_config_that_is_refused_ends_with_its_exit_code(write: Write) -> None:
    with pytest.raises(ConfigError) as caught:
        load_settings(write(company=""))
    assert caught.value.exit_code == Exit.REFUSED
    assert str(caught.value).startswith("config/company.yaml")


def test_a_file_that_cannot_be_read_is_told_and_not_a_crash(write: Write, tmp_path: Path) -> None:
    programme = write(services=None)
    (tmp_path / "config" / "services.yaml").mkdir()
    mistakes = refused(programme)
    assert mistakes[0].file == "config/services.yaml"
    assert "cannot be read" in mistakes[0].what


def test_reading_settings_does_not_load_the_keyring() -> None:
    code = "import sys, shopper.settings; print('keyring' in sys.modules, 'shopper.engine' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "False"]


def test_an_empty_file_that_need_not_be_there_is_told_to_be_deleted(write: Write) -> None:
    mistakes = refused(write(rubric="# judges:\n#   slow: {counts: false}\n"))
    assert [str(m) for m in mistakes] == ["config/rubric.yaml: the file is empty. Delete it, or write something in it."]


def test_services_may_stand_in_files_of_their_own_beside_services_yaml(write: Write, tmp_path: Path) -> None:
    (tmp_path / "config" / "services").mkdir(parents=True)
    (tmp_path / "config" / "services" / "visits.yaml").write_text(
        "services:\n  free_slots: {question: {pl: [Kiedy jest wolny termin?]}}\n", encoding="utf-8"
    )
    own = "services:\n  price:\n    question: {pl: [Ile kosztuje imbryk?]}\n"
    services = load_settings(write(services=own)).services
    assert services["free_slots"].question == {"pl": ("Kiedy jest wolny termin?",)}
    assert services["price"].question == {"pl": ("Ile kosztuje imbryk?",)}
    assert "delivery" in services


def test_an_owners_service_is_meant_where_a_stock_one_has_the_same_name(write: Write) -> None:
    own = "services:\n  my_price: {question: {pl: [Ile kosztuje imbryk?]}, names: {en: [the price]}}\n"
    settings = load_settings(write(services=own))
    assert service_named(settings, "the price") == "my_price"


def test_a_fact_may_be_real_and_told_in_several_languages(write: Write) -> None:
    personas = PERSONAS.replace(
        "order_number: 00123", "order_number: {value: 00123, real: true}\n      city: {value: Kyiv, said: {pl: Kijów}}"
    )
    anna = load_settings(write(personas=personas)).personas["anna"]
    assert anna.real("order_number")
    assert not anna.real("phone")
    assert (anna.told("pl")["city"], anna.told("en")["city"]) == ("Kijów", "Kyiv")
    assert anna.told("pl")["order_number"] == "00123"
