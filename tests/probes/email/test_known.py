"""Copies are one message; two messages that share a Message-ID are two."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

known = load_stock("probes.email.known")
read_mail = load_stock("probes.email.message").read_mail


def letter(text: str, *, name: str | None = "<m@shop.example>", trace: str = "") -> bytes:
    head = f"{trace}From: help@shop.example\r\nSubject: Re: q\r\n" + (f"Message-ID: {name}\r\n" if name else "")
    return f"{head}\r\n{text}\r\n".encode()


def add(memory: Any, raw: bytes) -> str:
    mail = read_mail(raw)
    return "known" if memory.has(mail, raw) else str(memory.add(mail, raw, len(raw)))


def test_a_copy_in_another_folder_is_the_same_message_whatever_the_server_wrote_above_it() -> None:
    memory = known.Known()
    assert add(memory, letter("250 UAH")) == "<m@shop.example>"
    assert add(memory, letter("250 UAH")) == "known"
    assert add(memory, letter("250 UAH", trace="X-Spam: yes\r\nReceived: from a by b\r\n")) == "known"


def test_the_second_of_two_that_share_a_message_id_has_a_key_of_its_own() -> None:
    memory = known.Known()
    first, second = add(memory, letter("250 UAH")), add(memory, letter("300 UAH"))
    assert first == "<m@shop.example>"
    assert second.startswith("<m@shop.example>~")
    assert known.message_id_of(second) == first
    assert add(memory, letter("300 UAH")) == "known"


def test_a_second_one_is_still_the_second_after_a_crash() -> None:
    memory, after = known.Known(), known.Known()
    add(memory, letter("250 UAH"))
    after.restore(memory.newest())
    second = letter("300 UAH")
    assert add(after, second) == add(memory, second)
    assert add(after, letter("250 UAH")) == "known"


def test_messages_without_a_message_id_are_told_apart_by_their_bytes() -> None:
    memory = known.Known()
    keys = [add(memory, letter(text, name=None)) for text in ("a", "b", "a")]
    assert keys[0] != keys[1]
    assert keys[2] == "known"
    assert all(key.endswith("@no-message-id>") for key in keys[:2])


def test_a_copy_is_recognised_by_its_id_and_size_before_its_text_is_fetched() -> None:
    memory = known.Known()
    raw = letter("250 UAH")
    add(memory, raw)
    assert memory.looks_known("<m@shop.example>", len(raw))
    assert not memory.looks_known("<m@shop.example>", len(raw) + 1)
    assert not memory.looks_known("", len(raw))


@given(st.lists(st.tuples(st.sampled_from(["<a@x>", "<b@x>", None]), st.sampled_from(["1", "2", "3"]))))
def test_every_different_message_gets_a_key_that_no_other_has(mails: list[tuple[str | None, str]]) -> None:
    memory = known.Known()
    keys = [add(memory, letter(text, name=name)) for name, text in mails]
    new = [key for key in keys if key != "known"]
    assert len(new) == len(set(new)) == len(set(mails))


@given(st.text(max_size=60))
def test_a_key_that_is_none_of_ours_stays_as_it_is(key: str) -> None:
    assert known.message_id_of(key) == key or "~" in key
