"""An owner's first five minutes: what is asked of them, what is sent, and what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from shopper.cli import first_look
from shopper.engine.first_look import look_of
from shopper.errors import Exit
from shopper.programme.loading import load_stock
from tests.programmes import TestProgramme

from .conftest import Shopper
from .test_init import lines, settings_of

sight = load_stock("probes.webchat.looking_sight")
PAGE = "https://teapot.example/"


def zone_where_it_is(hour: int) -> str:
    """A zone in which it is about this hour now."""
    ahead = (hour - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"


DAY, NIGHT = zone_where_it_is(14), zone_where_it_is(2)


def way(kind: str, address: str, where: str = "footer") -> Any:
    return sight.Advertised(kind, address, address, where)


def seen(**changed: Any) -> Any:
    """A page with a chat, a mailbox and a telephone."""
    usual: dict[str, Any] = {
        "address": PAGE,
        "url": PAGE,
        "title": "Чайники до смаку – Teapot",
        "language": "uk-UA",
        "status": 200,
        "channels": (
            way("webchat", PAGE, "corner"),
            way("email", "help@teapot.example"),
            way("email", "owner@teapot.example"),
            way("phone", "+380441234567", "top"),
            way("phone", "+380441234567"),
            way("phone", "+380501234567"),
            way("viber", "viber://chat?number=%2B380441234567"),
        ),
        "hours": (sight.Advertised("hours", "mon-fri 09:00-18:00", "Пн–Пт 9–18", "footer"),),
        "chat": sight.Chat("open", "intercom", "Intercom", 0.9),
    }
    return sight.Sight(**(usual | changed))


NO_CHAT: dict[str, Any] = {
    "chat": sight.Chat("none"),
    "channels": (way("email", "help@teapot.example"), way("phone", "+380441234567")),
    "failed": sight.Failure("launcher", "chat_not_found", "No chat was found on teapot.example."),
}


class Page:
    """What is looked at, and what the engine is asked to play, in place of a browser and of a wave."""

    def __init__(self) -> None:
        self.sight = seen()
        self.looked: list[str] = []
        self.played: list[tuple[str, ...]] = []
        self.company = ""

    def look_at(self, address: str, _out: Path, _language: str) -> first_look.Seen:
        self.looked.append(address)
        return first_look.Seen(self.sight)

    def shop(self, folder: Path, _state: Path | None, args: list[str]) -> int:
        self.played.append(tuple(args))
        self.company = (folder / "config" / "company.yaml").read_text(encoding="utf-8")
        return int(Exit.OK)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Page:
    page = Page()
    monkeypatch.setattr("shopper.cli.trying.look_at", page.look_at)
    monkeypatch.setattr("shopper.cli.trying.shop", page.shop)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return page


@pytest.fixture
def try_it(shopper: Shopper) -> Callable[..., Any]:
    """try_it("--yes"): the command on the page, told in Ukrainian by day; keys are what is typed."""

    def _try(*args: str, keys: str = "", zone: str = DAY) -> Any:
        return shopper("try", "teapot.example", "--lang", "uk", "--zone", zone, *args, keys=keys)

    return _try


YES = ("--yes", "--authorised-by", "О. Чайник, власник", "--save", "shop")


# -- the dialogue ------------------------------------------------------------------------------------------------------
def test_what_was_found_is_shown_and_one_question_is_asked_after_a_yes(page: Page, try_it: Any) -> None:
    done = try_it(keys=lines(["", "", "О. Чайник, власник", "так", ""]))
    assert done.code == 0, done.out + done.err
    assert page.looked == ["https://teapot.example"]
    for told in ("Intercom", "help@teapot.example", "+380441234567", "Пн–Пт 9–18", "Олена Коваль", "5 хв"):
        assert told in done.out, told
    assert "графік роботи" in done.out.partition("Запитати зараз?")[0]
    [played] = page.played
    assert played[-1].endswith("scenarios/uk/first_question.feature")
    assert Path("teapot.example-shopper/first-findings.html").is_file()


def test_enter_is_no_yes(page: Page, try_it: Any) -> None:
    done = try_it(keys=lines(["", "", "Я", "", "може", "так", ""]))
    assert done.code == 0, done.out + done.err
    assert done.out.count("Напишіть «так» або «ні».") == 2
    assert len(page.played) == 1


def test_after_a_no_nothing_is_sent_and_the_programme_is_there(page: Page, try_it: Any) -> None:
    done = try_it(keys=lines(["", "", "Я", "ні", "моя"]))
    assert done.code == 0, done.out + done.err
    assert page.played == []
    assert "Нічого не надіслано." in done.out
    assert "нікого ще не питали" in Path("моя/first-findings.html").read_text(encoding="utf-8")
    assert TestProgramme(Path("моя")).shopper("check").code == 0


def test_no_page_of_a_folder_that_holds_something_is_asked_for(page: Page, try_it: Any, tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "notes.txt").write_text("mine")
    done = try_it(*YES)
    assert done.code == 12
    assert "не порожня тека" in done.err
    assert page.looked == []


def test_the_folder_that_is_offered_is_a_new_one(page: Page, try_it: Any) -> None:
    for folder in ("teapot.example-shopper", "teapot.example-shopper-2"):
        assert try_it(*YES[:3]).code == 0
        assert Path(folder, "config", "company.yaml").is_file()
    assert len(page.played) == 2


@pytest.mark.parametrize("wait", ["0", "soon", "2 days", ""])
def test_a_wait_that_is_none_is_refused_before_the_page_is_opened(page: Page, try_it: Any, wait: str) -> None:
    done = try_it(*YES, "--wait", wait)
    assert done.code == 12
    assert f"«{wait}» – не час очікування" in done.err
    assert page.looked == []


def test_without_the_name_of_who_allows_it_nothing_is_sent_and_nothing_written(page: Page, try_it: Any) -> None:
    done = try_it("--yes", "--save", "shop")
    assert done.code == 12
    assert "Хто в компанії дозволяє" in done.err
    assert page.played == []
    assert not Path("shop").exists()


def test_input_that_ends_in_the_middle_leaves_nothing_behind(page: Page, try_it: Any, tmp_path: Path) -> None:
    done = try_it(keys=lines(["", "", "Я"]))
    assert done.code == 2
    assert page.played == []
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_a_site_says_of_itself_is_obeyed_by_the_terminal(page: Page, try_it: Any) -> None:
    page.sight = seen(hours=(sight.Advertised("hours", "", "\x1b[2Jщодня\x07\n9–18", "footer"),))
    done = try_it(*YES)
    assert "щодня· 9–18" in done.out
    assert not set(done.out) & {"\x1b", "\x07"}


# -- at night ----------------------------------------------------------------------------------------------------------
def test_at_night_nobody_is_asked_unless_the_owner_says_so_at_the_keyboard(page: Page, try_it: Any) -> None:
    done = try_it(*YES, zone=NIGHT)
    assert done.code == 12, done.out + done.err
    assert "Запитання не поставлено" in done.out
    assert page.played == []
    assert settings_of(Path("shop")).company.guard_rails.quiet_hours is not None


def test_an_owner_at_the_keyboard_may_ask_at_night_and_the_quiet_hours_stand_again_after_it(
    page: Page, try_it: Any
) -> None:
    done = try_it("--save", "shop", keys=lines(["", "", "Я", "так"]), zone=NIGHT)
    assert done.code == 0, done.out + done.err
    assert "можливо, там ніхто не працює" in done.out
    assert "  # quiet_hours:" in page.company
    assert settings_of(Path("shop")).company.guard_rails.quiet_hours is not None


# -- what is saved -----------------------------------------------------------------------------------------------------
def test_the_first_question_waits_as_told_and_the_saved_programme_as_is_usual(page: Page, try_it: Any) -> None:
    assert try_it(*YES, "--wait", "20 s").code == 0
    for told in ("sla: 20 s", "patience: 20 s", "quiet: 20 s", "hours: 24/7"):
        assert told in page.company, told
    chat = settings_of(Path("shop")).company.channels["chat"]
    assert (chat.sla, chat.patience) == (60, 1800)
    assert str(chat.hours) == "mon-fri 09:00-18:00"


def test_every_way_that_was_found_is_in_the_config_and_only_the_chat_is_shopped(page: Page, try_it: Any) -> None:
    assert try_it(*YES).code == 0
    company = settings_of(Path("shop")).company
    assert company.name == "Teapot"
    assert {key: (c.kind, c.address, c.shopped) for key, c in company.channels.items()} == {
        "chat": ("webchat", "https://teapot.example", True),
        "email": ("email", "help@teapot.example", False),
        "email_2": ("email", "owner@teapot.example", False),
        "hotline": ("hotline", "+380441234567", False),
        "hotline_2": ("hotline", "+380501234567", False),
        "viber": ("viber", "viber://chat?number=%2B380441234567", False),
    }
    assert look_of(Path("shop/.shopper"), "first-findings") is not None


def test_customers_write_in_the_pages_language_and_the_owner_is_told_in_theirs(page: Page, try_it: Any) -> None:
    page.sight = seen(language="pl", title="Czajniki")
    assert try_it(*YES).code == 0
    company = settings_of(Path("shop")).company
    assert (company.languages, company.language) == (("pl",), "uk")
    assert Path("shop/scenarios/pl/first_question.feature").is_file()
    assert 'lang="uk"' in Path("shop/first-findings.html").read_text(encoding="utf-8")
    assert TestProgramme(Path("shop")).shopper("check").code == 0


@pytest.mark.parametrize(("language", "speaks"), [("de", "uk"), ("", "uk"), ("ua", "uk"), ("EN_us", "en")])
def test_a_page_in_a_language_that_customers_lack_is_asked_in_the_owners(
    page: Page, try_it: Any, language: str, speaks: str
) -> None:
    page.sight = seen(language=language)
    assert try_it(*YES).code == 0
    assert settings_of(Path("shop")).company.languages == (speaks,)


@pytest.mark.parametrize(
    ("title", "url", "name"),
    [
        ("Чайники до смаку – Teapot", "https://www.teapot.example/chat", "Teapot"),
        ("TEA POT | Buy teapots online", "https://teapot.example", "TEA POT"),
        ("Оберіг: товари для дому", "https://oberih.example", "Оберіг: товари для дому"),
        ("", "https://www.teapot.example/", "teapot.example"),
        ("  |  ", "https://teapot.example/", "teapot.example"),
        ("x" * 200, "https://teapot.example/", "teapot.example"),
        ("Bright Shop — Світло", "http://127.0.0.1:8080/", "Bright Shop"),
    ],
)
def test_the_company_is_called_by_the_part_of_the_title_that_is_like_the_sites_name(
    title: str, url: str, name: str
) -> None:
    assert first_look.Seen(seen(title=title, url=url)).name() == name


def test_hours_that_differ_are_shown_and_not_promised() -> None:
    hours = (
        sight.Advertised("hours", "mon-fri 09:00-18:00", "Пн–Пт 9–18", "footer"),
        sight.Advertised("hours", "mon-sun 10:00-20:00", "Щодня 10–20", "main"),
        sight.Advertised("hours", "", "за домовленістю", "main"),
    )
    page = first_look.Seen(seen(hours=hours))
    assert page.hours == ""
    assert page.as_found()["hours"] == ["Пн–Пт 9–18", "Щодня 10–20", "за домовленістю"]


# -- a page without a chat ---------------------------------------------------------------------------------------------
def test_without_a_chat_the_programme_is_for_mail_and_says_what_it_lacks(page: Page, try_it: Any) -> None:
    page.sight = seen(**NO_CHAT)
    done = try_it(*YES)
    assert done.code == 10, done.out + done.err
    assert "No chat was found on teapot.example." in done.out
    assert "скринька" in done.out
    channels = settings_of(Path("shop")).company.channels
    assert {key: c.shopped for key, c in channels.items()} == {"email": False, "hotline": False}
    assert "чату не знайдено" in Path("shop/first-findings.html").read_text(encoding="utf-8")


def test_without_a_chat_but_with_a_mailbox_the_programme_is_ready(page: Page, try_it: Any) -> None:
    page.sight = seen(**NO_CHAT)
    done = try_it(*YES, "--mailbox", "olena@shopper.example")
    assert done.code == 10, done.out + done.err
    assert page.played == []
    assert "SHOPPER_MAIL_PASSWORD" in done.out
    assert settings_of(Path("shop")).company.channels["email"].shopped
    checked = TestProgramme(Path("shop")).shopper("check")
    assert checked.code == 0, checked.out


def test_with_neither_chat_nor_mail_what_there_is_is_shown_and_nothing_saved(
    page: Page, try_it: Any, tmp_path: Path
) -> None:
    page.sight = seen(**NO_CHAT | {"channels": (way("phone", "+380441234567"),)})
    done = try_it(*YES)
    assert done.code == 10
    assert "+380441234567" in done.out
    assert "нічого не збережено" in done.out
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_does_not_open_is_told_and_nothing_saved(page: Page, try_it: Any, tmp_path: Path) -> None:
    failed = sight.Failure("page", "site_unreachable", "teapot.example could not be reached.")
    page.sight = sight.Sight(PAGE, failed=failed)
    done = try_it(*YES)
    assert done.code == 10
    assert "teapot.example could not be reached." in done.out
    assert list(tmp_path.iterdir()) == []


def test_an_address_with_a_password_is_refused(page: Page, shopper: Shopper) -> None:
    done = shopper("try", "https://me:secret@teapot.example", "--lang", "en", *YES)
    assert done.code == 12
    assert "secret" not in done.err
    assert page.looked == []
