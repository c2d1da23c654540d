"""The wire to the mail server: protected, or not used at all."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

from shopper.delivery.sending import NotDelivered, send
from shopper.settings.delivery import MailDelivery
from tests.sandbox.conftest import certificate

from .conftest import AnyPort, Post

__all__ = ["certificate"]


def letter(text: str = "Hello\n.\n.. and dots\n") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "A test", "reports@shop.example", "boss@shop.example"
    message.set_content(text)
    return message


def to(port: int, **smtp: str) -> MailDelivery:
    server = {"host": "127.0.0.1", "port": port, "security": "plain", **smtp}
    return MailDelivery.model_validate({"to": "boss@shop.example", "from": "reports@shop.example", "smtp": server})


@contextmanager
def secured(files: tuple[Path, Path]) -> Iterator[tuple[int, Post]]:
    """A server with TLS from the first byte."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*files)
    post = Post()
    controller = AnyPort(post, hostname="127.0.0.1", port=0, ssl_context=context)
    controller.start()
    try:
        yield controller.port, post
    finally:
        controller.stop()


def test_lines_that_are_dots_arrive_as_they_were_written(post: Post) -> None:
    attempted: list[bool] = []
    send(letter(), "boss@shop.example", to(post.port), lambda: attempted.append(True))
    assert post.letters()[0].get_content().splitlines() == ["Hello", ".", ".. and dots"]
    assert attempted == [True]


def test_the_intent_is_noted_only_when_the_server_has_agreed(post: Post) -> None:
    post.rcpt = ["550 5.1.1 no such user"]
    attempted: list[bool] = []
    with pytest.raises(NotDelivered) as refused:
        send(letter(), "boss@shop.example", to(post.port), lambda: attempted.append(True))
    assert (refused.value.soon, refused.value.doubt, attempted) == (False, False, [])


def test_an_address_outside_ascii_goes_out_where_the_server_can(post: Post) -> None:
    send(letter(), "директорка@shop.example", to(post.port), lambda: None)
    assert [recipient for recipient, _ in post.received] == ["директорка@shop.example"]


def test_a_certificate_that_is_not_trusted_stops_it_and_one_that_is_named_is_trusted(
    certificate: tuple[Path, Path],
) -> None:
    with secured(certificate) as (port, post):
        with pytest.raises(NotDelivered, match="cannot be trusted") as refused:
            send(letter(), "boss@shop.example", to(port, security="tls"), lambda: None)
        assert "config/reports.yaml: mail.smtp.ca" in str(refused.value)
        send(letter(), "boss@shop.example", to(port, security="tls", ca=str(certificate[0])), lambda: None)
        assert len(post.received) == 1


def test_a_server_without_starttls_gets_nothing(post: Post) -> None:
    with pytest.raises(NotDelivered, match="offers no STARTTLS"):
        send(letter(), "boss@shop.example", to(post.port, security="starttls"), lambda: None)
    assert post.received == []


def test_tls_at_a_port_that_speaks_none_is_told_from_a_dead_one(post: Post) -> None:
    with pytest.raises(NotDelivered, match="does not speak TLS as"):
        send(letter(), "boss@shop.example", to(post.port, security="tls"), lambda: None)
