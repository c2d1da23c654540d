"""Text messages at the provider: what is taken, what is refused, and what the lists tell."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from shopper.sandbox.provider.server import TOKEN
from shopper.sandbox.storage import Storage
from tests.sandbox.provider.conftest import ACCOUNT, CUSTOMER, OTHER_ACCOUNT, SHOP, Api, Play, served


def test_a_message_is_taken_then_on_its_way_then_delivered(play: Play) -> None:
    async def story(api: Api) -> None:
        sent = (await api.send("Добрий день")).json()
        assert (sent["status"], sent["date_sent"], sent["num_segments"]) == ("queued", None, "1")
        seen: list[str] = []
        async with asyncio.timeout(30):
            while not seen or seen[-1] != "delivered":
                status = (await api.get(f"Messages/{sent['sid']}.json")).json()["status"]
                seen += [status] if status not in seen else []
                await asyncio.sleep(0.02)
        assert seen in (["queued", "sent", "delivered"], ["sent", "delivered"], ["delivered"])

    play(story)


def test_a_date_is_a_whole_second_of_gmt(play: Play) -> None:
    async def story(api: Api) -> None:
        before = datetime.now(UTC).replace(microsecond=0)
        sent = (await api.send()).json()
        date = parsedate_to_datetime(sent["date_created"])
        assert before <= date <= datetime.now(UTC)
        assert sent["date_created"].endswith("+0000")

    play(story)


def test_a_number_that_cannot_be_reached_is_told_by_a_status_and_an_error(play: Play) -> None:
    async def story(api: Api) -> None:
        sid = (await api.send(to="+380441110000")).json()["sid"]
        async with asyncio.timeout(30):
            while (found := (await api.get(f"Messages/{sid}.json")).json())["status"] != "undelivered":
                assert found["error_code"] is None
                await asyncio.sleep(0.02)
        assert (found["error_code"], found["error_message"]) == (30003, "Unreachable destination handset")

    play(story)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"From": CUSTOMER, "Body": "x"}, 21604),
        ({"To": "0441112233", "From": CUSTOMER, "Body": "x"}, 21211),
        ({"To": SHOP, "Body": "x"}, 21603),
        ({"To": SHOP, "From": CUSTOMER}, 21602),
        ({"To": SHOP, "From": CUSTOMER, "Body": "x" * 1601}, 21617),
        ({"To": "+380441110002", "From": CUSTOMER, "Body": "x"}, 21614),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_apis_number_for_it(
    play: Play, form: dict[str, str], code: int
) -> None:
    async def story(api: Api) -> None:
        response = await api.post("Messages.json", **form)
        assert (response.status_code, response.json()["code"], response.json()["status"]) == (400, code, 400)
        assert api.provider.world.messages == {}

    play(story)


def test_a_number_belongs_to_the_account_that_used_it_first(play: Play) -> None:
    async def story(api: Api) -> None:
        await api.send()
        other = api.base.replace(ACCOUNT, OTHER_ACCOUNT)
        form = {"To": SHOP, "From": CUSTOMER, "Body": "x"}
        response = await api.http.post(f"{other}/Messages.json", data=form, auth=(OTHER_ACCOUNT, TOKEN))
        assert (response.status_code, response.json()["code"]) == (400, 21660)

    play(story)


@pytest.mark.parametrize("auth", [(ACCOUNT, "wrong"), (OTHER_ACCOUNT, TOKEN), ("", "")])
def test_who_does_not_own_the_account_is_kept_out(play: Play, auth: tuple[str, str]) -> None:
    async def story(api: Api) -> None:
        response = await api.http.get(f"{api.base}/Messages.json", auth=auth)
        assert (response.status_code, response.json()["code"]) == (401, 20003)

    play(story)


def test_an_api_key_opens_the_account_too(play: Play) -> None:
    async def story(api: Api) -> None:
        response = await api.http.get(f"{api.base}/Messages.json", auth=("SK" + "0" * 32, TOKEN))
        assert response.status_code == 200

    play(story)


def test_a_list_is_filtered_by_both_numbers_and_newest_first(play: Play) -> None:
    async def story(api: Api) -> None:
        for text in ("one", "two", "three"):
            await api.send(text)
        await api.send("elsewhere", to="+380441110000")
        api.provider.world.arrive(SHOP, CUSTOMER, "answer")
        sent = (await api.get("Messages.json", From=CUSTOMER, To=SHOP)).json()["messages"]
        assert [m["body"] for m in sent] == ["three", "two", "one"]
        got = (await api.get("Messages.json", To=CUSTOMER)).json()["messages"]
        assert [(m["body"], m["direction"], m["status"]) for m in got] == [("answer", "inbound", "received")]

    play(story)


def test_pages_follow_each_other_and_shift_by_nothing_that_comes_meanwhile(play: Play) -> None:
    async def story(api: Api) -> None:
        for n in range(5):
            await api.send(str(n))
        seen = []
        response = await api.get("Messages.json", PageSize="2")
        while True:
            page = response.json()
            seen += [m["body"] for m in page["messages"]]
            await api.send("later")
            if (more := page["next_page_uri"]) is None:
                break
            assert more.startswith("/2010-04-01/")
            response = await api.http.get(httpx.URL(api.base).join(more))
        assert seen == ["4", "3", "2", "1", "0"]

    play(story)


@pytest.mark.parametrize(
    ("name", "apart", "there"),
    [
        ("DateSent>", -1, True),
        ("DateSent>", 1, False),
        ("DateSent<", -1, False),
        ("DateSent<", 1, True),
        ("DateSent", 0, True),
        ("DateSent", 1, False),
    ],
)
def test_a_list_is_filtered_by_day(play: Play, name: str, apart: int, there: bool) -> None:
    async def story(api: Api) -> None:
        sent = (await api.send()).json()
        day = parsedate_to_datetime(sent["date_created"]) + timedelta(days=apart)
        found = (await api.get("Messages.json", **{name: day.strftime("%Y-%m-%d")})).json()["messages"]
        assert bool(found) is there

    play(story)


def test_a_list_is_filtered_by_the_second_too(play: Play) -> None:
    async def story(api: Api) -> None:
        date = parsedate_to_datetime((await api.send()).json()["date_created"])
        for apart, there in ((0, 1), (1, 0)):
            at = (date + timedelta(seconds=apart)).strftime("%Y-%m-%dT%H:%M:%SZ")
            assert len((await api.get("Messages.json", **{"DateSent>": at})).json()["messages"]) == there

    play(story)


@pytest.mark.parametrize("query", [{"PageSize": "many"}, {"DateSent>": "yesterday"}, {"PageSize": "0"}])
def test_a_list_that_is_asked_for_wrongly_is_refused(play: Play, query: dict[str, str]) -> None:
    async def story(api: Api) -> None:
        await api.send()
        assert (await api.get("Messages.json", **query)).status_code == 400

    play(story)


def test_what_is_not_there_is_not_found(play: Play) -> None:
    async def story(api: Api) -> None:
        for path in ("Messages/SM1.json", "Calls/CA1.json", "Recordings/RE1.wav", "Nothing.json"):
            response = await api.get(path)
            assert (response.status_code, response.json()["code"]) == (404, 20404)

    play(story)


def test_what_goes_wrong_on_purpose_goes_wrong_as_often_as_was_said(play: Play) -> None:
    async def story(api: Api) -> None:
        api.provider.faults.posts = [429, 500, 422]
        api.provider.faults.retry_after = 7
        busy, broken, odd, fine = [await api.send() for _ in range(4)]
        assert (busy.status_code, busy.headers["Retry-After"], busy.json()["code"]) == (429, "7", 20429)
        assert (broken.status_code, odd.status_code, fine.status_code) == (500, 422, 201)
        assert len(api.provider.world.messages) == 1

    play(story)


def test_a_message_outlives_the_providers_process(tmp_path: Path) -> None:
    async def live() -> None:
        storage = Storage(tmp_path / "sandbox.db")
        try:
            async with served(tmp_path, storage) as api:
                await api.send("before")
            async with served(tmp_path, storage) as api:
                assert [m["body"] for m in (await api.get("Messages.json")).json()["messages"]] == ["before"]
                assert not api.provider.world.claims(CUSTOMER, OTHER_ACCOUNT)
        finally:
            storage.close()

    asyncio.run(live())
