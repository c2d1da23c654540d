"""The probe against a real Dovecot and OpenSMTPD: protected both ways, with plus-addresses and real refusals."""

from __future__ import annotations

import asyncio
import email
import os
import smtplib
import time
from collections.abc import Callable
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from imapclient import IMAPClient

from shopper.engine.probe import Incoming, Outgoing, Said
from shopper.errors import OurFault
from shopper.model import Clock, TurnKind

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost
    from tests.probes.email.conftest import RealMail, Security, Shopping

VARIABLE = "SHOPPER_TEST_REAL_MAIL"


@pytest.fixture(autouse=True)
def secret(real_mail: RealMail, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, real_mail.password)


def staff_reply(real: RealMail, to: str, *, reference: str = "", text: str = "It is 250 UAH.", name: str = "1") -> None:
    """The shop's staff send a mail with their own mail program."""
    mail = EmailMessage()
    mail["From"] = "Bright Shop <help@shop.test>"
    mail["To"] = to
    mail["Subject"] = "Re: A question"
    mail["Message-ID"] = f"<{name}@shop.test>"
    if reference:
        mail["In-Reply-To"] = reference
    mail.set_content(text)
    with smtplib.SMTP("localhost", real.ports["submission"], timeout=20) as smtp:
        smtp.starttls(context=real.tls())
        smtp.login("help@shop.test", real.password)
        smtp.send_message(mail)


def having(key: str) -> Callable[[FakeHost], Incoming | None]:
    return lambda host: next((i for i in host.incoming if i.key == key), None)


def wait_until_delivered(real: RealMail, key: str) -> None:
    """The relay delivers in its own time; until then there is nothing that could have come while we were away."""
    deadline = time.monotonic() + 30
    while not any(key.encode() in raw for raw in received_by(real, "olena@customer.test")):
        assert time.monotonic() < deadline, f"{key} was not delivered"


def received_by(real: RealMail, user: str) -> list[bytes]:
    with IMAPClient("localhost", real.ports["imaps"], ssl_context=real.tls(), timeout=20) as client:
        client.login(user, real.password)
        client.select_folder("INBOX", readonly=True)
        uids = client.search()
        return [answer[b"BODY[]"] for answer in client.fetch(uids, ["BODY.PEEK[]"]).values()]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_question_goes_out_protected_and_its_reply_is_timed_by_the_push(
    real_mail: RealMail, shopping: Shopping, host: FakeHost, security: Security
) -> None:
    async def play() -> None:
        async with shopping(real_mail.servers(security), visit=f"j-{security}.1", tag=f"v{security}") as customer:
            await customer.attach()
            receipt = await customer.say("Скільки коштує доставка?")
            assert customer.attempts == 1
            to = f"olena+v{security}@customer.test"
            await asyncio.to_thread(staff_reply, real_mail, to, reference=receipt.key, name=security)
            reply = await customer.hears(having(f"<{security}@shop.test>"))
            assert reply.clues.references == (receipt.key,)
            assert reply.clues.tag == f"v{security}"
            assert reply.text == "It is 250 UAH."
            assert reply.at.clock is Clock.LOCAL
            assert reply.at.process == receipt.at.process
            assert reply.at.seconds_since(receipt.at) > 0

    asyncio.run(play())
    sent = [email.message_from_bytes(raw) for raw in received_by(real_mail, "help@shop.test")]
    mine = [m for m in sent if m["Reply-To"] and f"olena+v{security}@customer.test" in m["Reply-To"]]
    assert len(mine) == 1
    assert mine[0].get_payload(decode=True).decode().strip() == "Скільки коштує доставка?"  # type: ignore[union-attr]


