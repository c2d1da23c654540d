"""What the e-mail tests share: a customer with a mailbox, a probe to drive, certificates, and real mail servers."""

from __future__ import annotations

import asyncio
import dataclasses
import fcntl
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from shopper.engine.probe import Conversation, Outgoing, Receipt
from shopper.programme.loading import load_stock
from shopper.settings.mailing import MailServer
from shopper.settings.models import Channel, Company, GuardRails, MailAccount, Persona

if TYPE_CHECKING:
    from probes.email.probe import EmailProbe
    from probes.email.rhythm import Rhythm
    from shopper.sandbox.company import RunningCompany
    from tests.probes.conftest import FakeHost

Security = Literal["tls", "starttls", "plain"]
SHOP = "help@brightshop.example"


@dataclass(frozen=True)
class Servers:
    """Where mail is sent and read, and the secret of every account there."""

    smtp: MailServer
    imap: MailServer
    password: str = "sandbox:password"
    domain: str = "customer.example"
    shop: str = SHOP


@dataclass
class Customer:
    """One conversation with its probe; `attempts` counts the calls of attempting()."""

    probe: EmailProbe
    host: FakeHost
    conversation: Conversation
    attempts: int = 0

    async def attempting(self) -> None:
        self.attempts += 1

    async def attach(self, *, resumed: bool = False) -> None:
        await self.probe.attach(self.conversation, resumed=resumed)

    async def say(self, text: str, name: str = "1", **more: Any) -> Receipt:
        message = Outgoing(id=f"{self.conversation.visit}/{name}", text=text, subject="A question", **more)
        return await self.probe.say(self.conversation, message, self.attempting)

    async def hears(self, condition: Callable[[FakeHost], Any], within_s: float = 30.0) -> Any:
        return await asyncio.to_thread(self.host.wait_for, condition, within_s=within_s)


@pytest.fixture
def quick() -> Rhythm:
    """A rhythm for tests: the same waits, shorter."""
    rhythm: Rhythm = load_stock("probes.email.rhythm").Rhythm(
        idle=20.0,
        poll=0.2,
        junk=0.0,
        connect=5.0,
        read=5.0,
        retry_first=0.05,
        retry_most=0.2,
        attempts=3,
        resend_first=0.02,
        resend_most=0.1,
        resend_for=0.3,
        reach_for=0.0,
    )
    return rhythm


Shopping = Callable[..., AbstractAsyncContextManager[Customer]]


@pytest.fixture
def shopping(host: FakeHost, quick: Rhythm) -> Shopping:
    """`async with shopping(servers) as customer`: an opened probe with one conversation, closed at the end."""

    @asynccontextmanager
    async def open_one(
        servers: Servers, *, visit: str = "j1.1", tag: str = "t1", **rhythm: Any
    ) -> AsyncIterator[Customer]:
        probe = load_stock("probes.email.probe").EmailProbe(dataclasses.replace(quick, **rhythm))
        await probe.open(host)
        try:
            yield Customer(probe, host, conversation(servers, visit, tag))
        finally:
            await probe.aclose()

    return open_one


def conversation(servers: Servers, visit: str = "j1.1", tag: str = "t1", persona: str = "olena") -> Conversation:
    channel = Channel(kind="email", address=servers.shop)  # type: ignore[call-arg]  # a validator fills in the rest
    rails = GuardRails(authorised_by="Iryna Koval")
    return Conversation(
        visit=visit,
        tag=tag,
        channel_id="mail",
        channel=channel,
        company=Company(
            name="Bright Shop", zone="Europe/Kyiv", languages=("en",), channels={"mail": channel}, guard_rails=rails
        ),
        persona_id=persona,
        persona=Persona(
            name="Олена Коваль",
            languages=("uk", "en"),
            email=MailAccount(
                address=f"{persona}@{servers.domain}", password=servers.password, smtp=servers.smtp, imap=servers.imap
            ),
        ),
        language="en",
    )


@pytest.fixture
def servers_type() -> type[Servers]:
    return Servers


@pytest.fixture
def make_conversation() -> Callable[..., Conversation]:
    return conversation


@pytest.fixture
def make_servers() -> Callable[..., Servers]:
    """`make_servers(company)`: the sandbox company's servers; `security` and `ca` as in the config."""

    def make(company: RunningCompany, security: Security = "plain", ca: Path | str = "") -> Servers:
        def server(port: int) -> MailServer:
            return MailServer(host="127.0.0.1", port=port, security=security, ca=str(ca))

        return Servers(smtp=server(company.facts.smtp), imap=server(company.facts.imap))

    return make


