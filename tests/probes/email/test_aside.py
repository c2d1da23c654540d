"""Replies that a filter put elsewhere, and all that may be odd in a mailbox, in the sandbox's."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from shopper.engine.probe import Incoming
from shopper.model import Clock
from shopper.sandbox.company import RunningCompany, SandboxCompany, running_company

if TYPE_CHECKING:
    from shopper.sandbox.mailboxes import Folder
    from tests.probes.conftest import FakeHost
    from tests.probes.email.conftest import Servers, Shopping

OLENA = "olena@customer.example"
DAY = 86_400_000_000
STAFF = """
company: Bright Shop
domain: brightshop.example
mail:
  help@brightshop.example:
    rules:
      - {words: [spam], replies: [{text: It is 250 UAH., lands: spam}]}
      - {words: [archive], replies: [{text: It is 250 UAH., lands: archive}]}
"""


@pytest.fixture
def company() -> Iterator[RunningCompany]:
    with running_company(STAFF) as running:
        yield running


@pytest.fixture
def servers(company: RunningCompany, make_servers: Callable[..., Servers]) -> Servers:
    return make_servers(company)


def letter(n: int | str, text: str = "", *, sender: str = "help@brightshop.example", name: str = "") -> bytes:
    head = f"From: {sender}\r\nTo: {OLENA}\r\nMessage-ID: {name or f'<m{n}@x>'}\r\nSubject: Re: q\r\n"
    return f"{head}\r\n{text or f'answer {n}'}\r\n".encode()


def folder(company: SandboxCompany, name: str) -> Folder:
    folders = company.mailboxes.folders(OLENA)
    return folders[name] if name in folders else company.mailboxes.add_folder(OLENA, name)


def put(company: RunningCompany, where: str, *raws: bytes, at_us: int | None = None) -> None:
    company.call(lambda c: [folder(c, where).add(raw, at_us=at_us) for raw in raws])


def keys(host: FakeHost) -> list[str]:
    return [i.key for i in host.incoming]


def having(key: str) -> Callable[[FakeHost], Incoming | None]:
    return lambda host: next((i for i in host.incoming if i.key == key), None)


@pytest.mark.parametrize(("word", "name", "spam"), [("spam", "Spam", True), ("archive", "Archive", False)])
def test_a_reply_that_a_filter_put_elsewhere_is_heard_with_its_time_and_where_it_lay(
    company: RunningCompany, servers: Servers, shopping: Shopping, word: str, name: str, spam: bool
) -> None:
    async def play() -> None:
        async with shopping(servers, junk=0.05) as customer:
            await customer.attach()
            receipt = await customer.say(f"What is the price? {word}")
            reply = await customer.hears(lambda h: h.incoming and h.incoming[0])
            assert reply.data["folder"] == name
            assert reply.data.get("spam", False) is spam
            assert reply.clues.references[0] == receipt.key
            assert reply.at.clock is Clock.SERVER
            assert abs(reply.at.seconds_since(receipt.at)) < 30
            # The inbox is listened to again afterwards.
            await asyncio.to_thread(put, company, "INBOX", letter(1))
            assert (await customer.hears(having("<m1@x>"))).data == {}

    asyncio.run(play())
    assert company.call(lambda c: [m.flags for m in folder(c, name).messages.values()]) == [set()]


@pytest.mark.parametrize(("literals", "no_special_use"), [(False, True), (True, False), (True, True)])
def test_a_server_of_literals_that_names_no_uses_has_its_spam_folder_found_all_the_same(
    company: RunningCompany, servers: Servers, shopping: Shopping, literals: bool, no_special_use: bool
) -> None:
    company.faults.imap.literals = literals
    company.faults.imap.no_special_use = no_special_use
    put(company, "Нежелательная почта", letter("old"))

    async def play() -> None:
        async with shopping(servers, junk=0.05) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "Нежелательная почта", letter(1))
            reply = await customer.hears(having("<m1@x>"))
            assert reply.data == {"folder": "Нежелательная почта", "spam": True}

    asyncio.run(play())


def test_what_lay_aside_before_the_first_look_is_old_and_what_came_after_it_is_not(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    put(company, "Spam", *(letter(f"old{n}") for n in range(5)))

    async def play() -> None:
        async with shopping(servers, junk=3600.0) as customer:
            await customer.attach()
            # Attached means that the folders' ends are noted: nothing that comes now is taken for old.
            await asyncio.to_thread(put, company, "Spam", letter("new"))
        async with shopping(servers, junk=0.05) as customer:
            await customer.attach(resumed=True)
            await customer.hears(having("<mnew@x>"))

    asyncio.run(play())
    assert keys(host) == ["<mnew@x>"]


def test_a_visit_of_little_patience_is_looked_after_more_often(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def play() -> None:
        async with shopping(servers, junk=3600.0) as customer:
            persona = customer.conversation.persona
            await customer.probe.listen("olena", persona)  # looks once an hour, until somebody is in a hurry
            channel = customer.conversation.channel.model_copy(update={"patience": 6.0})
            customer.conversation = type(customer.conversation)(
                **{f: getattr(customer.conversation, f) for f in customer.conversation.__slots__} | {"channel": channel}
            )
            await customer.attach()
            await asyncio.to_thread(put, company, "Spam", letter(1))
            await customer.hears(having("<m1@x>"))

    asyncio.run(play())


def test_old_mail_that_is_moved_into_a_folder_is_not_new(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers, junk=0.05) as customer:
            await customer.attach()
            old = time.time_ns() // 1000 - 30 * DAY
            await asyncio.to_thread(put, company, "Archive", *(letter(f"old{n}") for n in range(5)), at_us=old)
            await asyncio.to_thread(put, company, "Archive", letter("new"))
            await customer.hears(having("<mnew@x>"))

    asyncio.run(play())
    assert keys(host) == ["<mnew@x>"]


def test_a_folder_that_is_made_while_we_look_is_looked_into(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers, junk=0.05, relist=0.0) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "Магазини", letter(1))
            assert (await customer.hears(having("<m1@x>"))).data == {"folder": "Магазини"}

    asyncio.run(play())


def test_a_folder_whose_newest_mail_was_deleted_is_not_opened_again_and_again(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shopper.sandbox.imap.session import ImapSession

    opened: list[str] = []
    select = ImapSession._select

    def noted(self: ImapSession, name: str, *, read_only: bool) -> str:
        opened.append(name)
        return select(self, name, read_only=read_only)

    monkeypatch.setattr(ImapSession, "_select", noted)

    async def play() -> None:
        async with shopping(servers, junk=0.02) as customer:
            await customer.attach()
            gone = await asyncio.to_thread(company.call, lambda c: folder(c, "Archive").add(letter("gone")))
            await asyncio.to_thread(company.call, lambda c: folder(c, "Archive").remove([gone.uid]))
            for n in range(5):
                await asyncio.to_thread(put, company, "Spam", letter(n))
                await customer.hears(having(f"<m{n}@x>"))

    asyncio.run(play())
    assert opened.count("Archive") <= 2
    assert opened.count("Spam") >= 5


def test_a_copy_of_what_was_heard_is_not_heard_again_nor_what_we_wrote_ourselves(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers, junk=0.05) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "INBOX", letter(1))
            await customer.hears(having("<m1@x>"))
            own = letter("own", sender=OLENA)
            await asyncio.to_thread(put, company, "Archive", letter(1), own, b"X-Trace: 1\r\n" + letter(1), letter(2))
            await customer.hears(having("<m2@x>"))

    asyncio.run(play())
    assert keys(host) == ["<m1@x>", "<m2@x>"]


def test_two_messages_that_share_a_message_id_are_both_heard(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            same = [letter(n, name="<same@x>") for n in (1, 2)]
            await asyncio.to_thread(put, company, "INBOX", *same)
            await customer.hears(lambda h: len(h.incoming) >= 2)
            # Whoever answers the second names it as a mail program does.
            await customer.say("Which of the two?", reply_to=host.incoming[1].key)

    asyncio.run(play())
    assert [i.text for i in host.incoming] == ["answer 1", "answer 2"]
    assert keys(host)[0] == "<same@x>"
    assert keys(host)[1].startswith("<same@x>~")
    assert any(b"In-Reply-To: <same@x>\r\n" in raw for raw in host.evidence.values())


def test_a_mail_deleted_between_its_notice_and_its_fetch_holds_nobody_up(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    company.faults.imap.gone_at_fetch = 1

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "INBOX", letter(1), letter(2))
            await customer.hears(having("<m2@x>"))

    asyncio.run(play())
    assert keys(host) == ["<m2@x>"]
    assert host.faults == []


def test_a_connection_cut_in_the_middle_of_a_mail_loses_and_doubles_nothing(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    company.faults.imap.drop_in_fetch = 2

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "INBOX", *(letter(n) for n in range(5)))
            await customer.hears(lambda h: len(h.incoming) >= 5)

    asyncio.run(play())
    assert keys(host) == [f"<m{n}@x>" for n in range(5)]


def test_a_mail_that_breaks_every_connection_is_read_by_its_head_and_those_behind_it_whole(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shopper.sandbox.imap import fetch, messages
    from shopper.sandbox.imap.connection import Over
    from shopper.sandbox.mailboxes import Message

    answer = fetch.answer_items

    def broken(items: list[fetch.Item], message: Message) -> bytes:
        if message.uid == 2 and any(item.section == "" for item in items):
            raise Over
        return answer(items, message)

    monkeypatch.setattr(messages, "answer_items", broken)

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "INBOX", *(letter(n) for n in range(1, 5)))
            await customer.hears(lambda h: len(h.incoming) >= 4)

    asyncio.run(play())
    assert keys(host) == [f"<m{n}@x>" for n in range(1, 5)]
    assert [i.text for i in host.incoming] == ["answer 1", "", "answer 3", "answer 4"]


def test_a_mail_of_fifty_megabytes_is_kept_whole_and_its_words_are_read(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    head = f"From: help@brightshop.example\r\nTo: {OLENA}\r\nMessage-ID: <big@x>\r\nMIME-Version: 1.0\r\n"
    parts = (
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIt is 250 UAH.\r\n'
        "--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    big = (head + parts).encode() + (b"QUFB" * 18 + b"\r\n") * 680_000 + b"--b--\r\n"
    assert len(big) > 50_000_000

    async def play() -> None:
        async with shopping(servers, read=30.0) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "INBOX", big, letter(1))
            reply = await customer.hears(having("<big@x>"), within_s=120)
            assert reply.text == "It is 250 UAH."
            assert reply.evidence[0].size == len(big)
            await customer.hears(having("<m1@x>"))

    asyncio.run(play())
    assert big in host.evidence.values()


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("NUL bytes", b"From: help@brightshop.example\r\nMessage-ID: <odd@x>\r\n\r\nIt is\0 250\0 UAH.\r\n"),
        ("a header of 1 MB", b"X-Long: " + b"a" * 1_000_000 + b"\r\n" + letter(0, "It is 250 UAH.", name="<odd@x>")),
        ("no Date and no Subject", b"From: help@brightshop.example\r\nMessage-ID: <odd@x>\r\n\r\nIt is 250 UAH.\r\n"),
        ("a Date of 1970", b"Date: Thu, 1 Jan 1970 00:00:00 +0000\r\n" + letter(0, "It is 250 UAH.", name="<odd@x>")),
        ("a Date that is none", b"Date: yesterday\r\n" + letter(0, "It is 250 UAH.", name="<odd@x>")),
    ],
)
def test_an_odd_mail_is_heard_at_the_moment_it_came(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, name: str, raw: bytes
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            before = host.stamp()
            await asyncio.to_thread(put, company, "INBOX", raw)
            reply = await customer.hears(having("<odd@x>"))
            assert "250" in reply.text
            assert 0 <= reply.at.seconds_since(before) < 30

    asyncio.run(play())


def test_a_mailbox_of_many_years_costs_no_more_than_what_is_new_in_it(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    old = time.time_ns() // 1000 - 300 * DAY
    put(company, "INBOX", *(letter(f"old{n}") for n in range(20_000)), at_us=old)
    put(company, "Archive", *(letter(f"put-away{n}") for n in range(5_000)), at_us=old)

    async def play() -> None:
        async with shopping(servers, junk=0.05) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, "INBOX", letter("new"))
            await customer.hears(having("<mnew@x>"))

    asyncio.run(play())
    assert keys(host) == ["<mnew@x>"]
    assert sum(evidence is not None for evidence in host.evidence.values()) == 1
