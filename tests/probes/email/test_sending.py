"""The probe sends: protected or not at all, once or not at all, and says whose fault a refusal is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import pytest

from shopper.errors import JournalError, OurFault
from shopper.model import TurnKind
from shopper.programme.loading import load_stock
from shopper.sandbox.company import RunningCompany, Tls, running_company
from shopper.settings.mailing import MailServer

if TYPE_CHECKING:
    from tests.probes.conftest import FakeHost
    from tests.probes.email.conftest import Certificate, Customer, Servers, Shopping

STAFF = """
company: Bright Shop
domain: brightshop.example
mail:
  help@brightshop.example: {as: Iryna}
"""


@pytest.fixture
def company() -> Iterator[RunningCompany]:
    with running_company(STAFF) as running:
        yield running


@pytest.fixture
def servers(company: RunningCompany, make_servers: Callable[..., Servers]) -> Servers:
    return make_servers(company)


def received(company: RunningCompany) -> list[str]:
    return [entry.text.strip() for entry in company.log if entry.dir == "in"]


def play(shopping: Shopping, servers: Servers, script: Callable[[Customer], Any], **rhythm: float) -> None:
    async def run() -> None:
        async with shopping(servers, **rhythm) as customer:
            await script(customer)

    asyncio.run(run())


def test_many_letters_go_out_each_once_over_a_few_connections(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def script(customer: Customer) -> None:
        receipts = await asyncio.gather(*(customer.say(f"letter {n}", str(n)) for n in range(60)))
        assert len({r.key for r in receipts}) == 60
        assert customer.attempts == 60

    play(shopping, servers, script)
    assert sorted(received(company)) == sorted(f"letter {n}" for n in range(60))


def test_words_arrive_as_they_were_written(company: RunningCompany, servers: Servers, shopping: Shopping) -> None:
    text = ".\n..\nДобрий день! Чи є чайник?\n.останній рядок"

    async def script(customer: Customer) -> None:
        await customer.say(text)

    play(shopping, servers, script)
    assert received(company) == [text]


def test_a_connection_that_was_closed_between_two_letters_is_made_anew(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def script(customer: Customer) -> None:
        await customer.say("first", "1")
        company.faults.smtp.drop_before_data = 1
        await customer.say("second", "2")
        assert customer.attempts == 2

    play(shopping, servers, script)
    assert received(company) == ["first", "second"]


def test_a_letter_whose_end_is_not_known_is_not_sent_again(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def script(customer: Customer) -> None:
        await customer.say("first", "1")
        company.faults.smtp.drop_after_data = 1
        with pytest.raises(OurFault) as fault:
            await customer.say("second", "2")
        assert fault.value.code == "sent_unknown"
        assert customer.attempts == 2

    play(shopping, servers, script)
    assert received(company) == ["first", "second"]


def test_a_letter_whose_attempt_cannot_be_noted_is_not_sent(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    async def script(customer: Customer) -> None:
        async def full_disk() -> None:
            raise JournalError("the disk is full")

        noting = customer.attempting
        customer.attempting = full_disk  # type: ignore[method-assign]
        with pytest.raises(JournalError):
            await customer.say("never")
        customer.attempting = noting  # type: ignore[method-assign]
        await customer.say("after all", "2")

    play(shopping, servers, script)
    assert received(company) == ["after all"]


def test_a_server_that_stays_busy_is_our_fault(company: RunningCompany, servers: Servers, shopping: Shopping) -> None:
    company.faults.smtp.busy = 1_000_000

    async def script(customer: Customer) -> None:
        with pytest.raises(OurFault) as fault:
            await customer.say("first")
        assert fault.value.code == "smtp_busy"

    play(shopping, servers, script)
    assert received(company) == []


def test_what_a_busy_server_puts_off_is_sent_again_and_attempted_once(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    company.faults.smtp.busy = 2

    async def script(customer: Customer) -> None:
        await customer.say("first")
        assert customer.attempts == 1

    play(shopping, servers, script, resend_for=30.0)
    assert received(company) == ["first"]


def test_a_greylisting_server_takes_the_letter_of_a_customer_who_comes_back(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    company.faults.smtp.greylist = 0.15

    async def script(customer: Customer) -> None:
        await asyncio.gather(customer.say("first", "1"), customer.say("second", "2"))
        assert customer.attempts == 2

    play(shopping, servers, script, resend_for=30.0)
    assert sorted(received(company)) == ["first", "second"]


def test_a_greylisting_server_that_never_gives_in_is_our_fault_and_nothing_was_attempted(
    company: RunningCompany, servers: Servers, shopping: Shopping
) -> None:
    company.faults.smtp.greylist = 3600.0

    async def script(customer: Customer) -> None:
        with pytest.raises(OurFault, match="greylisted") as fault:
            await customer.say("first")
        assert fault.value.code == "smtp_busy"
        assert customer.attempts == 0

    play(shopping, servers, script)
    assert received(company) == []


def test_a_server_out_of_reach_is_tried_again_for_a_while(
    company: RunningCompany, servers: Servers, shopping: Shopping, dead_port: int
) -> None:
    nowhere = type(servers)(MailServer(host="127.0.0.1", port=dead_port, security="plain"), servers.imap)

    async def script(customer: Customer) -> None:
        with pytest.raises(OurFault) as fault:
            await customer.say("first")
        assert fault.value.code == "no_network"
        assert customer.attempts == 0

    play(shopping, nowhere, script)


def test_a_refused_login_is_our_fault(company: RunningCompany, servers: Servers, shopping: Shopping) -> None:
    company.faults.smtp.refuse_login = True

    async def script(customer: Customer) -> None:
        with pytest.raises(OurFault, match=r"personas\.olena\.email\.password") as fault:
            await customer.say("first")
        assert fault.value.code == "login_refused"
        assert customer.attempts == 0

    play(shopping, servers, script)


def test_an_address_that_takes_no_mail_is_the_companys(
    company: RunningCompany, servers: Servers, shopping: Shopping, host: FakeHost
) -> None:
    async def script(customer: Customer) -> None:
        receipt = await customer.say("Hello?")
        assert host.incoming == []  # what was said comes before what was answered
        bounce = await customer.hears(lambda h: h.incoming and h.incoming[0])
        assert bounce.kind is TurnKind.BOUNCE
        assert bounce.clues.references == (receipt.key,)
        assert customer.attempts == 1

    play(shopping, type(servers)(servers.smtp, servers.imap, shop="gone@brightshop.example"), script)
    assert host.faults == []


@pytest.mark.parametrize("mode", ["implicit", "starttls"])
def test_a_server_with_another_names_certificate_is_not_told_the_password(
    shopping: Shopping,
    make_servers: Callable[..., Servers],
    foreign_certificate: Certificate,
    mode: Literal["implicit", "starttls"],
) -> None:
    tls = Tls(foreign_certificate.certificate, foreign_certificate.key, mode)
    with running_company(STAFF, tls=tls) as company:
        servers = make_servers(
            company, security="tls" if mode == "implicit" else "starttls", ca=foreign_certificate.certificate
        )

        async def script(customer: Customer) -> None:
            for step in (customer.attach(), customer.say("Hello?")):
                with pytest.raises(OurFault, match="certificate") as fault:
                    await step
                assert fault.value.code == "certificate"

        play(shopping, servers, script)


@pytest.mark.parametrize("mode", ["implicit", "starttls"])
def test_a_letter_goes_out_over_tls_to_a_server_whose_certificate_is_named(
    shopping: Shopping,
    make_servers: Callable[..., Servers],
    certificate: Certificate,
    mode: Literal["implicit", "starttls"],
) -> None:
    with running_company(STAFF, tls=Tls(certificate.certificate, certificate.key, mode)) as company:
        servers = make_servers(
            company, security="tls" if mode == "implicit" else "starttls", ca=certificate.certificate
        )

        async def script(customer: Customer) -> None:
            await customer.attach()
            await customer.say("Hello?")

        play(shopping, servers, script)
        assert received(company) == ["Hello?"]


def test_a_server_without_starttls_is_not_told_the_password(
    company: RunningCompany, shopping: Shopping, make_servers: Callable[..., Servers]
) -> None:
    servers = make_servers(company, security="starttls")

    async def script(customer: Customer) -> None:
        for step in (customer.attach(), customer.say("Hello?")):
            with pytest.raises(OurFault, match="offers no STARTTLS") as fault:
                await step
            assert fault.value.code == "insecure"

    play(shopping, servers, script)
    assert received(company) == []


@pytest.mark.parametrize("host_name", ["mail.example", "127.0.0.1.example", "128.0.0.1", ""])
def test_plain_is_for_this_machine_only(host_name: str) -> None:
    security = load_stock("probes.email.security")
    server = MailServer.model_construct(host=host_name, port=25, security="plain", ca="")
    with pytest.raises(OurFault) as fault:
        security.tls_context(security.Access(server, "u", "p", "personas.olena.email.smtp"))
    assert fault.value.code == "insecure"
    assert "personas.olena.email.smtp.security" in str(fault.value)


def test_a_ca_file_that_is_missing_is_named() -> None:
    security = load_stock("probes.email.security")
    server = MailServer(host="localhost", port=465, security="tls", ca="/nowhere/ca.pem")
    with pytest.raises(OurFault, match=r"/nowhere/ca\.pem") as fault:
        security.tls_context(security.Access(server, "u", "p", "personas.olena.email.smtp"))
    assert fault.value.code == "certificate"


@pytest.mark.parametrize(
    ("code", "answer", "after_data", "dead"),
    [
        (550, "5.1.1 no such user", False, True),
        (550, "no such user here", False, True),
        (524, "5.2.4 Mailing list expansion problem", False, True),
        (552, "5.2.2 mailbox full", True, True),
        (550, "5.7.1 relaying denied", False, False),
        (550, "relay not permitted", False, False),
        (553, "5.1.8 bad sender address", False, False),
        (554, "5.7.1 message looks like spam", True, False),
        (554, "transaction failed", True, False),
        (530, "authentication required", False, False),
        (451, "4.1.1 try again later", False, False),
        (550, "5.0.0 unknown recipient", False, True),
        (550, "5.4.5 Daily user sending limit exceeded", False, False),
        (550, "5.7.133 SenderNotAuthenticatedForGroup; authentication required", False, True),
        (556, "5.1.10 Recipient address has null MX", False, True),
        (552, "5.3.4 Message too big", True, False),
    ],
)
def test_a_refusal_is_laid_to_the_right_door(code: int, answer: str, after_data: bool, dead: bool) -> None:
    refusals = load_stock("probes.email.refusals")
    assert refusals.is_dead_address(code, f"{code} {answer}", after_data=after_data) is dead
