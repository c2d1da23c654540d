"""The by-hand probe: what it asks, what it hands in, and what it calls ours."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from shopper.engine.probe import Conversation, Outgoing, Said
from shopper.errors import OurFault
from shopper.hand.tasks import PRESS, TASK, Press, Task, What, task_of
from shopper.model import Clock, TurnKind
from shopper.programme.loading import load_stock
from shopper.settings.models import Channel, Company, GuardRails, Persona
from tests.probes.conftest import FakeHost

by_hand = load_stock("probes.by_hand.probe")
QUESTION = Outgoing("m1", "How much is it?")


def conversation(within: str = "10 min", patience: float = 30.0) -> Conversation:
    hand = {"accuracy": 20, "within": within, "undo": 0}
    times = {"sla": 1, "tolerable": 2, "patience": patience, "quiet": 1}
    channel = Channel.model_validate({"kind": "viber", "address": "+380", "title": "Viber", "by_hand": hand, **times})
    rails = GuardRails(authorised_by="the test")
    company = Company(
        name="Shop", zone="Europe/Kyiv", languages=("en",), channels={"viber": channel}, guard_rails=rails
    )
    return Conversation(
        "j.1", "tag1", "viber", channel, company, "olena", Persona(name="Olena K", languages=("en",)), "en"
    )


class Attempts:
    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> None:
        self.count += 1


class Desk:
    """Presses as another process would write them."""

    def __init__(self, host: FakeHost) -> None:
        self.host = host
        self.n = 0

    def press(self, what: What, *, ago_s: float = 0.0, **more: Any) -> Press:
        self.n += 1
        now = self.host.stamp().wall_us
        at = now - round(ago_s * 1e6)
        press = Press(f"p{self.n}", "tag1", what, at, 1000, now, "Lesia", message="m1", **more)
        self.host.put_state(*press.row())
        return press

    @property
    def task(self) -> Task:
        return task_of(self.host.state[TASK + "tag1"])


def played(
    host: FakeHost, story: Callable[[Any, Conversation, Desk, Attempts], Awaitable[None]], **options: Any
) -> None:
    """Open the probe, attach one conversation, play, close."""

    async def play() -> None:
        probe = by_hand.ByHandProbe()
        await probe.open(host)
        one = conversation(**options)
        await probe.attach(one, resumed=False)
        try:
            await story(probe, one, Desk(host), Attempts())
        finally:
            await probe.aclose()

    run(play())


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(story, 60))


async def until(condition: Callable[[], Any]) -> None:
    while not condition():  # noqa: ASYNC110 - the state of another process, as it were
        await asyncio.sleep(0.02)


def test_what_is_said_is_asked_of_a_person_and_is_said_when_they_say_so(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        saying = asyncio.create_task(probe.say(one, QUESTION, attempts))
        await until(lambda: desk.host.state.get(TASK + "tag1"))
        assert [m.text for m in desk.task.messages] == ["How much is it?"]
        assert attempts.count == 0  # nobody has seen it
        assert probe.says_later(one, "m1")
        desk.press(What.TAKEN)
        await until(lambda: attempts.count)
        press = desk.press(What.SENT, ago_s=0.5)
        receipt = await saying
        assert (receipt.at.wall_us, receipt.at.clock, receipt.at.mono_ns) == (press.at_us, Clock.HAND, None)
        assert receipt.at.accuracy_us == 20_001_000
        assert attempts.count == 1
        assert desk.task.until_us == press.at_us + 30_000_000

    played(host, story)


def test_after_a_crash_a_person_is_not_asked_twice_and_what_they_told_counts(host: FakeHost) -> None:
    async def before(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        saying = asyncio.create_task(probe.say(one, QUESTION, attempts))
        await until(lambda: desk.host.state.get(TASK + "tag1"))
        saying.cancel()

    played(host, before)
    desk = Desk(host)
    press = desk.press(What.SENT)

    async def after() -> None:
        probe = by_hand.ByHandProbe()
        await probe.open(host)
        one = conversation()
        await probe.attach(one, resumed=True)
        said, receipt = await probe.was_said(one, QUESTION)
        assert said is Said.YES
        assert receipt.at.wall_us == press.at_us
        assert (await probe.say(one, QUESTION, Attempts())).key == receipt.key
        assert len(desk.task.messages) == 1
        assert (await probe.was_said(one, replace(QUESTION, id="m2")))[0] is Said.NO
        await probe.aclose()

    run(after())


def test_what_nobody_did_in_time_is_ours(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        with pytest.raises(OurFault) as fault:
            await probe.say(one, QUESTION, attempts)
        assert fault.value.code == "hand_missed"

    played(host, story, within="0.1 s")


def test_what_a_person_could_not_do_is_ours_with_their_words(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        desk.press(What.FAILED, text="My account is blocked")
        with pytest.raises(OurFault, match="My account is blocked") as fault:
            await probe.say(one, QUESTION, attempts)
        assert fault.value.code == "hand_failed"

    played(host, story)


def test_a_reply_has_the_presss_own_time_and_says_when_typing_was_seen(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        desk.press(What.SENT, ago_s=50)
        await probe.say(one, QUESTION, attempts)
        typing = desk.press(What.TYPING, ago_s=45)
        await until(lambda: "p2" in probe._leading["tag1"].presses)
        reply = desk.press(What.REPLY, ago_s=40, text="42 UAH", marks=("late", "looked_up"))
        await until(lambda: host.incoming)
        [heard] = host.incoming
        assert (heard.visit, heard.text, heard.at.wall_us) == ("j.1", "42 UAH", reply.at_us)
        assert heard.data["typing_us"] == typing.at_us
        assert heard.data["delivered_late_s"] == 40
        assert heard.data["marks"] == ["looked_up"]
        assert host.state[PRESS + reply.id]["handed"] is True

    played(host, story)


def test_a_silence_is_known_only_once_a_person_has_said_so(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        sent = desk.press(What.SENT, ago_s=60)
        await probe.say(one, QUESTION, attempts)
        until_us = sent.at_us + 30_000_000
        assert probe.silence(one, until_us) == until_us + 600_000_000
        desk.press(What.NOBODY, ago_s=59)  # while patience was not over
        await until(lambda: len(host.incoming) == 1)
        assert probe.silence(one, until_us) is not None
        desk.press(What.NOBODY)
        await until(lambda: len(host.incoming) == 2)
        assert probe.silence(one, until_us) is None
        assert {heard.kind for heard in host.incoming} == {TurnKind.SYSTEM}

    played(host, story)


def test_who_is_promised_more_time_by_a_holiday_is_asked_about_silence_after_it(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        sent = desk.press(What.SENT, ago_s=60)
        await probe.say(one, QUESTION, attempts)
        desk.press(What.NOBODY)
        await until(lambda: host.incoming)
        later = sent.at_us + 86_400_000_000
        assert probe.silence(one, later) == later + 600_000_000
        assert desk.task.until_us == later

    played(host, story)


def test_a_silence_that_nobody_confirmed_in_time_is_ours_and_told_once(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        sent = desk.press(What.SENT, ago_s=60)
        await probe.say(one, QUESTION, attempts)
        for _ in range(3):
            assert probe.silence(one, sent.at_us + 30_000_000) > host.stamp().wall_us
        assert [code for _, _, code in host.faults] == ["hand_missed"]

    played(host, story, within="1 s")


def test_a_reply_that_a_telephone_delivers_after_the_visit_closed_is_not_lost(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        desk.press(What.SENT)
        await probe.say(one, QUESTION, attempts)
        await probe.detach(one)
        assert desk.task.closed_us

    played(host, story)
    Desk(host).press(What.REPLY, ago_s=3600, text="42 UAH")

    async def later() -> None:
        probe = by_hand.ByHandProbe()
        await probe.open(host)
        await probe.aclose()

    run(later())
    [heard] = host.incoming
    assert (heard.visit, heard.text) == ("j.1", "42 UAH")
    run(later())
    assert len(host.incoming) == 1


def test_a_picture_alone_says_that_it_is_one(host: FakeHost) -> None:
    async def story(probe: Any, one: Conversation, desk: Desk, attempts: Attempts) -> None:
        desk.press(What.SENT)
        await probe.say(one, QUESTION, attempts)
        file = {"sha256": "0" * 64, "media_type": "image/png", "name": "a.png", "size": 3}
        desk.press(What.REPLY, evidence=(file,))
        await until(lambda: host.incoming)
        assert host.incoming[0].text == "[a picture]"
        assert host.incoming[0].evidence[0].media_type == "image/png"

    played(host, story)


def test_it_stands_for_every_kind_that_no_robot_drives() -> None:
    assert {"viber", "whatsapp", "messenger", "instagram", "vk", "facebook_comment", "branch"} <= set(
        by_hand.ByHandProbe.also
    )
