"""From the end of a wave into a mailbox, over the sandbox's own SMTP and IMAP."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

from shopper.delivery.courier import Courier
from shopper.sandbox.company import RunningCompany
from shopper.settings import load_settings
from tests.sandbox.conftest import arrived, company, inbox

from .conftest import WAVE, Ended

__all__ = ["arrived", "company", "inbox"]


def test_the_letter_lies_in_the_managers_mailbox_as_it_was_written(
    ended: Callable[[str], Ended],
    company: RunningCompany,
    inbox: Any,
    arrived: Callable[[Any, int], list[EmailMessage]],
) -> None:
    smtp = f"{{host: 127.0.0.1, port: {company.facts.smtp}, security: plain}}"
    mail = f"mail: {{to: olena@shopper.example, from: Таємний покупець <reports@shopper.example>, smtp: {smtp}}}\n"
    done = ended("language: uk\n" + mail)
    assert Courier(done.programme, load_settings(done.programme), done.store, done.state).after(WAVE).sent == 1
    with inbox("olena@shopper.example") as client:
        [letter] = arrived(client, 1)
    assert letter["Subject"] == "Testland: відповіли 1 з 2, 1 проблема"
    assert letter["From"] == "Таємний покупець <reports@shopper.example>"
    body = letter.get_body(("plain",))
    assert body is not None and "Mute: єдиний клієнт не отримав відповіді." in body.get_content().replace("\n", " ")
    assert [part.get_filename() for part in letter.iter_attachments()] == ["scorecard.html"]
