"""Logs a customer's account in, once: by a code that Telegram sends, and its second password where it has one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telethon import TelegramClient, errors, functions, types
from telethon.client.telegrambaseclient import DEFAULT_DC_ID, DEFAULT_IPV4_IP, DEFAULT_PORT
from telethon.crypto import rsa
from telethon.sessions import StringSession

from shopper.errors import OurFault
from shopper.settings.telegram import TelegramAccount, peer_of

from .link import connection_class
from .message import sender_of
from .outcomes import outcome_of
from .session import open_session

TRIES = 3
_CONNECT_S, _ANSWER_S = 30.0, 60.0
_quiet = logging.getLogger("telethon.shopper")


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """session: the text that the account's `session` must name; it is the whole account. who: as Telegram shows it."""

    session: str
    who: str
    phone: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom an address means; trouble: why nobody can be written to there, "" where somebody can."""

    address: str
    who: str = ""
    trouble: str = ""


# What a person is asked: "code" or "password", and whether the last one was wrong.
Ask = Callable[[str, bool], str]


async def log_in(persona_id: str, account: TelegramAccount, api_hash: str, ask: Ask) -> LoggedIn:
    """Ask Telegram for a code, the person for what it is, and log in. Raises OurFault with what to do."""
    session = StringSession()
    server = account.server
    if server is None:
        session.set_dc(DEFAULT_DC_ID, DEFAULT_IPV4_IP, DEFAULT_PORT)
    else:
        session.set_dc(server.dc, server.address, int(server.port))
        if server.key:
            _know(server.key)
    client = _client(session, account, api_hash)
    try:
        await _connect(client)
        sent = await _asked(client.send_code_request(account.phone))
        if isinstance(sent.type, types.auth.SentCodeTypeSetUpEmailRequired):
            raise OurFault(
                "Telegram wants an e-mail address set for this account first; do it in its app.", code="login"
            )
        await _sign_in(client, account.phone, ask)
        me = await _asked(client.get_me())
        return LoggedIn(session.save(), sender_of(me) or f"+{me.phone}", f"+{me.phone}")
    except (errors.RPCError, OSError, EOFError, ValueError) as error:
        raise _told(error, persona_id, account.phone) from error
    finally:
        with suppress(Exception):
            await client.disconnect()


async def _sign_in(client: Any, phone: str, ask: Ask) -> None:
    for n in range(TRIES):
        code = await asyncio.to_thread(ask, "code", n > 0)
        try:
            await _asked(client.sign_in(phone, "".join(code.split())))
            return
        except errors.SessionPasswordNeededError:
            await _second(client, ask)
            return
        except (errors.PhoneCodeInvalidError, errors.PhoneCodeEmptyError, errors.PhoneCodeHashEmptyError):
            continue
        except errors.PhoneCodeExpiredError:
            raise OurFault(
                "This code has expired. Telegram ends a code that was sent to somebody in a message, too: type it here "
                "only. Begin again.",
                code="login",
            ) from None
    raise OurFault(f"Telegram did not take the code, {TRIES} times. Begin again later with a new one.", code="login")


async def _second(client: Any, ask: Ask) -> None:
    """The password of two-step verification."""
    for n in range(TRIES):
        password = await asyncio.to_thread(ask, "password", n > 0)
        try:
            await _asked(client.sign_in(password=password))
            return
        except (errors.PasswordHashInvalidError, ValueError):
            continue
    raise OurFault(
        f"Telegram did not take the password of two-step verification, {TRIES} times. It is set in the account's own "
        "app, under Privacy and Security.",
        code="login",
    )


async def who_is(
    persona_id: str, account: TelegramAccount, api_hash: str, addresses: list[str]
) -> tuple[str, list[Resolved]]:
    """Who is logged in, and whom these addresses mean; nothing is said to anybody. Raises OurFault."""
    session = await asyncio.to_thread(open_session, persona_id, account, lambda state: None)
    client = _client(session, account, api_hash)
    try:
        await _connect(client)
        [me] = await _asked(client(functions.users.GetUsersRequest([types.InputUserSelf()])))
        return sender_of(me) or f"+{me.phone}", [await _resolve(client, persona_id, one) for one in addresses]
    except (errors.RPCError, errors.AuthKeyNotFound, OSError, EOFError) as error:
        raise outcome_of(error, persona=persona_id, who="Telegram").fault from error
    finally:
        with suppress(Exception):
            await client.disconnect()


async def _resolve(client: Any, persona_id: str, address: str) -> Resolved:
    try:
        peer = peer_of(address)
        if peer.name:
            found = await _asked(client(functions.contacts.ResolveUsernameRequest(peer.name)))
        else:
            found = await _asked(client(functions.contacts.ResolvePhoneRequest(peer.phone.lstrip("+"))))
    except (errors.RPCError, OSError, EOFError, ValueError) as error:
        return Resolved(address, trouble=str(outcome_of(error, persona=persona_id, who=address).fault))
    user = next((user for user in found.users if user.id == getattr(found.peer, "user_id", 0)), None)
    if user is None:
        return Resolved(address, trouble=f"{address} is a group or a channel, not a person or a bot.")
    return Resolved(address, who=sender_of(user))


def _client(session: Any, account: TelegramAccount, api_hash: str) -> Any:
    server = account.server
    return TelegramClient(
        session,
        account.api_id,
        api_hash,
        connection=connection_class(None, loopback=server is not None and server.loopback),
        use_ipv6=":" in (session.server_address or ""),
        connection_retries=2,
        flood_sleep_threshold=0,
        raise_last_call_error=True,
        receive_updates=False,
        device_model=account.device_model,
        system_version=account.system_version,
        app_version=account.app_version,
        base_logger=_quiet,
    )


async def _connect(client: Any) -> None:
    async with asyncio.timeout(_CONNECT_S):
        await client.connect()


async def _asked(call: Any) -> Any:
    return await asyncio.wait_for(call, _ANSWER_S)


def _know(path: str) -> None:
    try:
        rsa.add_key(Path(path).read_text(encoding="ascii"), old=False)
    except (OSError, ValueError) as error:
        raise OurFault(f"{path} is no public key (PEM) of a Telegram server: {error}", code="login") from error


def _told(error: BaseException, persona_id: str, phone: str) -> OurFault:
    if isinstance(error, errors.PhoneNumberInvalidError):
        return OurFault(f"Telegram does not know {phone} for a phone number; correct it in the config.", code="login")
    if isinstance(error, errors.PhoneNumberUnoccupiedError):
        return OurFault(
            f"{phone} has no Telegram account. Make one in Telegram's own app, use it for some weeks like anybody, and "
            "log in then.",
            code="login",
        )
    if isinstance(error, ValueError):
        return OurFault(f"Telegram could not be asked to log in: {error}", code="login")
    return outcome_of(error, persona=persona_id, who="Telegram").fault
