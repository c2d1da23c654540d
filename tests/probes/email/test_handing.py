"""What was fetched is handed in beside the listening, in order, once, and again after a failure."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from shopper.model import Evidence
from shopper.sandbox.company import RunningCompany, running_company

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost
    from tests.probes.email.conftest import Servers, Shopping

OLENA = "olena@customer.example"
STAFF = "company: Bright Shop\ndomain: brightshop.example\nmail:\n  help@brightshop.example: {}\n"


@pytest.fixture
def company() -> Iterator[RunningCompany]:
    with running_company(STAFF) as running:
        yield running


@pytest.fixture
def servers(company: RunningCompany, make_servers: Callable[..., Servers]) -> Servers:
    return make_servers(company)


def put(company: RunningCompany, *numbers: int) -> None:
    def letter(n: int) -> bytes:
        return f"From: help@brightshop.example\r\nMessage-ID: <m{n}@x>\r\nSubject: Re: q\r\n\r\nanswer {n}\r\n".encode()

    company.call(lambda c: [c.inbox(OLENA).add(letter(n)) for n in numbers])


def test_a_push_is_timed_while_a_slow_disk_still_keeps_the_message_before_it(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shopper.sandbox.imap import fetch, messages
    from shopper.sandbox.mailboxes import Message

    disk, second_fetched = threading.Event(), threading.Event()
    keep, answer = host.put_evidence, fetch.answer_items

    def slow(data: bytes, **more: Any) -> Evidence:
        assert disk.wait(30)
        return keep(data, **more)

    def answered(items: list[fetch.Item], message: Message) -> bytes:
        if message.uid == 2:
            second_fetched.set()
        return answer(items, message)

    monkeypatch.setattr(host, "put_evidence", slow)
    monkeypatch.setattr(messages, "answer_items", answered)

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, 1)
            await asyncio.to_thread(put, company, 2)
            assert await asyncio.to_thread(second_fetched.wait, 30)
            assert host.incoming == []
            woke = host.stamp()
            disk.set()
            await customer.hears(lambda h: len(h.incoming) >= 2)
            for reply in host.incoming:
                assert reply.at.mono_ns is not None
                assert reply.at.seconds_since(woke) < 0

    asyncio.run(play())


def test_what_could_not_be_kept_is_told_fetched_again_and_handed_in_once(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, failures = host.put_evidence, [2]

    def failing(data: bytes, **more: Any) -> Evidence:
        if b"<m2@x>" in data and failures[0] > 0:
            failures[0] -= 1
            raise RuntimeError("the disk is full")
        return keep(data, **more)

    monkeypatch.setattr(host, "put_evidence", failing)

    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()
            await asyncio.to_thread(put, company, 1, 2, 3)
            await customer.hears(lambda h: len(h.incoming) >= 3)

    asyncio.run(play())
    assert [i.key for i in host.incoming] == ["<m1@x>", "<m2@x>", "<m3@x>"]
    assert [code for _, _, code in host.faults] == ["mailbox_broken"]
    assert "the disk is full" in host.faults[0][1]


def test_nothing_runs_any_more_when_the_probe_has_closed(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def play() -> None:
        async with shopping(servers) as customer:
            await customer.attach()

    before = threading.active_count()
    asyncio.run(play())
    assert threading.active_count() <= before
