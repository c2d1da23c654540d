"""Calls that customers order, over HTTP or from staff of another desk: made, late, from another number, or never."""

from __future__ import annotations

import asyncio
import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from shopper.sandbox.company import SandboxCompany
from shopper.telephony import Incoming

from .calling import HOTLINE, OLENA, OTHER, Customer, a_customer, over, run, script

SAYS = {"after": "0 s", "call": [{"say": "You asked us to call."}]}


async def order(company: SandboxCompany, **words: Any) -> httpx.Response:
    form = {"name": "Olena", "phone": OLENA, "question": "The price?", **words}
    async with httpx.AsyncClient(trust_env=False) as client:
        return await client.post(f"{company.facts.site}/callback", json=form)


def test_an_ordered_call_rings_and_a_person_speaks() -> None:
    async def story() -> None:
        async with a_customer(script(None, SAYS)) as customer:
            answer = (await order(customer.company)).json()
            call = await customer.rung()
            assert (call.direction, call.number) == ("in", HOTLINE)
            await call.answer()
            await over(call)
            await customer.logged("hang_up")
            entries = customer.company.log
            assert [entry.kind for entry in entries] == ["order", "invite", "ringing", "answered", "message", "hang_up"]
            assert {(entry.channel, entry.conversation) for entry in entries} == {("callback", answer["order"])}
            assert [entry.dir for entry in entries] == ["in", "out", "in", "in", "out", "out"]
            assert entries[0].text == "The price?"
            assert entries[0].more["phone"] == OLENA
            rang = customer.all(Incoming)[0].at
            assert entries[1].mono_ns <= rang.mono_ns <= entries[3].mono_ns

    run(story())


@pytest.mark.parametrize("phone", ["0440000017", "+380 (44) 000-00-17", "00380440000017"])
def test_a_customer_is_called_however_they_write_their_number(phone: str) -> None:
    async def story() -> None:
        async with a_customer(script(None, SAYS)) as customer:
            await order(customer.company, phone=phone)
            await (await customer.rung()).hang_up()

    run(story())


def test_the_call_may_come_from_another_number() -> None:
    desks = {OTHER: {"as": "Petro"}}

    async def story() -> None:
        async with a_customer(script(None, {**SAYS, "from": OTHER}, desks=desks)) as customer:
            await order(customer.company)
            call = await customer.rung()
            assert call.number == OTHER
            await call.hang_up()

    run(story())


def test_the_question_chooses_what_becomes_of_an_order() -> None:
    orders = ({"words": ["refund"], "never": True}, {"nth": 2, "never": True}, SAYS)

    async def story() -> None:
        async with a_customer(script(None, *orders)) as customer:
            for question, rings in (("A refund, please", 0), ("The price?", 0), ("The price?", 1)):
                await order(customer.company, question=question)
                if rings:
                    await (await customer.rung()).hang_up()
            await customer.logged("refused")
            asked = [entry.conversation for entry in customer.company.log if entry.kind == "order"]
            called = [entry.conversation for entry in customer.company.log if entry.kind == "invite"]
            assert called == [asked[2]]

    run(story())


def test_the_person_who_calls_answers_the_question_of_the_form_in_its_language() -> None:
    rules = [{"words": ["price", "кошту"], "replies": [{"text": {"en": "It costs 99.", "uk": "Вона коштує 99."}}]}]
    makes = {"after": "0 s", "call": [{"say": {"en": "Good day!", "uk": "Добрий день!"}}, {"answer_order": True}]}

    async def story() -> None:
        async with a_customer(script({"rules": rules}, makes)) as customer:
            await order(customer.company, question="Скільки коштує лампа?")
            call = await customer.rung()
            await call.answer()
            await over(call)
            said = [entry.text for entry in await customer.logged("message", 2)]
            assert said == ["Добрий день!", "Вона коштує 99."]

    run(story())


