"""What stands at the head of a scorecard, as the config names it."""

from __future__ import annotations

import pytest

from shopper.judging import about_of
from shopper.programme import Programme, stock_root
from shopper.scoring.scorecard import evidence_beside
from shopper.settings import load_settings
from shopper.settings.titles import Title

SETTINGS = load_settings(Programme(root=stock_root(), stock=stock_root()))


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("", ["Price", "Where is my order", "Opening hours"]),
        ("en", ["Price", "Where is my order", "Opening hours"]),
        ("uk", ["Ціна", "Статус замовлення", "Графік роботи"]),
        ("ru", ["Цена", "Статус заказа", "График работы"]),
        ("pl", ["Cena", "Status zamówienia", "Godziny otwarcia"]),
    ],
)
def test_services_are_called_as_the_reports_language_calls_them(language: str, titles: list[str]) -> None:
    services = about_of(SETTINGS, "wave", evidence_beside, language).services
    assert [services[key] for key in ("price", "order_status", "hours")] == titles


def test_the_language_of_the_config_is_that_of_the_report_unless_another_is_asked_for() -> None:
    settings = SETTINGS.model_copy(update={"company": SETTINGS.company.model_copy(update={"language": "pl"})})
    assert about_of(settings, "wave", evidence_beside).services["price"] == "Cena"
    assert about_of(settings, "wave", evidence_beside, "uk").services["price"] == "Ціна"


def test_a_service_without_a_name_in_the_language_keeps_its_title_else_its_key() -> None:
    services = dict(SETTINGS.services)
    services["price"] = services["price"].model_copy(update={"names": {}})
    services["hours"] = services["hours"].model_copy(update={"names": {}, "title": Title()})
    titles = about_of(SETTINGS.model_copy(update={"services": services}), "wave", evidence_beside, "uk").services
    assert (titles["price"], titles["hours"]) == ("Price", "hours")


def test_a_title_in_the_language_stands_before_a_name_in_it() -> None:
    price = SETTINGS.services["price"].model_copy(update={"title": Title("Price", {"en": "Price", "uk": "Скільки це"})})
    settings = SETTINGS.model_copy(update={"services": {**SETTINGS.services, "price": price}})
    assert [about_of(settings, "wave", evidence_beside, spoken).services["price"] for spoken in ("uk", "pl")] == [
        "Скільки це",
        "Cena",
    ]