def test_what_came_while_nobody_listened_is_fetched_and_timed_by_the_server(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    async def before() -> None:
        async with shopping(real_mail.servers("tls"), visit="away.1", tag="away") as customer:
            await customer.attach()

    async def after() -> None:
        async with shopping(real_mail.servers("tls"), visit="away.1", tag="away") as customer:
            await customer.attach(resumed=True)
            reply = await customer.hears(having("<away@shop.test>"))
            assert reply.at.clock is Clock.SERVER
            assert reply.at.mono_ns is None
            assert abs(reply.at.seconds_since(sent_at)) < 30

    asyncio.run(before())
    assert host.incoming == []
    sent_at = host.stamp()
    staff_reply(real_mail, "olena+away@customer.test", name="away")
    wait_until_delivered(real_mail, "<away@shop.test>")
    asyncio.run(after())
    assert [i.key for i in host.incoming] == ["<away@shop.test>"]


def test_an_address_that_the_company_does_not_have_is_heard_as_a_bounce(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        servers = real_mail.servers("starttls")
        dead = type(servers)(servers.smtp, servers.imap, servers.password, servers.domain, "gone@shop.test")
        async with shopping(dead, visit="dead.1") as customer:
            await customer.attach()
            receipt = await customer.say("Is anybody there?")
            bounce = await customer.hears(lambda h: h.incoming and h.incoming[0])
            assert bounce.kind is TurnKind.BOUNCE
            assert bounce.visit == "dead.1"
            assert "gone@shop.test" in bounce.text
            assert bounce.clues.references == (receipt.key,)
            assert customer.attempts == 1
            # The connection is still good for a living address.
            alive = type(customer)(customer.probe, customer.host, customer.conversation)
            assert (await alive.say("And now?", "2")).key != receipt.key

    asyncio.run(play())
    assert host.faults == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_wrong_password_is_our_fault_and_names_the_account_and_the_setting(
    real_mail: RealMail, shopping: Shopping, host: FakeHost, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    monkeypatch.setenv(VARIABLE, "not the password")

    async def play() -> None:
        async with shopping(real_mail.servers(security)) as customer:
            for step in (customer.attach(), customer.say("Hello?")):
                with pytest.raises(OurFault) as refused:
                    await step
                assert refused.value.code == "login_refused"
                assert "olena@customer.test" in str(refused.value)
                assert "personas.olena.email.password" in str(refused.value)
                assert "not the password" not in str(refused.value)
            assert customer.attempts == 0

    asyncio.run(play())


def test_a_burst_of_replies_is_handed_in_whole_and_in_order(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(real_mail.servers("tls"), visit="burst.1") as customer:
            await customer.attach()
            await asyncio.to_thread(deliver, real_mail, 300)
            await customer.hears(lambda h: len(h.incoming) >= 300)

    asyncio.run(play())
    assert sorted(i.key for i in host.incoming) == sorted(f"<burst-{n}@shop.test>" for n in range(300))
    uids = [cursor[1][1] for cursor in host.cursors if cursor]
    assert uids == sorted(set(uids))


def deliver(real: RealMail, count: int) -> None:
    with IMAPClient("localhost", real.ports["imaps"], ssl_context=real.tls(), timeout=20) as client:
        client.login("olena@customer.test", real.password)
        for n in range(count):
            mail = f"From: help@shop.test\r\nMessage-ID: <burst-{n}@shop.test>\r\nSubject: Re: q\r\n\r\nanswer {n}\r\n"
            client.append("INBOX", mail.encode())


def test_nothing_is_marked_as_read_in_the_customers_mailbox(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(real_mail.servers("tls")) as customer:
            await customer.attach()
            await asyncio.to_thread(staff_reply, real_mail, "olena@customer.test", name="unread")
            await customer.hears(lambda h: h.incoming)

    asyncio.run(play())
    with IMAPClient("localhost", real_mail.ports["imaps"], ssl_context=real_mail.tls(), timeout=20) as client:
        client.login("olena@customer.test", real_mail.password)
        client.select_folder("INBOX", readonly=True)
        [uid] = client.search(["HEADER", "Message-ID", "<unread@shop.test>"])
        assert rb"\Seen" not in client.get_flags([uid])[uid]


def test_after_a_crash_a_reply_proves_that_the_message_went_out(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(real_mail.servers("tls"), visit="crash.1") as customer:
            await customer.attach()
            receipt = await customer.say("Did this go out?")
            unanswered = Outgoing(id="crash.1/2", text="And this?")
            assert (await customer.probe.was_said(customer.conversation, unanswered)) == (Said.UNKNOWN, None)
            await asyncio.to_thread(staff_reply, real_mail, "olena@customer.test", reference=receipt.key, name="proof")
            await customer.hears(lambda h: h.incoming)
            said, again = await customer.probe.was_said(customer.conversation, Outgoing(id="crash.1/1", text=""))
            assert said is Said.YES
            assert again is not None
            assert again.key == receipt.key
            assert abs(again.at.wall_us - receipt.at.wall_us) <= again.at.accuracy_us

    asyncio.run(play())


def test_a_reply_that_the_provider_took_for_spam_is_heard(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    spam = b"From: help@shop.test\r\nMessage-ID: <spam@shop.test>\r\nSubject: Re: q\r\n\r\nIt is 250 UAH.\r\n"

    def put_into_junk() -> None:
        with IMAPClient("localhost", real_mail.ports["imaps"], ssl_context=real_mail.tls(), timeout=20) as client:
            client.login("olena@customer.test", real_mail.password)
            client.append("Junk", spam)

    async def play() -> None:
        async with shopping(real_mail.servers("tls"), junk=0.2) as customer:
            await customer.attach()
            await customer.hears(lambda h: any("Junk" in key for key in h.state))
            await asyncio.to_thread(put_into_junk)
            reply = await customer.hears(lambda h: h.incoming and h.incoming[0])
            assert reply.key == "<spam@shop.test>"
            assert reply.data["folder"] == "Junk"
            # The inbox is listened to again afterwards.
            await asyncio.to_thread(staff_reply, real_mail, "olena@customer.test", name="after-spam")
            await customer.hears(lambda h: any(i.key == "<after-spam@shop.test>" for i in h.incoming))

    asyncio.run(play())


def test_a_mail_that_a_real_server_returns_is_heard_as_a_bounce_with_its_reason(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        servers = real_mail.servers("starttls")
        void = type(servers)(servers.smtp, servers.imap, servers.password, servers.domain, "void@shop.test")
        async with shopping(void, visit="void.1") as customer:
            await customer.attach()
            receipt = await customer.say("Is anybody there?")
            bounce = await customer.hears(lambda h: h.incoming and h.incoming[0])
            assert bounce.kind is TurnKind.BOUNCE
            assert receipt.key in bounce.clues.references
            assert bounce.data["status"].startswith("5.")
            assert bounce.data["recipient"] == "void@shop.test"
            assert "ours" not in bounce.data

    asyncio.run(play())
    assert host.faults == []


@pytest.mark.parametrize("folder", ["Junk", "Archive", "Спам від магазинів"])
def test_a_reply_in_any_folder_is_heard_and_left_as_it_is(
    real_mail: RealMail, shopping: Shopping, host: FakeHost, folder: str
) -> None:
    name = f"<aside-{len(folder)}@shop.test>"
    found = f"From: help@shop.test\r\nMessage-ID: {name}\r\nSubject: Re: q\r\n\r\nIt is 250 UAH.\r\n".encode()

    def opened() -> IMAPClient:
        client = IMAPClient("localhost", real_mail.ports["imaps"], ssl_context=real_mail.tls(), timeout=20)
        client.login("olena@customer.test", real_mail.password)
        return client

    def put_aside() -> None:
        with opened() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            client.append(folder, found)

    async def play() -> None:
        async with shopping(real_mail.servers("tls"), junk=0.1, relist=0.0) as customer:
            await customer.attach()
            await asyncio.to_thread(put_aside)
            reply = await customer.hears(having(name))
            assert reply.data["folder"] == folder
            assert reply.data.get("spam", False) is (folder == "Junk")
            assert reply.at.clock is Clock.SERVER
            assert abs(reply.at.seconds_since(host.stamp())) < 60

    asyncio.run(play())
    with opened() as client:
        client.select_folder(folder, readonly=True)
        [uid] = client.search(["HEADER", "Message-ID", name])
        assert rb"\Seen" not in client.get_flags([uid])[uid]


def test_a_real_mailbox_full_of_old_mail_is_opened_at_its_end(
    real_mail: RealMail, shopping: Shopping, host: FakeHost
) -> None:
    maildir = real_mail.folder / "mail" / "olena@customer.test" / "Maildir"
    for part in ("", "cur", "new", "tmp"):
        (maildir / part).mkdir(parents=True, exist_ok=True)
        os.chown(maildir / part, 65534, 65534)
    for n in range(5000):
        file = maildir / "cur" / f"{1_600_000_000 + n}.old{n}.host:2,S"
        file.write_bytes(f"From: a@b.example\nMessage-ID: <old{n}@b.example>\nSubject: old\n\nold {n}\n".encode())
        os.chown(file, 65534, 65534)

    async def play() -> None:
        async with shopping(real_mail.servers("tls"), junk=0.1) as customer:
            await customer.attach()
            await asyncio.to_thread(staff_reply, real_mail, "olena@customer.test", name="after-years")
            await customer.hears(having("<after-years@shop.test>"))

    asyncio.run(play())
    assert [i.key for i in host.incoming if "@b.example" in i.key] == []