@pytest.fixture
def dead_port() -> Iterator[int]:
    """A port of this machine at which nobody listens, and nobody else can."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@dataclass(frozen=True)
class Certificate:
    """PEM files of a certificate for this machine, signed by itself."""

    certificate: Path
    key: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("tls")
    return _signed_by_itself(folder, "localhost", "DNS:localhost,IP:127.0.0.1")


@pytest.fixture(scope="session")
def foreign_certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """One that a stranger could show: for another name."""
    return _signed_by_itself(tmp_path_factory.mktemp("foreign"), "mail.example", "DNS:mail.example")


def _signed_by_itself(folder: Path, name: str, names: str) -> Certificate:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with: apt install openssl")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", f"/CN={name}"]
    command += ["-addext", f"subjectAltName={names}", "-keyout", str(made.key), "-out", str(made.certificate)]
    subprocess.run(command, check=True, capture_output=True)
    made.key.chmod(0o600)
    return made


# --- real servers from Debian: Dovecot for IMAP and for submission, OpenSMTPD behind it for delivery

REAL = {
    "dovecot": "dovecot-imapd",
    "/usr/lib/dovecot/submission": "dovecot-submissiond",
    "smtpd": "opensmtpd",
}
REAL_PASSWORD_VARIABLE = "SHOPPER_TEST_REAL_MAIL"


@dataclass(frozen=True)
class RealMail:
    """Running servers; people: olena@customer.test with +tags, help@shop.test, and void@shop.test, whose mail
    comes back. No other address is known there."""

    folder: Path
    ports: dict[str, int]
    ca: Path
    password: str

    def servers(self, security: Security) -> Servers:
        return Servers(
            smtp=self.server("submission", security),
            imap=self.server("imap", security),
            password=f"env:{REAL_PASSWORD_VARIABLE}",
            domain="customer.test",
            shop="help@shop.test",
        )

    def server(self, kind: str, security: Security) -> MailServer:
        port = self.ports[kind + ("s" if security == "tls" else "")]
        return MailServer(host="localhost", port=port, security=security, ca=str(self.ca))

    def tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.ca))


@pytest.fixture(scope="module")
def real_mail(certificate: Certificate) -> Iterator[RealMail]:
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"])
    missing = [package for program, package in REAL.items() if shutil.which(program, path=path) is None]
    if missing:
        pytest.skip(f"no real mail servers here: apt install {' '.join(missing)}")
    if os.geteuid() != 0:
        pytest.skip("real mail servers need root (they change to users of their own)")
    with open("/tmp/shopper-test-opensmtpd.lock", "w") as lock:  # noqa: PTH123  # OpenSMTPD runs once on a machine
        fcntl.flock(lock, fcntl.LOCK_EX)
        if subprocess.run(["smtpctl", "show", "status"], check=False, capture_output=True).returncode == 0:
            pytest.skip("OpenSMTPD is in use on this machine; stop it to run these tests")
        # pytest's own folders are closed to the servers' users.
        folder = Path(tempfile.mkdtemp(prefix="shopper-mail-"))
        folder.chmod(0o755)
        running: list[subprocess.Popen[bytes]] = []
        try:
            yield _start(folder, certificate, running)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(timeout=20)
            shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, certificate: Certificate, running: list[subprocess.Popen[bytes]]) -> RealMail:
    ports = dict(zip(("imap", "imaps", "submission", "submissions", "relay"), _free_ports(5), strict=True))
    mail = folder / "mail"
    mail.mkdir()
    nobody = (65534, 65534)
    os.chown(mail, *nobody)
    for file in (certificate.certificate, certificate.key):
        shutil.copy(file, folder / file.name)
    Path("/var/spool/smtpd").mkdir(mode=0o711, exist_ok=True)
    password = "a-real-secret"
    (folder / "smtpd.conf").write_text(_opensmtpd(mail, ports), encoding="utf-8")
    (folder / "dovecot.conf").write_text(_dovecot(folder, mail, ports, password), encoding="utf-8")
    for command in (["smtpd", "-d", "-f", "smtpd.conf"], ["dovecot", "-F", "-c", "dovecot.conf"]):
        program = shutil.which(command[0]) or f"/usr/sbin/{command[0]}"
        with (folder / f"{command[0]}.out").open("wb") as out:
            running.append(subprocess.Popen([program, *command[1:]], cwd=folder, stdout=out, stderr=out))
    for port in ports.values():
        _wait_until_it_listens(port, folder)
    return RealMail(folder, ports, folder / "cert.pem", password)


def _opensmtpd(mail: Path, ports: dict[str, int]) -> str:
    lines = [f"listen on 127.0.0.1 port {ports['relay']}", 'table anybody { "@" = "nobody" }']
    for name, domain in (("olena", "customer.test"), ("help", "shop.test")):
        lines.append(f'action "{name}" maildir "{mail}/{name}@{domain}/Maildir" user nobody virtual <anybody>')
        lines.append(
            rf'match from any for rcpt-to regex {{ "^{name}@{domain}$", "^{name}\+.*@{domain}$" }} action "{name}"'
        )
    # Taken at the door, and returned when it cannot be delivered.
    lines.append('action "void" mda "exit 67" virtual <anybody>')  # EX_NOUSER of sysexits.h
    lines.append('match from any for rcpt-to regex { "^void@shop.test$" } action "void"')
    return "\n".join(lines) + "\n"


def _dovecot(folder: Path, mail: Path, ports: dict[str, int], password: str) -> str:
    return f"""
protocols = imap submission
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
hostname = localhost
mail_location = maildir:{mail}/%u/Maildir
mail_max_userip_connections = 100
submission_relay_host = 127.0.0.1
submission_relay_port = {ports["relay"]}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=65534 gid=65534 home={mail}/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Junk {{
    special_use = \\Junk
    auto = create
  }}
  mailbox Archive {{
    special_use = \\Archive
    auto = create
  }}
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
}}
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {ports["imap"]}
  }}
  inet_listener imaps {{
    port = {ports["imaps"]}
    ssl = yes
  }}
}}
service submission-login {{
  inet_listener submission {{
    port = {ports["submission"]}
  }}
  inet_listener submissions {{
    port = {ports["submissions"]}
    ssl = yes
  }}
}}
"""


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def _wait_until_it_listens(port: int, folder: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    said = "\n".join(file.read_text(errors="replace") for file in sorted(folder.glob("*.out")))
    raise RuntimeError(f"a mail server did not start:\n{said}")
