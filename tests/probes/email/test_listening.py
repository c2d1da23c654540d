"""The probe listens to the sandbox's mailboxes, whatever happens to the connection."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from shopper.engine.probe import Incoming
from shopper.errors import OurFault
from shopper.model import Clock, TurnKind
from shopper.sandbox.company import RunningCompany, running_company
from shopper.settings.mailing import MailServer

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost
    from tests.probes.email.conftest import Servers, Shopping

OLENA = "olena@customer.example"
STAFF = """
company: Bright Shop
domain: brightshop.example
mail:
  help@brightshop.example:
    as: Iryna
    auto_reply: {after: 0 s, text: "We got your letter."}
    rules:
      - {words: [price], replies: [{after: 0.05 s, text: "It is 250 UAH."}]}
  sales@brightshop.example:
    bounces: "mailbox full"
"""


@pytest.fixture
def company() -> Iterator[RunningCompany]:
    with running_company(STAFF) as running:
        yield running


@pytest.fixture
def servers(company: RunningCompany, make_servers: Callable[..., Servers]) -> Servers:
    return make_servers(company)


def letter(n: int | str, *, sender: str = "help@brightshop.example") -> bytes:
    return f"From: {sender}\r\nTo: {OLENA}\r\nMessage-ID: <m{n}@x>\r\nSubject: Re: q\r\n\r\nanswer {n}\r\n".encode()


def put(company: RunningCompany, *raws: bytes, at_us: int | None = None) -> None:
    company.call(lambda c: [c.inbox(OLENA).add(raw, at_us=at_us) for raw in raws])


def keys(host: FakeHost) -> list[str]:
    return [i.key for i in host.incoming]


def having(key: str) -> Callable[[FakeHost], Incoming | None]:
    return lambda host: next((i for i in host.incoming if i.key == key), None)


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110  # what it waits for happens in threads of others
            await asyncio.sleep(0.005)


def test_a_pushed_reply_and_the_receipt_agree_with_the_companys_own_log(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            receipt = await customer.say("What is the price?")
            answer = await customer.hears(lambda h: next((i for i in h.incoming if i.kind is TurnKind.MESSAGE), None))
            automatic = next(i for i in customer.host.incoming if i.kind is TurnKind.AUTO)
            came = next(e for e in company.log if e.dir == "in")
            went = next(e for e in company.log if e.dir == "out" and e.kind == "message")
            assert "250" in answer.text
            assert "price" not in answer.text  # the quotation is cut off
            assert answer.clues.references[0] == receipt.key
            assert "We got your letter" in automatic.text
            assert automatic.data["automatic"].startswith("Auto-Submitted")
            assert receipt.at.mono_ns is not None
            assert answer.at.mono_ns is not None
            # One machine, one monotonic clock: far closer than this, but a test machine may stall.
            assert abs(receipt.at.mono_ns - came.mono_ns) < 5e9
            assert abs(answer.at.mono_ns - went.mono_ns) < 5e9

    asyncio.run(play())


def test_mail_that_lay_in_the_mailbox_before_is_never_read(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    put(company, *(letter(f"old{n}") for n in range(5)))

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, letter("new"))
            await customer.hears(having("<mnew@x>"))

    asyncio.run(play())
    assert keys(host) == ["<mnew@x>"]


def test_a_server_without_idle_is_polled_and_the_moment_is_known_to_the_second(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    company.faults.imap.no_idle = True

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, letter(1))
            reply = await customer.hears(having("<m1@x>"))
            assert reply.at.clock is Clock.SERVER
            assert reply.at.mono_ns is None
            assert reply.at.accuracy_us >= 1_000_000

    asyncio.run(play())


def test_a_polled_servers_wrong_clock_gives_way_to_the_time_between_two_looks(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    company.faults.imap.no_idle = True

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            wrong = time.time_ns() // 1000 - 3600 * 1_000_000
            await asyncio.to_thread(put, company, letter(1), at_us=wrong)
            reply = await customer.hears(having("<m1@x>"))
            assert reply.at.clock is Clock.LOCAL
            assert reply.at.wall_us - wrong > 3000 * 1_000_000

    asyncio.run(play())


@pytest.mark.parametrize("command", range(3, 9))
def test_a_connection_that_is_cut_at_any_command_loses_and_doubles_nothing(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, command: int
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
        company.faults.imap.drop_at_command = command
        await asyncio.to_thread(put, company, *(letter(n) for n in range(5)))
        async with shopping(servers, attempts=2) as customer:
            try:
                await customer.attach(resumed=True)
                await until(
                    lambda: customer.probe.deaf_since(customer.conversation) is not None or len(keys(host)) == 5
                )
            finally:
                company.faults.imap.drop_at_command = 0
            await asyncio.to_thread(put, company, letter(5))
            await customer.hears(lambda h: len(h.incoming) >= 6)

    asyncio.run(play())
    assert keys(host) == [f"<m{n}@x>" for n in range(6)]


def test_a_server_that_falls_silent_is_noticed_and_left(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    company.faults.imap.silent_at_command = 8

    async def play() -> None:
        async with shopping(servers, idle=0.05, read=0.5) as customer:
            await customer.attach()
            await until(lambda: customer.probe.deaf_since(customer.conversation) is not None)
            company.faults.imap.silent_at_command = 0
            await asyncio.to_thread(put, company, letter(1))
            await customer.hears(having("<m1@x>"))

    asyncio.run(play())
    assert keys(host) == ["<m1@x>"]


def test_a_mailbox_that_was_rebuilt_is_taken_up_by_date(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    put(company, letter("ancient"), at_us=time.time_ns() // 1000 - 10 * 86_400 * 1_000_000)

    async def before() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, letter(1))
            await customer.hears(having("<m1@x>"))

    async def after() -> None:
        async with shopping(servers) as customer:
            await customer.attach(resumed=True)
            await customer.hears(having("<m2@x>"))

    asyncio.run(before())
    put(company, letter(2))
    company.call(lambda c: c.inbox(OLENA).renumber())
    asyncio.run(after())
    assert "<mancient@x>" not in keys(host)


def test_a_mailbox_rebuilt_under_our_eyes_doubles_nothing(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    company.faults.imap.drop_after = 0.2

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, letter(1))
            await customer.hears(having("<m1@x>"))
            await asyncio.to_thread(company.call, lambda c: c.inbox(OLENA).renumber())
            await until(lambda: customer.probe.deaf_since(customer.conversation) is not None)
            company.faults.imap.drop_after = 0.0
            await asyncio.to_thread(put, company, letter(2))
            await customer.hears(having("<m2@x>"))

    asyncio.run(play())
    assert keys(host) == ["<m1@x>", "<m2@x>"]


def test_a_thousand_replies_at_once_all_come_in_with_their_cursor(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, *(letter(n) for n in range(1000)))
            await customer.hears(lambda h: len(h.incoming) >= 1000)

    asyncio.run(play())
    assert keys(host) == [f"<m{n}@x>" for n in range(1000)]
    assert [c[1][1] for c in host.cursors if c] == list(range(1, 1001))


def test_any_number_of_conversations_share_one_thread_for_their_mailbox(
    company: RunningCompany, servers: Servers, shopping: Shopping, make_conversation: Callable[..., Any]
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            talks = [make_conversation(servers, f"j{n}.1", f"t{n}") for n in range(300)]
            await asyncio.gather(*(customer.probe.attach(talk, resumed=False) for talk in talks))
            assert sum(thread.name.startswith("imap ") for thread in threading.enumerate()) == 1
            for talk in talks:
                await customer.probe.detach(talk)

    asyncio.run(play())
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith(("imap ", "smtp "))]


def test_a_login_that_is_refused_later_makes_every_open_visit_ours_to_mend(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    company.faults.imap.drop_after = 0.3

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            company.faults.imap.refuse_login = True
            visit, message, code = (await customer.hears(lambda h: h.faults))[0]
            assert (visit, code) == ("j1.1", "login_refused")
            assert "personas.olena.email.password" in message
            # Nobody knocks again: the next conversation is told at once.
            with pytest.raises(OurFault, match="refused the login"):
                await customer.attach()

    asyncio.run(play())


def test_a_mailbox_out_of_reach_refuses_a_new_conversation_but_keeps_one_that_has_begun(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, dead_port: int
) -> None:
    nowhere = type(servers)(servers.smtp, MailServer(host="127.0.0.1", port=dead_port, security="plain"))

    async def play() -> None:
        async with shopping(nowhere) as customer:
            with pytest.raises(OurFault, match=r"personas\.olena\.email\.imap") as fault:
                await customer.attach()
            assert fault.value.code == "no_network"
        host.put_state(f"cursor {OLENA}@127.0.0.1:{dead_port} INBOX", [1, 1, 0])
        async with shopping(nowhere) as customer:
            await customer.attach(resumed=True)
            assert customer.probe.deaf_since(customer.conversation) is not None

    asyncio.run(play())
    assert host.faults == []


def test_an_outage_that_lasts_too_long_is_told(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    company.faults.imap.drop_after = 0.2

    async def play() -> None:
        async with shopping(servers, give_up=0.0) as customer:
            await customer.attach()
            company.faults.imap.drop_at_command = 1
            visit, _, code = (await customer.hears(lambda h: h.faults))[0]
            assert (visit, code) == ("j1.1", "no_network")

    asyncio.run(play())


def test_a_returned_letter_is_a_bounce_that_names_the_letter(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    full = type(servers)(servers.smtp, servers.imap, shop="sales@brightshop.example")

    async def play() -> None:
        async with shopping(full) as customer:
            await customer.attach()
            receipt = await customer.say("Hello?")
            bounce = await customer.hears(lambda h: h.incoming and h.incoming[0])
            assert bounce.kind is TurnKind.BOUNCE
            assert receipt.key in bounce.clues.references
            assert "mailbox full" in bounce.text

    asyncio.run(play())


def test_what_the_customer_sent_to_their_own_mailbox_is_not_the_companys_word(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, letter("own", sender=OLENA), letter(1))
            await customer.hears(having("<m1@x>"))

    asyncio.run(play())
    assert keys(host) == ["<m1@x>"]


def test_the_letter_itself_is_kept_as_evidence(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            receipt = await customer.say("What is the price?")
            assert b"Message-ID: " + receipt.key.encode() in host.evidence[receipt.evidence[0].sha256]
            await asyncio.to_thread(put, company, letter(1))
            reply = await customer.hears(having("<m1@x>"))
            assert host.evidence[reply.evidence[0].sha256] == letter(1)
            assert reply.evidence[0].media_type == "message/rfc822"

    asyncio.run(play())
