"""A line registers, stays registered, and knows when it was not."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import os
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import shopper
from shopper.errors import Refused
from shopper.telephony import (
    Incoming,
    LineDown,
    LineFault,
    LineUp,
    Registered,
    RegistrationFailed,
    SipAccount,
    SipLine,
    Unregistered,
)

from .ends import PATIENCE_S, Ears, Heard, a_call, account, passwords, run, tone
from .exchange import Exchange, serve_tls


def test_a_line_registers_with_its_password_and_takes_its_leave() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange:
            ears = Ears()
            line = SipLine(account("anna", exchange), ears)
            await line.start()
            assert line.is_up
            assert "anna" in exchange.at
            assert ears.all(Registered)
            await line.aclose()
            assert not line.is_up
            assert "anna" not in exchange.at
            assert ears.all(Unregistered)

    run(story())


def test_the_stack_is_loaded_in_a_lines_own_process_only() -> None:
    """In a process of its own: another test of this one may have loaded it."""
    story = """if True:
        import asyncio, sys
        from shopper.telephony.account import SipAccount
        from shopper.telephony.line import SipLine

        async def story():
            async with SipLine(SipAccount("anna", interface="127.0.0.1")) as line:
                assert line.is_up
                print([name for name in sys.modules if name.partition(".")[0] == "baresip"])

        asyncio.run(story())
    """
    env = {**os.environ, "PYTHONPATH": str(Path(shopper.__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", story], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_password_is_on_no_command_line_and_in_no_environment() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange, SipLine(account("anna", exchange)) as line:
            process = psutil.Process(line.pid)
            assert "anna-word" not in " ".join([*process.cmdline(), *process.environ().values()])

    run(story())


def test_a_line_whose_owner_is_killed_hangs_up_and_takes_its_leave() -> None:
    owner = """
import asyncio, sys
from shopper.telephony import SipAccount, SipLine
async def own():
    async with SipLine(SipAccount("anna", "exchange.test", "anna-word", sys.argv[1], interface="127.0.0.1")) as line:
        await line.dial("shop")
        await asyncio.sleep(60)
