"""Letters by a real SMTP client, replies by a real IMAP client."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from shopper.sandbox.company import RunningCompany, SandboxCompany, running_company

Fixture = Callable[..., Any]


def plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n").strip()


def test_a_reply_names_what_it_answers_and_quotes_it(send: Fixture, inbox: Fixture, arrived: Fixture) -> None:
    with inbox() as client:
        asked = send("help@brightshop.example", "Do you have lamps?", subject="Lamps")
        (reply,) = arrived(client, 1)
    assert reply["In-Reply-To"] == asked["Message-ID"]
    assert asked["Message-ID"] in reply["References"]
    assert reply["Subject"] == "Re: Lamps"
    assert reply["From"] == "Petro <help@brightshop.example>"
    assert reply["Message-ID"] and reply["Auto-Submitted"] is None
    text = plain(reply)
    assert text.startswith("Good day!")
    assert "> Do you have lamps?" in text
    assert "\n-- \nPetro\nBright Shop" in text


def test_a_letter_with_cyrillic_letters_is_answered_in_ukrainian(
    send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    with inbox() as client:
        send("help@brightshop.example", "Чи є лампи?", subject="Лампи")
        (reply,) = arrived(client, 1)
    assert reply["Subject"] == "Re: Лампи"
    assert plain(reply).startswith("Добрий день!")


def test_a_letter_from_a_plus_address_is_answered_into_the_same_mailbox(
    send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    with inbox() as client:
        send("help@brightshop.example", "Hello", sender="Olena <olena+v17@shopper.example>")
        (reply,) = arrived(client, 1)
    assert reply["To"] == "olena+v17@shopper.example"
    assert reply["Delivered-To"] == "olena+v17@shopper.example"


def test_the_log_has_a_letter_before_its_reply_and_both_under_one_conversation(
    company: RunningCompany, send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    with inbox() as client:
        asked = send("help@brightshop.example", "Later, please")
        (reply,) = arrived(client, 1)
    came, went = company.log
    assert (came.dir, went.dir) == ("in", "out")
    assert came.id == asked["Message-ID"] and went.id == reply["Message-ID"]
    assert came.conversation == went.conversation
    assert went.mono_ns - came.mono_ns >= 300_000_000


def test_a_second_letter_of_a_thread_belongs_to_its_conversation(
    company: RunningCompany, letter: Fixture, send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    with inbox() as client:
        send("help@brightshop.example", "First")
        (reply,) = arrived(client, 1)
        second = letter("help@brightshop.example", "Second")
        second["In-Reply-To"] = reply["Message-ID"]
        send(second)
        arrived(client, 2)
    assert len({entry.conversation for entry in company.log}) == 1


def test_a_machine_confirms_once_and_says_that_it_is_one(send: Fixture, inbox: Fixture, arrived: Fixture) -> None:
    with inbox() as client:
        send("auto@brightshop.example", "Hello")
        machine, person = arrived(client, 2)
    assert machine["Auto-Submitted"] == "auto-replied" and "We got it." in plain(machine)
    assert person["Auto-Submitted"] is None and "A person answers." in plain(person)


def test_a_machines_letter_is_not_answered(
    company: RunningCompany, letter: Fixture, send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    away = letter("auto@brightshop.example", "I am away")
    away["Auto-Submitted"] = "auto-replied"
    with inbox() as client:
        send(away)
        send("help@brightshop.example", "Hello")
        arrived(client, 1)
    assert [entry.channel for entry in company.log if entry.dir == "out"] == ["help@brightshop.example"]


def test_mail_that_cannot_be_delivered_comes_back_as_a_delivery_report(
    send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    with inbox() as client:
        asked = send("gone@brightshop.example", "Hello")
        (report,) = arrived(client, 1)
    assert report.get_content_type() == "multipart/report"
    assert report.get_param("report-type") == "delivery-status"
    kinds = [part.get_content_type() for part in report.iter_parts()]
    assert kinds == ["text/plain", "message/delivery-status", "text/rfc822-headers"]
    assert "mailbox is full" in report.as_string()
    assert asked["Message-ID"] in report.as_string()


def test_an_address_that_never_answers_takes_the_letter(company: RunningCompany, send: Fixture) -> None:
    send("returns@brightshop.example", "Hello?")
    assert [(e.dir, e.channel) for e in company.log] == [("in", "returns@brightshop.example")]
    assert company.call(lambda c: c.idle_s) >= 0


def test_an_address_that_the_company_lacks_is_refused_at_once(send: Fixture) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="no such address"):
        send("nobody@brightshop.example", "Hello")


def test_a_ticket_system_breaks_the_thread(send: Fixture, inbox: Fixture, arrived: Fixture) -> None:
    with inbox() as client:
        send("help@brightshop.example", "A ticket, please")
        (reply,) = arrived(client, 1)
    assert reply["Subject"] == "[#17] Your case"
    assert reply["In-Reply-To"] is None and reply["References"] is None
    assert ">" not in plain(reply)


def test_a_reply_in_html_has_a_plain_part_too(send: Fixture, inbox: Fixture, arrived: Fixture) -> None:
    with inbox() as client:
        send("help@brightshop.example", "html <b>please</b>")
        (reply,) = arrived(client, 1)
    assert [p.get_content_type() for p in reply.iter_parts()] == ["text/plain", "text/html"]
    html = reply.get_body(("html",))
    assert html is not None and "&lt;b&gt;please" in html.get_content()


def test_what_the_customer_quotes_is_not_taken_for_their_words(
    company: RunningCompany, send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    with inbox() as client:
        send("help@brightshop.example", "Thanks.\n\nOn Monday, Petro wrote:\n> a ticket, html\n\n-- \nOlena, ticket")
        (reply,) = arrived(client, 1)
    assert company.log[0].text == "Thanks."
    assert plain(reply).startswith("Good day!")


def test_one_letter_to_two_desks_is_answered_by_both(
    letter: Fixture, send: Fixture, inbox: Fixture, arrived: Fixture
) -> None:
    both = letter("help@brightshop.example", "Hello")
    both.replace_header("To", "help@brightshop.example, auto@brightshop.example")
    with inbox() as client:
        send(both)
        replies = arrived(client, 3)
    assert len({reply["Message-ID"] for reply in replies}) == 3


def test_customers_can_write_to_each_other(send: Fixture, inbox: Fixture, arrived: Fixture) -> None:
    with inbox("mark@shopper.example") as client:
        sent = send("mark@shopper.example", "Hi Mark")
        (got,) = arrived(client, 1)
    assert got["Message-ID"] == sent["Message-ID"]


@pytest.mark.parametrize("mechanism", ["auth_plain", "auth_login"])
def test_the_right_password_is_taken_and_any_other_is_refused(company: RunningCompany, mechanism: str) -> None:
    with smtplib.SMTP("127.0.0.1", company.facts.smtp, timeout=20) as smtp:
        smtp.ehlo()
        smtp.user, smtp.password = "olena@shopper.example", "wrong"
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            smtp.auth(mechanism.removeprefix("auth_").upper(), getattr(smtp, mechanism))
        assert refused.value.smtp_code == 535
        smtp.password = "sandbox"
        assert smtp.auth(mechanism.removeprefix("auth_").upper(), getattr(smtp, mechanism))[0] == 235


def test_a_busy_server_says_so_and_takes_the_letter_the_next_time(company: RunningCompany, send: Fixture) -> None:
    company.faults.smtp.busy = 1
    with pytest.raises(smtplib.SMTPDataError) as refused:
        send("returns@brightshop.example", "Hello")
    assert refused.value.smtp_code == 451
    send("returns@brightshop.example", "Hello")
    assert len(company.log) == 1


def test_a_connection_cut_after_the_data_leaves_the_letter_accepted(company: RunningCompany, send: Fixture) -> None:
    company.faults.smtp.drop_after_data = 1
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send("returns@brightshop.example", "Hello")
    assert [e.dir for e in company.log] == ["in"]


def test_a_connection_cut_before_the_data_leaves_nothing(company: RunningCompany, send: Fixture) -> None:
    company.faults.smtp.drop_before_data = 1
    with pytest.raises(smtplib.SMTPServerDisconnected):
        send("returns@brightshop.example", "Hello")
    assert company.log == []


SORTING = """
company: Bright Shop
domain: brightshop.example
unknown: bounced
mail:
  help@brightshop.example:
    rules:
      - {words: [spam], replies: [{text: Taken for spam., lands: spam}]}
      - {words: [archive], replies: [{text: Put away., lands: archive}]}
  shut@brightshop.example: {refuses: 5.2.1 this mailbox is closed}
  full@brightshop.example: {bounces: 5.2.2 mailbox full}