def test_nobody_there_and_a_customer_who_refuses_are_in_the_log() -> None:
    async def story() -> None:
        async with a_customer(script(None, {**SAYS, "rings_for": "0.3 s"})) as customer:
            await order(customer.company, phone="+380440000018")  # taras, whose line is not registered
            assert (await customer.logged("refused"))[0].more["status"] == 480
            await order(customer.company)
            await over(await customer.rung())
            await customer.logged("cancelled")
            customer.company.faults.phone.unreachable = ("olena",)
            await order(customer.company)
            assert (await customer.logged("refused", 2))[1].more["status"] == 480

    run(story())


def test_the_company_may_hang_up_after_a_moment() -> None:
    async def story() -> None:
        async with a_customer(
            script(None, {"after": "0 s", "call": [{"silence": "0.2 s"}, {"hang_up": True}]})
        ) as customer:
            await order(customer.company)
            call = await customer.rung()
            await call.answer()
            assert (await over(call)).by == "them"

    run(story())


def test_several_orders_at_once_are_each_called_under_their_own_name() -> None:
    async def story() -> None:
        async with a_customer(script(None, SAYS)) as customer:
            answers = await asyncio.gather(*(order(customer.company, question=f"Question {n}") for n in range(4)))
            await customer.until(lambda: len(customer.all(Incoming)) == 4)
            for ring in customer.all(Incoming):
                await ring.call.hang_up()
            await customer.logged("refused", 4)
            ids = {answer.json()["order"] for answer in answers}
            invites = [entry for entry in customer.company.log if entry.kind == "invite"]
            assert {entry.conversation for entry in invites} == ids
            assert len({entry.more["call"] for entry in invites}) == 4

    run(story())


def test_staff_who_are_asked_by_letter_order_a_call_to_the_number_in_it() -> None:
    rules = [{"words": ["call me"], "replies": [{"text": "A question about {order}", "via": "callback"}]}]
    mail = {"help@brightshop.example": {"rules": rules}}

    async def story() -> None:
        async with a_customer(script(None, SAYS, mail=mail)) as customer:
            letter = EmailMessage()
            letter["From"], letter["To"] = "olena@shopper.example", "help@brightshop.example"
            letter["Subject"], letter["Message-ID"] = "A call", "<1@shopper.example>"
            letter.set_content("Please call me at +380 44 000 00 17 about my order.")

            def send() -> None:
                with smtplib.SMTP("127.0.0.1", customer.company.facts.smtp, timeout=20) as smtp:
                    smtp.send_message(letter)

            await asyncio.to_thread(send)
            await (await customer.rung()).hang_up()
            assert (await customer.logged("order"))[0].more["phone"] == "+380 44 000 00 17"

    run(story())


def test_a_call_that_is_due_is_made_after_a_restart(tmp_path: Path) -> None:
    staff = script(None, {**SAYS, "after": "1 s"})

    async def story() -> None:
        async with SandboxCompany(staff, state=tmp_path) as company:
            id_ = (await order(company)).json()["order"]
        async with a_customer(staff, state=tmp_path) as customer:
            invite = (await customer.logged("invite"))[0]
            assert invite.conversation == id_

    run(story())


@pytest.mark.parametrize(
    ("words", "field"), [({"phone": "17"}, "phone"), ({"phone": "call me maybe"}, "phone"), ({"name": " "}, "name")]
)
def test_an_order_with_a_mistake_is_refused_in_the_customers_language(words: dict[str, str], field: str) -> None:
    async def story() -> None:
        async with SandboxCompany(script(None, SAYS)) as company, httpx.AsyncClient(trust_env=False) as client:
            form = {"name": "Olena", "phone": OLENA, **words}
            answer = await client.post(f"{company.facts.site}/callback", json=form, headers={"Accept-Language": "uk"})
            assert answer.status_code == 400
            assert answer.json()["field"] == field
            assert answer.json()["error"].endswith(("телефону.", "імʼя."))
            bad = await client.post(
                f"{company.facts.site}/callback", content=b"[1]", headers={"Content-Type": "application/json"}
            )
            assert bad.status_code == 400
            assert [entry.kind for entry in company.log] == []

    run(story())


def test_a_company_without_orders_has_no_form() -> None:
    async def story() -> None:
        async with SandboxCompany(script()) as company:
            customer = Customer(company)
            assert (await order(customer.company)).status_code == 404

    run(story())