asyncio.run(own())
"""

    async def story() -> None:
        async with Exchange(passwords("anna", "shop")) as exchange:
            ears = Ears()
            async with SipLine(account("shop", exchange), ears):
                source = str(Path(shopper.__file__).parents[1])
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-c", owner, exchange.registrar, env={**os.environ, "PYTHONPATH": source}
                )
                call = await ears.ring()
                await call.answer()
                await call.wait_answered(PATIENCE_S)
                process.kill()
                assert (await call.wait_closed(PATIENCE_S)).by == "them"
                await process.wait()
                async with asyncio.timeout(PATIENCE_S):
                    while "anna" in exchange.at:
                        await exchange.news.wait()

    run(story())


def test_a_line_whose_process_cannot_start_says_so_and_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    async def story() -> None:
        line = SipLine(SipAccount("anna", interface="127.0.0.1"))
        with pytest.raises(LineFault, match="died"):
            await line.start()
        assert not line.is_up
        await line.aclose()

    run(story())


def test_a_wrong_password_is_told_as_one() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange:
            line = SipLine(account("anna", exchange, password="guessed"))
            with pytest.raises(LineFault, match="check its user, auth_user and password") as refused:
                await line.start()
            assert refused.value.status == 401
            assert "guessed" not in str(refused.value)
            assert not line.is_up

    run(story())


def test_a_registrar_that_is_silent_is_told_as_one() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna"), silent=True) as exchange:
            with pytest.raises(LineFault, match="check the registrar's address") as refused:
                await SipLine(account("anna", exchange, answer_s=0.5)).start()
            assert refused.value.status is None

    run(story())


def test_a_registrar_that_is_gone_for_a_while_makes_the_line_down_since_it_was_last_known_up() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange:
            ears = Ears()
            async with SipLine(account("anna", exchange, register_every_s=0.2), ears) as line:
                await ears.next(Registered, 2)
                exchange.refuses = "503 Service Unavailable"
                down = await ears.next(LineDown)
                assert "503 Service Unavailable" in line.why_down
                assert not line.is_up
                assert down.since in [event.at for event in ears.all(Registered)]
                exchange.refuses = ""
                up = await ears.next(LineUp, 2)
                (known,) = line.down_between(down.since, up.at)
                assert (known.since, known.until) == (down.since, up.at)
                assert line.is_up

    run(story())


def test_the_heartbeat_finds_a_registrar_that_no_longer_answers() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange:
            ears = Ears()
            async with SipLine(account("anna", exchange, register_every_s=0.2, answer_s=0.5), ears) as line:
                exchange.silent = True
                await ears.next(RegistrationFailed)
                assert not line.is_up
                exchange.silent = False
                await ears.next(LineUp, 2)

    run(story())


def test_a_call_to_our_own_number_proves_the_line_and_is_told_to_nobody() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange:
            ears = Ears()
            async with SipLine(account("anna", exchange), ears) as line:
                proof = await line.prove(PATIENCE_S)
                assert proof.up
                assert proof.took_s < PATIENCE_S
                assert line.last_up.mono_ns > proof.at.mono_ns
                assert not ears.all(Incoming)
                assert exchange.count("INVITE") == 1

    run(story())


def test_a_self_call_that_meets_silence_shows_that_the_line_is_down() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange:
            ears = Ears()
            async with SipLine(account("anna", exchange), ears) as line:
                exchange.silent = True
                proof = await line.prove(0.3)
                assert not proof.up
                assert "nothing came back" in proof.why
                assert ears.all(LineDown)
                exchange.silent = False

    run(story())


def test_an_exchange_that_lost_us_answers_a_self_call_with_its_code() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna")) as exchange, SipLine(account("anna", exchange)) as line:
            exchange.at.clear()
            proof = await line.prove(PATIENCE_S)
            assert not proof.up
            assert "404" in proof.why

    run(story())


def test_a_call_through_the_exchange_is_heard_both_ways_and_its_re_invite_does_no_harm() -> None:
    async def story() -> None:
        async with Exchange(passwords("anna", "shop")) as exchange:
            theirs = Ears()
            async with (
                SipLine(account("anna", exchange)) as customer,
                SipLine(account("shop", exchange), theirs),
            ):
                call = await customer.dial("shop")
                other = await theirs.ring()
                await other.answer()
                await call.wait_answered(PATIENCE_S)
                ours_heard, theirs_heard = Heard(call), Heard(other)
                both = await asyncio.gather(call.play(tone(0.5)), other.play(tone(0.5)))
                assert all(played.whole for played in both)
                await ours_heard.until_loud()
                await theirs_heard.until_loud()
                await call.hang_up()
                await other.wait_closed(PATIENCE_S)
                assert exchange.count("INVITE") >= 2  # the second is the stack's own, just after the answer

    run(story())


def test_srtp_is_spoken_when_asked_and_plain_voices_are_refused() -> None:
    async def story() -> None:
        theirs, plain = Ears(), Ears()
        secret = SipLine(SipAccount("anna", interface="127.0.0.1", srtp=True))
        company = SipLine(SipAccount("shop", interface="127.0.0.1", srtp=True), theirs)
        open_ = SipLine(SipAccount("open", interface="127.0.0.1"), plain)
        async with secret, company, open_:
            call = await secret.dial(company.address)
            other = await theirs.ring()
            await other.answer()
            assert await call.wait_answered(PATIENCE_S)
            heard = Heard(call)
            await other.play(tone(0.3))
            await heard.until_loud()
            refused = await open_.dial(company.address)
            assert (await refused.wait_closed(PATIENCE_S)).status == 488

    run(story())


# -- TLS: certificates are always verified


class Authority:
    """Signs certificates for tests."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        self.file = folder / f"{name}.pem"
        certificate = self._certificate(self.subject, self.key, None)
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def server(self, host: str) -> Path:
        """A key and a certificate for a host or an address, in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
        certificate = self._certificate(subject, key, host)
        file = self.folder / f"{self.name}-{host}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        return file

    def _certificate(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, host: str | None) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            names: x509.GeneralName = x509.DNSName(host)
            if host[0].isdigit():
                names = x509.IPAddress(ipaddress.ip_address(host))
            builder = builder.add_extension(x509.SubjectAlternativeName([names]), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def server_context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize(
    ("signed_by", "host", "well"),
    [("known", "localhost", True), ("unknown", "localhost", False), ("known", "other.example", False)],
)
def test_a_registrar_is_believed_only_by_a_certificate_of_a_known_authority_and_its_own_name(
    tmp_path: Path, signed_by: str, host: str, well: bool
) -> None:
    authorities = {name: Authority(tmp_path, name) for name in ("known", "unknown")}

    async def story() -> None:
        exchange = Exchange(passwords("anna"))
        server = await serve_tls(exchange, server_context(authorities[signed_by].server(host)))
        async with server:
            port = server.sockets[0].getsockname()[1]
            line = SipLine(
                SipAccount(
                    "anna", "exchange.test", "anna-word", f"localhost:{port}", transport="tls",
                    ca_file=authorities["known"].file, interface="127.0.0.1",
                )
            )  # fmt: skip
            if well:
                async with line:
                    assert line.is_up
            else:
                with pytest.raises(LineFault, match="is its certificate for that name"):
                    await line.start()
                assert not exchange.seen  # nothing was said to it, the password least of all

    run(story())


@pytest.mark.parametrize("known", [True, False])
def test_a_call_over_tls_is_made_only_with_one_whose_authority_is_known(tmp_path: Path, known: bool) -> None:
    folder = tmp_path / "with a space"
    folder.mkdir()
    ours, theirs = Authority(folder, "ours"), Authority(folder, "theirs")

    async def story() -> None:
        secret: dict[str, Any] = {"interface": "127.0.0.1", "transport": "tls", "srtp": True, "ca_file": ours.file}
        ears = Ears()
        customer = SipLine(SipAccount("anna", **secret))
        certificate = (ours if known else theirs).server("127.0.0.1")
        company = SipLine(SipAccount("shop", certificate=certificate, **secret), ears)
        async with customer, company:
            call = await customer.dial(company.address)
            if known:
                other = await ears.ring()
                await other.answer()
                assert await call.wait_answered(PATIENCE_S)
                heard = Heard(call)
                await other.play(tone(0.2))
                await heard.until_loud()
            else:
                assert (await call.wait_closed(PATIENCE_S)).by == "lost"
                assert not ears.all(Incoming)

    run(story())


def test_a_call_over_tcp_is_a_call_like_any_other() -> None:
    async def story() -> None:
        async with a_call(transport="tcp") as (call, other, _, _):
            heard = Heard(call)
            await other.play(tone(0.2))
            await heard.until_loud()

    run(story())


def test_tls_without_any_authority_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    line = SipLine(
        SipAccount("anna", "exchange.test", "x", "localhost:5061", transport="tls", ca_file=tmp_path / "none.pem")
    )

    async def story() -> None:
        with pytest.raises(Refused, match=r"none\.pem is no file"):
            await line.start()

    run(story())
