"""Which folders a reply may hide in, and which hold what the customer wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.programme.loading import load_stock

folders = load_stock("probes.email.folders")


def names(*listing: tuple[tuple[bytes, ...], str]) -> list[tuple[str, bool]]:
    found = folders.folders_aside([(flags, b"/", name) for flags, name in listing], "cursor ")
    return [(folder.name, folder.spam) for folder in found]


def test_the_spam_folder_comes_first_and_what_we_wrote_is_left_out() -> None:
    assert names(
        ((), "INBOX"),
        ((b"\\HasNoChildren", b"\\Sent"), "Gesendet"),
        ((b"\\Drafts",), "Entwürfe"),
        ((b"\\Noselect",), "[Gmail]"),
        ((b"\\All",), "[Gmail]/Вся пошта"),
        ((b"\\Important",), "[Gmail]/Важливі"),
        ((), "Rozetka"),
        ((b"\\Junk",), "[Gmail]/Спам"),
        ((b"\\Trash",), "[Gmail]/Кошик"),
    ) == [("[Gmail]/Спам", True), ("[Gmail]/Вся пошта", False), ("[Gmail]/Кошик", False), ("Rozetka", False)]


@pytest.mark.parametrize(
    "name",
    ["Spam", "Junk E-mail", "INBOX/Bulk Mail", "Спам", "Небажана пошта", "Нежелательная почта", "Niechciane", "SPAM"],
)
def test_a_spam_folder_is_known_by_its_name_where_the_server_does_not_say(name: str) -> None:
    assert names(((b"\\HasNoChildren",), name)) == [(name, True)]


@pytest.mark.parametrize(
    "name", ["Sent", "Sent Items", "Надіслані", "Отправленные", "Wysłane", "INBOX/Drafts", "Чернетки"]
)
def test_what_the_customer_wrote_is_known_by_its_name_too(name: str) -> None:
    assert names(((), name)) == []


def test_a_name_gives_way_to_the_use_that_the_server_tells() -> None:
    assert names(((b"\\Archive",), "Spam")) == [("Spam", False)]


def test_a_mailbox_of_a_thousand_folders_is_looked_into_within_a_bound() -> None:
    many = [((), f"f{n:04}") for n in range(1000)]
    found = names(*many, ((b"\\Junk",), "zzz"))
    assert len(found) == folders.MOST
    assert found[0] == ("zzz", True)


@given(st.lists(st.tuples(st.lists(st.binary(max_size=20)), st.none() | st.binary(max_size=2), st.text(max_size=40))))
def test_no_listing_breaks_the_choice(listing: list[tuple[list[bytes], bytes | None, str]]) -> None:
    assert len(folders.folders_aside(listing, "c")) <= min(folders.MOST, len(listing))
