"""The page of first findings: what it says of each ending, nothing foreign alive in it, nothing asked for."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopper.model import Closing
from shopper.programme.loading import load_stock

from .. import samples
from .test_page import Reader, without_foreign_words
from .test_page_in_a_browser import _CONTRAST, _CUT_OFF, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

first = load_stock("reports.first_findings")
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
LANGUAGES = ("en", "uk", "ru", "pl")
KINDS = "phone email telegram whatsapp viber facebook instagram vk twitter sms app website_form callback".split()  # noqa: SIM905


def found(**changed: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "url": "https://shop.example/",
        "host": "shop.example",
        "at": "2025-11-26T11:00:00+02:00",
        "chat": {"state": "open", "vendor": "intercom", "title": "Intercom", "sure": 0.9, "form": []},
        "ways": [
            {"kind": "webchat", "address": "https://shop.example/", "text": "", "where": "corner"},
            {"kind": "phone", "address": "+380441234567", "text": "044 123 45 67", "where": "top"},
            {"kind": "email", "address": "help@shop.example", "text": "", "where": "footer"},
        ],
        "hours": ["Пн–Пт 9–18"],
        "failed": "",
        "failed_in_english": True,
        "pictures": [{"name": "before", "src": DOT}, {"name": "after", "src": DOT}],
        "turn_pictures": {"a" * 64: DOT},
        "command": "shopper run -C shop",
        "watched_s": None,
    }
    return usual | changed


def card(visit: samples.VisitBuilder | None = None, closing: Closing = Closing.QUIET, after: float = 60) -> Any:
    """The scorecard of one conversation, or of none."""
    if visit is None:
        return samples.sample_scorecard([])
    return samples.sample_scorecard([samples.journey("j", "The opening hours", visit.close(closing, after))])


def asked() -> samples.VisitBuilder:
    return samples.VisitBuilder("v1", "j", "chat", "price").say(0, "When are you open?")


def page(made: Any, language: str = "en", **changed: Any) -> str:
    return str(first.render({**made, "language": language, "found": found(**changed)}))


ANSWERED = asked().hear(14, "From nine to six.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_told_with_its_time_its_words_and_what_it_is_not(language: str) -> None:
    html = page(card(ANSWERED), language)
    words = load_stock("reports._words").Words(language)
    assert "From nine to six." in html
    assert "14" in re.findall(r"<h1>(.*?)</h1>", html)[0]
    assert str(words("ff_lead")) in html
    assert str(words("ff_week_h")) in html
    assert "shopper run -C shop" in html
    assert DOT in html


def test_silence_is_told_with_how_long_it_was_waited_for() -> None:
    html = page(card(asked(), Closing.PATIENCE, 1800))
    assert "<h1>In 30 min, nobody answered in the chat</h1>" in html


def test_waiting_that_was_broken_off_is_no_silence() -> None:
    conversation = asked()
    html = page(samples.sample_scorecard([samples.journey("j", "s", conversation.close(Closing.STOPPED, 75))]))
    assert "watching ended after 1 min 15 s" in html
    assert "nobody answered" not in html


@pytest.mark.parametrize(
    ("state", "title"), [("form", "There is a chat; nobody was asked yet"), ("none", "No chat was")]
)
def test_where_nobody_was_asked_the_page_says_so_and_still_shows_the_ways(state: str, title: str) -> None:
    chat = {"state": state, "vendor": "", "title": "", "sure": 0.0, "form": ["Ім'я", "<b>Пошта"]}
    html = page(card(), chat=chat, failed="No chat was <found> here.")
    assert f"<h1>{title}" in html
    assert "Nothing was sent." in html
    assert "+380441234567" in html
    assert "&lt;b&gt;Пошта" in html
    assert "No chat was &lt;found&gt; here." in html


@pytest.mark.parametrize(
    ("vendor", "sure", "told"),
    [
        ("intercom", 0.9, "is made with Intercom"),
        ("intercom", 0.4, "looks like"),
        ("", 0.9, "a make that is not known"),
    ],
)
def test_the_make_of_the_chat_is_told_as_sure_as_it_is(vendor: str, sure: float, told: str) -> None:
    chat = {"state": "open", "vendor": vendor, "title": "Intercom", "sure": sure, "form": []}
    assert told in page(card(ANSWERED), chat=chat)


def test_nothing_is_graded() -> None:
    html = page(card(ANSWERED))
    text = " ".join(Reader(html).text).lower()
    for word in ("score", "%", "as promised", "failed", "passed"):
        assert word not in text.replace(Reader(html).style.lower(), ""), word


def test_words_of_others_stay_words() -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="a()">\u202e'
    ways = [{"kind": "telegram", "address": f"https://t.me/{hostile}", "text": hostile, "where": "footer"}]
    html = page(card(asked().hear(3, hostile)), ways=ways, hours=[hostile], host=hostile)
    for tag, attributes in Reader(html).tags:
        assert tag not in {"script", "iframe", "link", "object", "base", "form"}
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert str(attributes.get("src", "data:")).startswith("data:")
    assert "⟨U+202E⟩" in html


def test_the_policy_names_the_hash_of_the_only_style_and_allows_pictures_inside_the_page_alone() -> None:
    html = page(card(ANSWERED))
    [style] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(a["content"] for _, a in Reader(html).tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_nothing_is_left_in_english_on_a_page_in_another_language(language: str) -> None:
    chat = {"state": "open", "vendor": "x", "title": "…", "sure": 0.2, "form": ["…"]}
    ways = [
        {"kind": kind, "address": "…", "text": "…", "where": where}
        for kind, where in zip(
            KINDS, ["top", "menu", "main", "footer", "chat", "corner", "data", "unseen"] * 2, strict=False
        )
    ]
    made = without_foreign_words(card(samples.VisitBuilder("1", "1", "chat", "price").say(0, "…").hear(9, "…")))
    html = page(made, language, chat=chat, ways=ways, host="…", command="…", hours=["…"])
    reader = Reader(html)
    text = " ".join([*reader.text, *(str(a["alt"]) for _, a in reader.tags if "alt" in a)]).replace(reader.style, "")
    names = {"Telegram", "WhatsApp", "Viber", "Facebook", "Instagram", "VK", "Twitter", "SMS"}
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= names


# -- in a browser ------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("findings")
    long = asked().hear(14, "Wir" * 200).hear(20, "https://shop.example/" + "a" * 300)
    ways = [
        {"kind": kind, "address": "https://shop.example/" + "x" * 120, "text": "", "where": "data"} for kind in KINDS
    ]
    for language in LANGUAGES:
        (folder / f"{language}.html").write_text(page(card(long), language, ways=ways), encoding="utf-8")
    return {language: folder / f"{language}.html" for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_keeps_its_policy_asks_for_nothing_and_fits_every_width(
    browser: Browser, files: dict[str, Path], language: str
) -> None:
    tab = opened(browser, files[language])
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(files[language].as_uri())
    assert tab.evaluate("broken") == []
    assert [url for url in requests if not url.startswith("data:")] == [files[language].as_uri()]
    for width in (1280, 768, 360):
        tab.set_viewport_size({"width": width, "height": 900})
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, width
        assert tab.evaluate(_CUT_OFF) == [], width
    tab.close()


@pytest.mark.parametrize("dark", [False, True], ids=["by day", "in the dark"])
def test_every_text_stands_out_from_what_is_behind_it(browser: Browser, files: dict[str, Path], dark: bool) -> None:
    tab = opened(browser, files["uk"], dark=dark)
    tab.goto(files["uk"].as_uri())
    assert tab.evaluate(_CONTRAST) == []
    tab.close()
