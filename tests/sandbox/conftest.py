"""Customers of a sandbox company, with real clients."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from imapclient import IMAPClient

from shopper.sandbox.company import RunningCompany, running_company

SCRIPT = Path(__file__).parent / "staff.yaml"


@pytest.fixture
def company(tmp_path: Path) -> Iterator[RunningCompany]:
    """A company with the script staff.yaml, in a thread of its own."""
    with running_company(SCRIPT, state=tmp_path / "state") as running:
        yield running


Send = Callable[..., EmailMessage]
Open = Callable[..., AbstractContextManager[IMAPClient]]


def _letter(to: str, text: str, *, subject: str = "A question", sender: str = "olena@shopper.example") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{sha256(repr((to, text, subject, sender)).encode()).hexdigest()[:16]}@shopper.example>"
    message.set_content(text)
    return message


@pytest.fixture
def letter() -> Send:
    """Write a customer's letter: letter(to, text, subject=, sender=). Its Message-ID follows from its words."""
    return _letter


@pytest.fixture
def send(company: RunningCompany) -> Send:
    """Send a letter to the company, or to a customer; arguments as of `letter`, or a letter."""

    def send_one(to: str | EmailMessage, text: str = "", **rest: str) -> EmailMessage:
        message = to if isinstance(to, EmailMessage) else _letter(to, text, **rest)
        with smtplib.SMTP("127.0.0.1", company.facts.smtp, timeout=20) as smtp:
            smtp.send_message(message)
        return message

    return send_one


@pytest.fixture
def inbox(company: RunningCompany) -> Open:
    """Open a customer's inbox: `with inbox() as client`, `with inbox("mark@shopper.example") as client`."""

    @contextmanager
    def opened(user: str = "olena@shopper.example") -> Iterator[IMAPClient]:
        client = IMAPClient("127.0.0.1", company.facts.imap, ssl=False, timeout=20)
        try:
            client.login(user, "sandbox")
            client.select_folder("INBOX")
            yield client
            client.logout()
        except BaseException:
            client.shutdown()
            raise

    return opened


@pytest.fixture
def arrived() -> Callable[[IMAPClient, int], list[EmailMessage]]:
    """Wait by IDLE until the selected folder holds so many messages; all of them, oldest first."""

    def wait(client: IMAPClient, count: int) -> list[EmailMessage]:
        while len(found := client.search("ALL")) < count:
            client.idle()
            client.idle_check(timeout=20)
            client.idle_done()
        fetched = client.fetch(found, ["BODY.PEEK[]"])
        return [message_from_bytes(fetched[uid][b"BODY[]"], policy=policy.default) for uid in found]

    return wait


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for 127.0.0.1 and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(built.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"
