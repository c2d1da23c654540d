"""What a page says is made into the ways to reach its company, each once, in one form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

channels = load_stock("probes.webchat.looking_channels")
PAGE = "https://shop.example/"


def advertised(region: str = "UA", **facts: Any) -> list[tuple[str, str, str]]:
    return [(one.kind, one.address, one.where) for one in channels.advertised([facts], PAGE, region)]


def link(href: str, where: str = "footer", text: str = "") -> dict[str, str]:
    return {"href": href, "text": text, "where": where}


@pytest.mark.parametrize(
    ("href", "kind", "address"),
    [
        ("mailto:Help@Shop.example?subject=Hi", "email", "help@shop.example"),
        ("tel:+38 (044) 123-45-67", "phone", "+380441234567"),
        ("tel:0441234567", "phone", "+380441234567"),
        ("tel:5533", "phone", "5533"),
        ("tel:*5533", "phone", "*5533"),
        ("sms:+380501112233", "sms", "+380501112233"),
        ("tg://resolve?domain=shop_bot", "telegram", "https://t.me/shop_bot"),
        ("https://t.me/shop_bot?start=site", "telegram", "https://t.me/shop_bot"),
        ("https://telegram.me/s/shop", "telegram", "https://t.me/shop"),
        ("viber://chat?number=%2B380441234567", "viber", "viber://chat?number=%2B380441234567"),
        ("viber://chat?number=+380441234567", "viber", "viber://chat?number=%2B380441234567"),
        ("viber://pa?chatURI=shop", "viber", "viber://pa?chatURI=shop"),
        ("https://wa.me/380441234567?text=Hi", "whatsapp", "https://wa.me/380441234567"),
        ("https://api.whatsapp.com/send?phone=380441234567", "whatsapp", "https://wa.me/380441234567"),
        ("https://m.me/shop", "facebook", "https://m.me/shop"),
        ("https://www.facebook.com/shop/", "facebook", "https://facebook.com/shop"),
        ("https://www.facebook.com/profile.php?id=5", "facebook", "https://facebook.com/profile.php?id=5"),
        ("https://instagram.com/shop", "instagram", "https://instagram.com/shop"),
        ("https://vk.com/shop", "vk", "https://vk.com/shop"),
        ("https://x.com/shop", "twitter", "https://x.com/shop"),
        (
            "https://play.google.com/store/apps/details?id=a.b&hl=uk",
            "app",
            "https://play.google.com/store/apps/details?id=a.b",
        ),
    ],
)
def test_a_link_is_one_way_in_its_normal_form(href: str, kind: str, address: str) -> None:
    assert advertised(links=[link(href)]) == [(kind, address, "footer")]


@pytest.mark.parametrize(
    "href",
    [
        "https://shop.example/about",
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://twitter.com/intent/tweet?text=x",
        "https://t.me/share/url?url=x",
        "https://api.whatsapp.com/send?text=Look",
        "https://www.instagram.com/p/Cxyz/",
        "https://vk.com/share.php?url=x",
        "tel:",
        "mailto:",
        "https://[broken",
    ],
)
def test_buttons_that_share_and_other_links_are_no_way_to_reach_anybody(href: str) -> None:
    assert advertised(links=[link(href)]) == []


def test_one_number_in_four_writings_is_listed_once_where_it_is_seen_best() -> None:
    told = '{"@type":"Organization","contactPoint":[{"telephone":"+380441234567"}]}'
    found = advertised(
        links=[link("tel:+380441234567", "unseen"), link("tel:0441234567", "footer")],
        lines=[{"text": "Call us: (044) 123-45-67", "where": "top"}],
        data=[told],
    )
    assert found == [("phone", "+380441234567", "top")]


def test_what_stands_in_the_text_alone_is_found() -> None:
    found = advertised(lines=[{"text": "Write to help@shop.example or t.me/shop_help", "where": "main"}])
    assert found == [("email", "help@shop.example", "main"), ("telegram", "https://t.me/shop_help", "main")]


def test_names_of_pictures_and_order_numbers_are_no_addresses() -> None:
    assert advertised(lines=[{"text": "logo@2x.png, order 1234567890123456", "where": "main"}]) == []


def test_what_a_frame_says_stands_in_the_chat() -> None:
    facts = [{"inner": True, "links": [link("mailto:a@shop.example", "top")]}]
    assert [one.where for one in channels.advertised(facts, PAGE, "")] == ["chat"]


@pytest.mark.parametrize(
    ("host", "language", "region"),
    [
        ("shop.ua", "ru", "UA"),
        ("shop.com.ua:8080", "", "UA"),
        ("shop.com", "uk", "UA"),
        ("shop.com", "pl-PL", "PL"),
        ("shop.com", "", ""),
    ],
)
def test_the_country_of_bare_numbers_is_the_sites(host: str, language: str, region: str) -> None:
    assert channels.region_of(host, language) == region


KEYS = ("telephone", "email", "sameAs", "openingHours", "openingHoursSpecification", "dayOfWeek", "opens", "x")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(JUNK, st.text(max_size=80))
def test_whatever_a_page_says_is_read_without_a_fault(told: Any, text: str) -> None:
    channels.advertised(
        [{"data": [json.dumps(told), text], "links": [link(text), link(f"https://{text}"), link(f"viber://{text}")],
          "lines": [{"text": text, "where": "main"}], "items": [told], "forms": [told], "calls": None}],
        PAGE,
        "UA",
    )  # fmt: skip
