"""What Telegram refuses is ours, says what to do, and is never “nobody answered”."""

from __future__ import annotations

import pytest

from shopper.errors import OurFault
from shopper.model import TurnKind

from .conftest import Customer, Play

REFUSALS = {
    "PEER_FLOOD": ("peer_flood", "@SpamBot"),
    "USER_PRIVACY_RESTRICTED": ("privacy", "privacy settings"),
    "PRIVACY_PREMIUM_REQUIRED": ("premium_only", "Premium"),
    "ALLOW_PAYMENT_REQUIRED": ("paid_messages", "paid messages"),
    "USER_IS_BLOCKED": ("blocked", "another account"),
    "YOU_BLOCKED_USER": ("blocked_by_us", "unblock"),
    "FROZEN_METHOD_INVALID": ("frozen", "frozen"),
    "USER_DEACTIVATED_BAN": ("banned", "banned"),
    "AUTH_KEY_UNREGISTERED": ("logged_out", "shopper login telegram --persona olena"),
    "SESSION_REVOKED": ("logged_out", "shopper login telegram --persona olena"),
    "AUTH_KEY_DUPLICATED": ("session_doubled", "two places"),
    "FLOOD_WAIT_3600": ("flood_wait", "60 min"),
    "CHAT_WRITE_FORBIDDEN": ("forbidden", "may not write"),
    "SOMETHING_NEW": ("telegram_refused", "SOMETHING_NEW"),
}


@pytest.mark.parametrize("error", REFUSALS)
def test_what_telegram_refuses_is_our_fault_and_says_what_to_do(telegram: Play, error: str) -> None:
    code, words = REFUSALS[error]

    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.server.faults.errors = {"messages.sendMessage": error}
        with pytest.raises(OurFault, match=r"olena|@brightshop") as caught:
            await customer.say("Price?")
        assert caught.value.code == code
        assert words in str(caught.value)
        assert customer.host.incoming == []

    telegram(story)


def test_a_short_wait_that_telegram_orders_is_waited_out_before_the_clock_begins(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        waits = ["FLOOD_WAIT_1"]
        customer.server.hook = lambda account, request: (
            waits.pop() if waits and type(request).__name__ == "SendMessageRequest" else None
        )
        customer.answers(lambda message: "Yes?")
        await customer.attach()
        before = customer.host.stamp()
        receipt = await customer.say("Price?")
        answer = await customer.hears_text("Yes?")
        assert receipt.at.seconds_since(before) >= 0.9
        assert answer.at.seconds_since(receipt.at) < 0.9
        assert [m.text for m in customer.received()] == ["Price?"]

    telegram(story)


def test_an_unknown_name_is_told_with_what_to_correct(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        with pytest.raises(OurFault, match=r"nobody called @nobody_here.*address") as caught:
            await customer.attach(channel="nobody")
        assert caught.value.code == "unknown_name"

    telegram(story)


def test_a_name_is_asked_for_once_and_a_wait_for_it_is_kept(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        asked = []

        def hook(account: object, request: object) -> str | None:
            if type(request).__name__ == "ResolveUsernameRequest":
                asked.append(request)
                return "FLOOD_WAIT_900" if len(asked) > 1 else None
            return None

        customer.server.hook = hook
        await customer.attach()
        for _ in range(2):
            with pytest.raises(OurFault) as caught:
                await customer.attach("j3.1", "nobody")
            assert caught.value.code == "flood_wait"
        await customer.dies()
        await customer.attach(resumed=True)
        with pytest.raises(OurFault, match="look up no names"):
            await customer.attach("j3.1", "nobody")
        assert len(asked) == 2

    telegram(story)


def test_after_peer_flood_no_new_chat_is_begun_and_old_ones_go_on(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach(channel="bot")
        await customer.say("hello")
        await customer.attach("j2.1")
        customer.server.faults.errors = {"messages.sendMessage": "PEER_FLOOD"}
        with pytest.raises(OurFault):
            await customer.say("Price?", "j2.1")
        customer.server.faults.errors = {}
        with pytest.raises(OurFault, match="no new chats") as caught:
            await customer.say("Price?", "j2.1", name="2")
        assert caught.value.code == "peer_flood"
        await customer.say("hello again", name="2")

    telegram(story, greeting=0.1)


@pytest.mark.parametrize("error", ["SESSION_REVOKED", "USER_DEACTIVATED_BAN", "AUTH_KEY_UNREGISTERED"])
def test_an_account_that_dies_while_we_wait_is_told_for_every_visit_of_it(telegram: Play, error: str) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        await customer.say("Price?")
        customer.server.end_sessions(customer.account, error)
        [fault] = await customer.hears(lambda host: host.faults)
        assert fault[0] == "j1.1"
        assert fault[2] == REFUSALS[error][0]
        with pytest.raises(OurFault) as caught:
            await customer.say("Hello?", name="2")
        assert caught.value.code == fault[2]

    telegram(story)


def test_an_account_that_is_not_logged_in_cannot_attach(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.server.end_sessions(customer.account, "AUTH_KEY_UNREGISTERED")
        with pytest.raises(OurFault, match="shopper login telegram") as caught:
            await customer.attach()
        assert caught.value.code == "logged_out"

    telegram(story)


def test_a_companys_deleted_account_is_a_dead_end_and_no_fault_of_ours(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        await customer.attach()
        customer.server.faults.errors = {"messages.sendMessage": "INPUT_USER_DEACTIVATED"}
        await customer.say("Price?")
        [bounce] = await customer.hears(lambda host: host.incoming)
        assert (bounce.kind, bounce.visit) == (TurnKind.BOUNCE, "j1.1")

    telegram(story)


def test_who_blocked_us_without_a_word_is_silent_like_anybody(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        customer.server.block(customer.shop, customer.account, told=False)
        await customer.attach()
        assert (await customer.say("Price?")).key
        assert customer.host.faults == []

    telegram(story)


def test_no_account_and_a_shared_account_are_told(telegram: Play) -> None:
    async def story(customer: Customer) -> None:
        with pytest.raises(OurFault, match=r"personas\.mark\.telegram"):
            customer.probe.line("mark", customer.persona.model_copy(update={"telegram": None}))
        await customer.attach()
        with pytest.raises(OurFault, match="one Telegram account between them") as caught:
            await customer.probe.listen("mark", customer.persona)
        assert caught.value.code == "account_shared"

    telegram(story)


def test_a_session_that_cannot_be_read_is_never_printed(telegram: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(customer: Customer) -> None:
        monkeypatch.setenv("TG_SESSION", "1not-a-session-s3cret")
        with pytest.raises(OurFault, match="cannot be read") as caught:
            await customer.attach()
        assert caught.value.code == "secret"
        assert "s3cret" not in str(caught.value)

    telegram(story)