"""


@pytest.fixture
def sorting() -> Iterator[RunningCompany]:
    with running_company(SORTING) as running:
        yield running


def post(company: RunningCompany, message: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", company.facts.smtp, timeout=20) as smtp:
        smtp.send_message(message)


def mail_in(company: RunningCompany, folder: str) -> list[str]:
    """The folder's messages; those that are due have been said."""

    def look(running: SandboxCompany) -> list[str]:
        return [m.raw.decode() for m in running.mailboxes.folders("olena@shopper.example")[folder].messages.values()]

    deadline = time.monotonic() + 30
    while not (found := company.call(look)):
        assert time.monotonic() < deadline, f"nothing came into {folder}"
        time.sleep(0.01)  # it is said in the company's own time
    return found


@pytest.mark.parametrize(("word", "folder"), [("spam", "Spam"), ("archive", "Archive")])
def test_a_filter_sorts_a_reply_into_the_folder_that_the_script_names(
    sorting: RunningCompany, letter: Fixture, word: str, folder: str
) -> None:
    post(sorting, letter("help@brightshop.example", word))
    (found,) = mail_in(sorting, folder)
    assert "Subject: Re: A question" in found
    assert sorting.call(lambda c: c.inbox("olena@shopper.example").uids) == []


def test_an_address_can_refuse_at_the_door_with_a_code_of_its_own(sorting: RunningCompany, letter: Fixture) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        post(sorting, letter("shut@brightshop.example", "Hello?"))
    (answer,) = refused.value.recipients.values()
    assert answer == (550, b"5.2.1 <shut@brightshop.example>: this mailbox is closed")


@pytest.mark.parametrize(("name", "status"), [("full", "5.2.2"), ("nobody", "5.1.1")])
def test_what_an_address_took_can_come_back_with_its_code(
    sorting: RunningCompany, letter: Fixture, name: str, status: str
) -> None:
    post(sorting, letter(f"{name}@brightshop.example", "Hello?"))
    (returned,) = mail_in(sorting, "INBOX")
    assert "Action: failed" in returned
    assert f"Status: {status}" in returned
    assert f"550 {status} " in returned


def test_a_greylisting_server_takes_the_letter_of_who_comes_again_later(
    sorting: RunningCompany, letter: Fixture
) -> None:
    sorting.faults.smtp.greylist = 3600.0
    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            post(sorting, letter("help@brightshop.example", "Hello?"))
        assert refused.value.recipients["help@brightshop.example"][0] == 450
    sorting.faults.smtp.greylist = 1e-9
    post(sorting, letter("help@brightshop.example", "Hello?"))
    assert [e.text for e in sorting.log if e.dir == "in"] == ["Hello?"]
