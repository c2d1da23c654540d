"""The IMAP server with a real client."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError
from imapclient.imap_utf7 import decode as decode_utf7

from shopper.sandbox.company import RunningCompany
from shopper.sandbox.imap.folder_names import decode_name, encode_name
from shopper.sandbox.mailboxes import Folder

Fixture = Callable[..., Any]
OLENA = "olena@shopper.example"


def put(company: RunningCompany, *texts: str, user: str = OLENA) -> list[int]:
    """Put messages straight into an inbox; their UIDs."""

    def add(folder: Folder) -> list[int]:
        head = f"From: a@b.example\r\nTo: {user}\r\n"
        raw = [f"{head}Subject: {t}\r\nMessage-ID: <{t}@b>\r\n\r\nBody of {t}\r\n".encode() for t in texts]
        return [folder.add(message).uid for message in raw]

    return company.call(lambda c: add(c.inbox(user)))


def test_a_new_message_is_pushed_to_a_client_that_idles(company: RunningCompany, inbox: Fixture) -> None:
    with inbox() as client:
        client.idle()
        put(company, "one")
        assert client.idle_check(timeout=20) == [(1, b"EXISTS")]
        client.idle_done()
        assert client.search("ALL") == [1]


def test_a_new_message_is_told_with_the_next_command_too(company: RunningCompany, inbox: Fixture) -> None:
    with inbox() as client:
        put(company, "one", "two")
        assert (2, b"EXISTS") in client.noop()[1]


def test_the_internal_date_is_when_the_message_was_delivered(company: RunningCompany, inbox: Fixture) -> None:
    with inbox() as client:
        client.normalise_times = False
        before = datetime.now(UTC).replace(microsecond=0)
        put(company, "one")
        found = client.fetch([1], ["INTERNALDATE"])[1][b"INTERNALDATE"]
        assert before <= found <= before + timedelta(seconds=60)


def test_what_is_fetched_by_parts_adds_up_to_the_message(company: RunningCompany, inbox: Fixture) -> None:
    with inbox() as client:
        (uid,) = put(company, "one")
        items = ["FLAGS", "RFC822.SIZE", "BODY.PEEK[]", "BODY.PEEK[HEADER]", "BODY.PEEK[TEXT]", "BODY.PEEK[]<3.10>"]
        got = client.fetch([uid], items)[uid]
        whole = got[b"BODY[]"]
        assert got[b"BODY[HEADER]"] + got[b"BODY[TEXT]"] == whole
        assert got[b"RFC822.SIZE"] == len(whole)
        assert got[b"BODY[]<3>"] == whole[3:13]
        assert got[b"FLAGS"] == ()
        fields = client.fetch([uid], ["BODY.PEEK[HEADER.FIELDS (Subject Message-ID)]"])[uid]
        assert fields[b"BODY[HEADER.FIELDS (SUBJECT MESSAGE-ID)]"] == b"Subject: one\r\nMessage-ID: <one@b>\r\n\r\n"


def test_reading_marks_a_message_as_seen_and_peeking_does_not(company: RunningCompany, inbox: Fixture) -> None:
    with inbox() as client:
        (uid,) = put(company, "one")
        client.fetch([uid], ["BODY.PEEK[]"])
        assert client.search("UNSEEN") == [uid]
        client.fetch([uid], ["BODY[]"])
        assert client.search("UNSEEN") == []


def test_a_folder_that_is_only_examined_stays_as_it_is(company: RunningCompany, inbox: Fixture) -> None:
    with inbox() as client:
        (uid,) = put(company, "one")
        client.select_folder("INBOX", readonly=True)
        client.fetch([uid], ["BODY[]"])
        assert client.search("UNSEEN") == [uid]
        with pytest.raises(IMAPClientError):
            client.add_flags([uid], [b"\\Seen"])


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ("ALL", [1, 2, 3]),
        (["UID", "2:*"], [2, 3]),
        (["UID", "9:*"], [3]),  # "*" is the last message, so a range always has it (RFC 3501 §9)
        (["HEADER", "Message-ID", "<two@b>"], [2]),
        (["SUBJECT", "TW"], [2]),
        (["FROM", "a@b.example"], [1, 2, 3]),
        (["TO", "nobody"], []),
        (["TEXT", "body of three"], [3]),
        (["SINCE", date(2020, 1, 1)], [1, 2, 3]),
        (["BEFORE", date(2020, 1, 1)], []),
        (["NOT", ["SUBJECT", "two"]], [1, 3]),
        (["OR", ["SUBJECT", "one"], ["SUBJECT", "three"]], [1, 3]),
        (["LARGER", 10, "UNSEEN"], [1, 2, 3]),
    ],
)
def test_a_search_finds_what_it_asks_for(
    company: RunningCompany, inbox: Fixture, criteria: Any, found: list[int]
) -> None:
    put(company, "one", "two", "three")
    with inbox() as client:
        assert client.search(criteria) == found


def test_a_search_for_ukrainian_words_goes_by_a_literal(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "Лампа")
    with inbox() as client:
        assert client.search(["SUBJECT", "лампа"], charset="UTF-8") == [2]


def test_deleted_messages_go_and_the_others_keep_their_uids(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "two", "three")
    with inbox() as client:
        client.delete_messages([2])
        client.expunge()
        assert client.search("ALL") == [1, 3]
        put(company, "four")
        client.noop()
        assert client.search("ALL") == [1, 3, 4]


def test_only_the_named_uids_are_expunged(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "two", "three")
    with inbox() as client:
        client.delete_messages([1, 2])
        client.uid_expunge([2])
        assert client.search("ALL") == [1, 3]


def test_an_idle_client_is_told_what_another_one_expunged(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "two", "three")
    with inbox() as watching, inbox() as cleaning:
        watching.idle()
        cleaning.delete_messages([1, 3])
        cleaning.expunge()
        told = watching.idle_check(timeout=20)
        watching.idle_done()
        assert told == [(3, b"EXPUNGE"), (1, b"EXPUNGE")]


def test_a_message_can_be_moved_to_junk_and_a_copy_kept_in_sent(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "two")
    with inbox() as client:
        assert {f[2]: f[0] for f in client.list_folders()}["Spam"][-1] == b"\\Junk"
        assert client.find_special_folder(b"\\Sent") == "Sent"
        client.move([1], "Spam")
        client.copy([2], "Sent")
        assert client.search("ALL") == [2]
        assert client.folder_status("Spam", ["MESSAGES", "UIDNEXT"]) == {b"MESSAGES": 1, b"UIDNEXT": 2}
        client.append("Sent", b"Subject: mine\r\n\r\nText\r\n", flags=[b"\\Seen"])
        client.select_folder("Sent")
        assert len(client.search("ALL")) == 2


def test_folders_of_other_alphabets_are_told_in_modified_utf_7(company: RunningCompany, inbox: Fixture) -> None:
    company.call(lambda c: c.mailboxes.add_folder(OLENA, "Спам & все"))
    with inbox() as client:
        assert "Спам & все" in [f[2] for f in client.list_folders()]
        client.append("Спам & все", b"Subject: mine\r\n\r\nText\r\n")
        client.select_folder("Спам & все")
        assert len(client.search("ALL")) == 1


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_folders_name_comes_back_as_it_went(name: str) -> None:
    coded = encode_name(name)
    assert coded.isascii()
    assert decode_name(coded) == name
    assert decode_utf7(coded.encode()) == name


def test_a_server_may_write_names_as_literals_and_hide_what_folders_are_for(
    company: RunningCompany, inbox: Fixture
) -> None:
    company.faults.imap.literals = True
    company.faults.imap.no_special_use = True
    with inbox() as client:
        listed = {name: flags for flags, _, name in client.list_folders()}
        assert set(listed) == {"INBOX", "Sent", "Spam", "Archive"}
        assert all(rb"\Junk" not in flags for flags in listed.values())
        assert client.folder_status("Spam", ["UIDNEXT"]) == {b"UIDNEXT": 1}


def test_a_connection_can_be_cut_in_the_middle_of_a_message(company: RunningCompany) -> None:
    put(company, "one")
    company.faults.imap.drop_in_fetch = 1
    with closing_client(company) as client:
        client.login(OLENA, "sandbox")
        client.select_folder("INBOX")
        with pytest.raises((IMAPClientAbortError, IMAPClientError, OSError)):
            client.fetch([1], ["BODY.PEEK[]"])


def test_a_message_can_be_gone_when_it_is_fetched(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "two")
    company.faults.imap.gone_at_fetch = 1
    with inbox() as client:
        assert list(client.fetch([1, 2], ["BODY.PEEK[]"])) == [2]
        assert client.search("ALL") == [2]


def test_a_plus_address_is_the_same_mailbox_and_the_companys_own_is_none(company: RunningCompany) -> None:
    put(company, "one")
    with closing_client(company) as client:
        client.login("Olena+tag@shopper.example", "sandbox")
        assert client.select_folder("INBOX")[b"EXISTS"] == 1
    with closing_client(company) as client, pytest.raises(LoginError):
        client.login("help@brightshop.example", "sandbox")


def test_authenticate_plain_and_a_wrong_password(company: RunningCompany) -> None:
    with closing_client(company) as client:
        with pytest.raises(LoginError):
            client.login(OLENA, "wrong")
        client.plain_login(OLENA, "sandbox")
        assert client.folder_exists("INBOX")


def test_without_idle_it_is_neither_offered_nor_understood(company: RunningCompany, inbox: Fixture) -> None:
    company.faults.imap.no_idle = True
    with inbox() as client:
        assert not client.has_capability("IDLE")


def test_a_refused_login_is_refused_with_the_right_password_too(company: RunningCompany) -> None:
    company.faults.imap.refuse_login = True
    with closing_client(company) as client, pytest.raises(LoginError):
        client.login(OLENA, "sandbox")


def test_a_connection_can_be_dropped_at_its_kth_command(company: RunningCompany) -> None:
    company.faults.imap.drop_at_command = 3
    with closing_client(company) as client:
        client.login(OLENA, "sandbox")
        with pytest.raises((IMAPClientAbortError, OSError)):
            client.select_folder("INBOX")
            client.search("ALL")


def test_a_connection_can_be_dropped_after_a_time(company: RunningCompany) -> None:
    company.faults.imap.drop_after = 0.1
    with line_to(company) as line:
        assert line.recv(1000).startswith(b"* OK")
        with suppress(ConnectionResetError):
            assert line.recv(1000) == b""


def test_a_server_can_say_good_bye(company: RunningCompany, inbox: Fixture) -> None:
    with closing_client(company) as client:
        client.login(OLENA, "sandbox")
        client.select_folder("INBOX")
        client.idle()
        company.call(lambda c: c.imap.bye_all())
        assert client.idle_check(timeout=20)[0][0] == b"BYE"


def test_a_half_open_connection_takes_commands_and_answers_nothing(company: RunningCompany) -> None:
    company.faults.imap.silent_at_command = 1
    with line_to(company) as line:
        assert line.recv(1000).startswith(b"* OK")
        line.sendall(b"a NOOP\r\n")
        line.settimeout(0.3)
        with pytest.raises(TimeoutError):
            line.recv(1000)


def test_an_index_rebuilt_on_the_server_shows_by_its_uidvalidity(company: RunningCompany, inbox: Fixture) -> None:
    put(company, "one", "two")
    with inbox() as client:
        before = client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        client.delete_messages([1])
        client.expunge()
    company.call(lambda c: c.inbox(OLENA).renumber())
    with inbox() as client:
        assert client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"] > before
        assert client.search("ALL") == [1]


def test_ten_thousand_messages_and_a_thousand_more_at_once(company: RunningCompany, inbox: Fixture) -> None:
    put(company, *(f"n{n}" for n in range(10_000)))
    with inbox() as client:
        assert len(client.search(["UID", "1:*"])) == 10_000
        client.idle()
        put(company, *(f"m{n}" for n in range(1_000)))
        told: list[Any] = []
        while (11_000, b"EXISTS") not in told:
            told += client.idle_check(timeout=20)
        client.idle_done()
        assert client.search(["HEADER", "Message-ID", "<m999@b>"]) == [11_000]
        assert len(client.fetch(range(10_001, 11_001), ["UID", "BODY.PEEK[HEADER]"])) == 1_000


_NONSENSE = [
    b"",
    b"a",
    b"a FETCH 1 FLAGS",
    b"a LOGIN x",
    b"a NONSENSE",
    b'a LOGIN "x',
    b"a LOGIN (x y)",
    b"a AUTHENTICATE PLAIN ====",
    b"\xff\xfe \x00",
]


@pytest.mark.parametrize("line", _NONSENSE)
def test_nonsense_is_refused_and_the_connection_stays(company: RunningCompany, line: bytes) -> None:
    with line_to(company) as sock, sock.makefile("rb") as got:
        assert got.readline().startswith(b"* OK")
        sock.sendall(line + b"\r\n")
        assert b" BAD " in got.readline()
        sock.sendall(b"z NOOP\r\n")
        assert got.readline().startswith(b"z ")


def test_starttls_with_a_certificate_that_nobody_knows_is_refused_by_the_client(
    certificate: tuple[Path, Path],
) -> None:
    import ssl

    from shopper.sandbox.company import Tls, running_company

    script = "company: B\ndomain: b.example\n"
    with running_company(script, tls=Tls(*certificate)) as company:
        client = IMAPClient("127.0.0.1", company.facts.imap, ssl=False, timeout=20)
        with pytest.raises(ssl.SSLCertVerificationError):
            client.starttls(ssl.create_default_context())
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        client = IMAPClient("127.0.0.1", company.facts.imap, ssl=False, timeout=20)
        client.starttls(trusting)
        client.login(OLENA, "sandbox")
        assert client.select_folder("INBOX")[b"EXISTS"] == 0
        client.logout()
    with running_company(script, tls=Tls(*certificate, mode="implicit")) as company:
        client = IMAPClient("127.0.0.1", company.facts.imap, ssl=True, ssl_context=trusting, timeout=20)
        client.login(OLENA, "sandbox")
        client.logout()


@contextmanager
def closing_client(company: RunningCompany) -> Iterator[IMAPClient]:
    client = IMAPClient("127.0.0.1", company.facts.imap, ssl=False, timeout=20)
    try:
        yield client
    finally:
        client.shutdown()


def line_to(company: RunningCompany) -> closing[socket.socket]:
    return closing(socket.create_connection(("127.0.0.1", company.facts.imap), timeout=20))
