"""What is sent looks like an ordinary customer's mail, and a reply to it finds its way back."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopper.engine.probe import Conversation, Outgoing
from shopper.errors import OurFault
from shopper.programme.loading import load_stock
from shopper.settings.mailing import MailServer

if TYPE_CHECKING:
    from tests.probes.email.conftest import Servers

composing = load_stock("probes.email.composing")
WALL = 1_738_576_800_000_000  # 2025-02-03 10:00 UTC


@pytest.fixture
def talk(make_conversation: Callable[..., Conversation], some_servers: Servers) -> Conversation:
    return make_conversation(some_servers)


@pytest.fixture
def some_servers(servers_type: type[Servers]) -> Servers:
    server = MailServer(host="127.0.0.1", port=1, security="plain")
    return servers_type(server, server)


def compose(talk: Conversation, **message: Any) -> tuple[bytes, EmailMessage]:
    outgoing = Outgoing(**{"id": "j1.1/1", "text": "Скільки коштує чайник?", "subject": "Питання про ціну", **message})
    raw: bytes = composing.compose(talk, outgoing, talk.persona.email, WALL)
    return raw, message_from_bytes(raw, policy=policy.default)


def test_it_is_written_from_the_persona_to_the_company_in_the_customers_own_zone(talk: Conversation) -> None:
    raw, mail = compose(talk)
    assert str(mail["From"]) == "Олена Коваль <olena@customer.example>"
    assert str(mail["Reply-To"]) == "Олена Коваль <olena+t1@customer.example>"
    assert str(mail["To"]) == "help@brightshop.example"
    assert str(mail["Subject"]) == "Питання про ціну"
    assert mail["Date"] == "Mon, 03 Feb 2025 12:00:00 +0200"
    assert mail.get_content().strip() == "Скільки коштує чайник?"
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_nothing_in_it_tells_who_sent_it(talk: Conversation) -> None:
    raw, mail = compose(talk)
    assert set(mail.keys()) == {
        "Message-ID", "Date", "From", "Reply-To", "To", "Subject", "Content-Type", "Content-Transfer-Encoding",
        "MIME-Version",
    }  # fmt: skip
    assert not re.search(rb"shopper|mystery|python|j1\.1", raw, re.IGNORECASE)
    assert mail["Message-ID"].endswith("@customer.example>")


def test_its_message_id_is_the_same_after_a_crash_and_another_for_every_letter(talk: Conversation) -> None:
    first = compose(talk)[1]["Message-ID"]
    assert compose(talk, text="other words")[1]["Message-ID"] == first
    assert compose(talk, id="j1.1/2")[1]["Message-ID"] != first
    assert composing.message_id("j1.1/1", "olena@customer.example") == first


def test_an_answer_stands_in_its_thread_however_long_the_identifiers_are(talk: Conversation) -> None:
    long = f"<{'A' * 150}@{'b' * 60}.example>"
    raw, mail = compose(talk, reply_to=long, references=("<a@x>", "not an id", "<b@x>", long))
    assert f"In-Reply-To: {long}\r\n".encode() in raw
    assert mail["References"].split() == ["<a@x>", "<b@x>", long]


def test_a_long_thread_keeps_its_first_and_its_newest_messages(talk: Conversation) -> None:
    names = [f"<{n}@x>" for n in range(100)]
    kept = compose(talk, reply_to=names[-1], references=tuple(names))[1]["References"].split()
    assert kept == [names[0], *names[-19:]]


def test_a_provider_without_plus_addresses_gets_no_reply_to(talk: Conversation) -> None:
    assert talk.persona.email is not None
    account = talk.persona.email.model_copy(update={"plus": False})
    raw = composing.compose(talk, Outgoing(id="1", text="x"), account, WALL)
    assert message_from_bytes(raw)["Reply-To"] is None


def test_a_domain_in_other_letters_is_written_as_the_mail_system_needs_it(talk: Conversation) -> None:
    channel = talk.channel.model_copy(update={"address": "mailto:help@bücher.example"})
    assert composing.recipient(dataclasses.replace(talk, channel=channel)) == "help@xn--bcher-kva.example"


@pytest.mark.parametrize("address", ["", "help", "@x", "a b@x.example", "help@", "+380441234567"])
def test_what_is_no_address_is_refused_with_its_setting(talk: Conversation, address: str) -> None:
    channel = talk.channel.model_copy(update={"address": address})
    with pytest.raises(OurFault, match=r"company\.channels\.mail\.address"):
        composing.recipient(dataclasses.replace(talk, channel=channel))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(max_size=300), subject=st.text(max_size=200), name=st.text(min_size=1, max_size=80))
def test_no_words_can_break_out_of_their_place(talk: Conversation, text: str, subject: str, name: str) -> None:
    persona = talk.persona.model_copy(update={"name": name})
    raw, mail = compose(dataclasses.replace(talk, persona=persona), text=text, subject=subject)
    head, _, _ = raw.partition(b"\r\n\r\n")
    assert [line.split(b":")[0] for line in re.split(rb"\r\n(?![ \t])", head)] == [name.encode() for name in mail]
    assert len(mail.keys()) == 9
    assert mail["To"].addresses[0].addr_spec == "help@brightshop.example"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
