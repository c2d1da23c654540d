"""The company's staff on text messages: they answer in the customer's language, from any number."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import httpx
import pytest

from shopper.errors import ConfigError
from shopper.sandbox.company import RunningCompany, running_company
from shopper.sandbox.log import LogEntry
from shopper.sandbox.staff import load_staff
from tests.sandbox.provider.conftest import ACCOUNT, CUSTOMER

SHOP = "+380441112233"
STAFF = """company: Bright Shop
domain: brightshop.example
sms:
  "+380 44 111 22 33":
    as: Iryna
    forgets: 30 s
    rules:
      - {words: [delivery], replies: [{after: 0.1 s, text: Two days., from: "+380671110000"}]}
      - {words: [silence], replies: []}
      - {nth: 2, replies: [{text: "Anything else?"}]}
    default: {replies: [{text: {en: "1,299 UAH", uk: "1 299 гривень"}}]}
  "+380441119999": {default: {replies: [{via: help@brightshop.example, text: We wrote you.}]}}
mail:
  help@brightshop.example:
    default: {replies: [{via: "+380441112233", text: "Your order is ready."}]}
"""


@pytest.fixture
def company() -> Iterator[RunningCompany]:
    with running_company(STAFF) as running:
        yield running


@pytest.fixture
def http(company: RunningCompany) -> Iterator[httpx.Client]:
    base = f"{company.facts.site}/provider/2010-04-01/Accounts/{ACCOUNT}/"
    with httpx.Client(base_url=base, auth=(ACCOUNT, "sandbox"), trust_env=False) as client:
        yield client


def says(http: httpx.Client, text: str) -> None:
    answer = http.post("Messages.json", data={"To": SHOP, "From": CUSTOMER, "Body": text})
    assert answer.status_code == 201, answer.text


def hears(http: httpx.Client, count: int) -> list[tuple[str, str]]:
    """(from, text) of what came in, oldest first, once there is so much."""
    for _ in range(3_000):
        found = http.get("Messages.json", params={"To": CUSTOMER}).json()["messages"]
        if len(found) >= count:
            return [(m["from"], m["body"]) for m in reversed(found)]
    raise AssertionError(f"not {count} messages came, but {found}")


def test_a_desk_answers_in_the_customers_language(http: httpx.Client) -> None:
    says(http, "Скільки коштує лампа?")
    assert hears(http, 1) == [(SHOP, "1 299 гривень")]


def test_a_desk_may_answer_from_another_number(http: httpx.Client) -> None:
    says(http, "How long is delivery?")
    assert hears(http, 1) == [("+380671110000", "Two days.")]


def test_a_second_message_goes_on_with_the_conversation(http: httpx.Client) -> None:
    says(http, "How much is it?")
    says(http, "Thank you")
    assert [text for _, text in hears(http, 2)] == ["1,299 UAH", "Anything else?"]


def test_what_was_received_and_sent_stands_in_the_log_under_the_apis_ids(
    company: RunningCompany, http: httpx.Client
) -> None:
    says(http, "silence, please")
    says(http, "How long is delivery?")
    hears(http, 1)
    asked: list[LogEntry] = [e for e in company.log if e.dir == "in"]
    answered = [e for e in company.log if e.dir == "out"]
    assert [e.text for e in asked] == ["silence, please", "How long is delivery?"]
    [answer] = answered
    assert (answer.channel, answer.sender, answer.conversation) == (SHOP, "+380671110000", asked[1].conversation)
    ids = {m["sid"] for m in http.get("Messages.json").json()["messages"]}
    assert {e.id for e in company.log} == ids
    assert asked[1].at_us < answer.at_us


def test_what_is_asked_by_mail_may_be_answered_by_text(company: RunningCompany, http: httpx.Client) -> None:
    http.get("Messages.json", params={"To": CUSTOMER})  # from now on it is this account's number
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "olena@shopper.example", "help@brightshop.example", "My order"
    letter.set_content(f"Where is my order? My number is {CUSTOMER}.")
    with smtplib.SMTP("127.0.0.1", company.facts.smtp) as smtp:
        smtp.login("olena@shopper.example", "sandbox")
        smtp.send_message(letter)
    assert hears(http, 1) == [(SHOP, "Your order is ready.")]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ('sms: {"help": {}}', "no phone number"),
        ('sms: {"+380441112233": {default: {replies: [{text: Hi, via: nobody}]}}}', "via: nobody"),
        ('calls: {"+380441112233": {ring: 1 s}}', "rings"),
        ('calls: {"+380441112233": {plays: [{sound: song}]}}', "music"),
    ],
)
def test_a_mistake_in_the_script_is_told(wrong: str, told: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load_staff(f"company: Bright Shop\ndomain: brightshop.example\n{wrong}\n")
    assert told in str(refused.value)
