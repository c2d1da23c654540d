"""What a customer writes into a chat's form, and what they never do."""

from __future__ import annotations

from typing import Any

import pytest

from shopper.errors import OurFault
from shopper.programme.loading import load_stock

filling = load_stock("probes.webchat.filling")
entry = load_stock("probes.webchat.entry")

HERS = {"email": "olena@shopper.example", "phone": "+380501112233", "order_number": "48213"}


def form(*kinds: str, captcha: bool = False) -> Any:
    """A form with fields of these kinds; "kind*" is required, "kind=value" filled already."""
    fields = []
    for n, kind in enumerate(kinds):
        name, _, value = kind.partition("=")
        options = ("", "orders", "other") if name.startswith("select") else ()
        fields.append(
            entry.Field(
                index=n,
                kind=name.rstrip("*"),
                name=f"Field {n}",
                group="g",
                required=name.endswith("*"),
                value=value,
                options=options,
            )
        )
    return entry.Form(frame=None, score=9.0, intro="", captcha=captcha, fields=tuple(fields))


def filled(talking_to: Any, *kinds: str, **persona: Any) -> list[Any]:
    """What goes into each field that is touched: its kind, and what is written, chosen or ticked."""
    chat = talking_to("http://shop.example", **{"facts": HERS, **persona})
    found = filling.fill(form(*kinds), chat, "Do you have a kettle?")
    return [(f.field.kind, f.text or f.choose or f.tick) for f in found]


def test_name_address_and_words_are_given_wherever_they_are_asked_for(talking_to: Any) -> None:
    assert filled(talking_to, "name", "email", "message") == [
        ("name", "Olena"),
        ("email", "olena@shopper.example"),
        ("message", "Do you have a kettle?"),
    ]


@pytest.mark.parametrize(
    ("kinds", "given"),
    [
        (("email", "phone", "message"), False),
        (("email", "phone*", "message"), True),
        (("phone", "message"), True),
    ],
)
def test_a_number_is_given_where_it_must_be_or_nothing_else_can_be_answered(
    talking_to: Any, kinds: tuple[str, ...], given: bool
) -> None:
    assert (("phone", "+380501112233") in filled(talking_to, *kinds)) is given


def test_a_name_is_given_in_two_parts_where_two_are_asked_for(talking_to: Any) -> None:
    found = filled(talking_to, "name", "surname", "message", name="Olena Koval Lys")
    assert found[:2] == [("name", "Olena"), ("surname", "Koval Lys")]


def test_news_are_never_ordered_nothing_is_uploaded_and_consent_is_given(talking_to: Any) -> None:
    found = filled(talking_to, "email", "message", "news", "news=on", "file", "consent", "tick", "tick*", "select")
    assert found[2:] == [("news", False), ("consent", True), ("tick", True), ("select", "orders")]


@pytest.mark.parametrize(
    ("kinds", "persona", "sentence"),
    [
        (("email*", "message"), {"facts": {}}, "insists on an e-mail address .* has none"),
        (("phone*", "message"), {"facts": {}}, "insists on a telephone number .* “phone”"),
        (("surname*", "message"), {}, "insists on a surname"),
        (("email", "message", "other*"), {}, "insists on “Field 2”"),
        (("email", "message", "news*"), {}, "subscribed to its news, which this customer never is"),
        (("email", "message", "file*"), {}, "insists on “Field 2”"),
    ],
)
def test_what_the_persona_lacks_is_told_before_anything_is_sent(
    talking_to: Any, kinds: tuple[str, ...], persona: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(OurFault, match=sentence) as caught:
        filled(talking_to, *kinds, **persona)
    assert caught.value.code == "form_needs"


def test_proof_of_being_human_is_not_given(talking_to: Any) -> None:
    with pytest.raises(OurFault, match="captcha") as caught:
        filling.fill(form("email", "message", captcha=True), talking_to("http://shop.example"), "Hello")
    assert caught.value.code == "captcha"
