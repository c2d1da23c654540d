"""Whether our words left the page, told from what it sends."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

traffic = load_stock("probes.webchat.traffic")
TEXT = "Скільки коштує лампа? 2 шт."


@pytest.mark.parametrize(
    "payload",
    [
        json.dumps({"type": "say", "id": "0f3c9a7e-1b2d", "text": TEXT}),
        json.dumps({"deep": [{"er": f"<p>{TEXT}</p>"}]}, ensure_ascii=False),
        urlencode({"msg": TEXT, "token": "a1"}),
        f"42[{json.dumps('message')},{json.dumps({'body': TEXT})}]",
        f"SEND\ndestination:/chat\n\n{TEXT}",
    ],
)
def test_our_words_are_found_in_what_chats_send(payload: str) -> None:
    assert traffic.skeleton(payload, TEXT)[1]


@pytest.mark.parametrize("payload", ["", "{}", json.dumps({"typing": TEXT[:9]}), "2probe", "a=b&c=d", "[" * 5000])
def test_what_does_not_hold_all_our_words_is_not_them(payload: str) -> None:
    assert not traffic.skeleton(payload, TEXT)[1]


def test_a_preview_looks_alike_however_much_is_typed_and_unlike_a_message() -> None:
    previews = {traffic.skeleton(json.dumps({"draft": TEXT[:n], "at": n}), TEXT)[0] for n in range(1, len(TEXT) + 1)}
    assert len(previews) == 1
    assert traffic.skeleton(json.dumps({"say": TEXT, "at": 1}), TEXT)[0] not in previews


@given(st.text(max_size=400), st.text(max_size=60))
def test_no_payload_breaks_it(payload: str, text: str) -> None:
    shape, ours = traffic.skeleton(payload, text)
    assert isinstance(shape, str)
    assert ours in (True, False)


@given(st.text(min_size=1, max_size=60).filter(lambda t: t.strip()))
def test_any_words_are_found_in_json(text: str) -> None:
    assert traffic.skeleton(json.dumps({"text": text}), text)[1]


@pytest.mark.parametrize(
    ("newline", "handled", "stirred", "words_out", "anything_out", "nothing"),
    [
        (True, False, False, False, True, True),
        (False, False, True, False, False, True),
        (False, True, False, False, False, True),
        (False, True, True, False, False, False),
        (False, True, False, False, True, False),
        (True, False, False, True, True, False),
    ],
)
def test_send_is_pressed_only_where_enter_surely_did_nothing(
    newline: bool, handled: bool, stirred: bool, words_out: bool, anything_out: bool, nothing: bool
) -> None:
    found = traffic.enter_did_nothing(
        newline=newline, handled=handled, stirred=stirred, words_out=words_out, anything_out=anything_out
    )
    assert found is nothing
