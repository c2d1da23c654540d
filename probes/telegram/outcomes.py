"""What Telegram's refusals mean: whose they are, what they stop, and what to do. None of them is “nobody answered”."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from telethon import errors

from shopper.errors import OurFault

Stops = Literal["message", "method", "new_chats", "account"]
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """fault: what is told. stops: what must not be tried again. seconds: for how long, 0 = for good or not known."""

    fault: OurFault
    stops: Stops = "message"
    seconds: float = 0.0


_LOGIN = "Log in again: shopper login telegram --persona {persona}."
# The names that Telegram gives its errors (core.telegram.org/api/errors): code of ours, what it stops, sentence.
_BY_NAME: dict[str, tuple[str, Stops, str]] = {
    "PEER_FLOOD": (
        "peer_flood",
        "new_chats",
        "Telegram takes the account of {persona} for a spammer and lets it begin no chat with {who}. Ask @SpamBot in "
        "the account's own app, wait some days, or use another account.",
    ),
    "USER_PRIVACY_RESTRICTED": (
        "privacy",
        "message",
        "{who} takes no messages from strangers (privacy settings). Let the company allow them, or write to another "
        "account of its.",
    ),
    "PRIVACY_PREMIUM_REQUIRED": (
        "premium_only",
        "message",
        "{who} takes messages from Telegram Premium subscribers only, and {persona} is none. An ordinary customer "
        "cannot write there: tell the company, or give this persona Premium.",
    ),
    "ALLOW_PAYMENT_REQUIRED": (
        "paid_messages",
        "message",
        "{who} takes paid messages only; nothing is ever paid. Tell the company, or leave this channel out.",
    ),
    "USER_IS_BLOCKED": ("blocked", "message", "{who} has blocked the account of {persona}; use another account."),
    "YOU_BLOCKED_USER": (
        "blocked_by_us",
        "message",
        "The account of {persona} has blocked {who}; unblock it in the account's own app.",
    ),
    "FROZEN_METHOD_INVALID": (
        "frozen",
        "account",
        "Telegram has frozen the account of {persona}: it may read, not write. Appeal in the account's own app, or use "
        "another account.",
    ),
    "USER_DEACTIVATED_BAN": (
        "banned",
        "account",
        "Telegram has banned the account of {persona}. Write to recover@telegram.org, or use another account.",
    ),
    "USER_DEACTIVATED": ("account_deleted", "account", "The Telegram account of {persona} was deleted; use another."),
    "PHONE_NUMBER_BANNED": ("banned", "account", "Telegram has banned the number of {persona}; use another account."),
    "AUTH_KEY_UNREGISTERED": (
        "logged_out",
        "account",
        "The Telegram account of {persona} is not logged in, or was logged out from its list of devices. " + _LOGIN,
    ),
    "SESSION_REVOKED": (
        "logged_out",
        "account",
        "The Telegram session of {persona} was ended from another device. " + _LOGIN,
    ),
    "SESSION_EXPIRED": ("logged_out", "account", "The Telegram session of {persona} has expired. " + _LOGIN),
    "AUTH_KEY_INVALID": ("logged_out", "account", "Telegram does not know the session of {persona}. " + _LOGIN),
    "AUTH_KEY_PERM_EMPTY": ("logged_out", "account", "Telegram does not know the session of {persona}. " + _LOGIN),
    "AUTH_KEY_DUPLICATED": (
        "session_doubled",
        "account",
        "The Telegram session of {persona} was used from two places at once, so Telegram ended it for good. Let only "
        "one machine shop with it. " + _LOGIN,
    ),
    "API_ID_INVALID": (
        "api_id",
        "account",
        "Telegram does not know the api_id and api_hash of {persona}; take both from https://my.telegram.org.",
    ),
    "USERNAME_NOT_OCCUPIED": (
        "unknown_name",
        "message",
        "Telegram knows nobody called {who}; correct the channel's address, or ask the company whether it gave up the "
        "name.",
    ),
    "USERNAME_INVALID": ("unknown_name", "message", "{who} cannot be a Telegram name; correct the channel's address."),
    "PHONE_NOT_OCCUPIED": (
        "unknown_name",
        "message",
        "Nobody with the number {who} can be found in Telegram; use the company's @name as the channel's address.",
    ),
    "PEER_ID_INVALID": (
        "unknown_name",
        "message",
        "The account of {persona} can no longer reach {who}; check the channel's address in the account's own app.",
    ),
    "MESSAGE_TOO_LONG": ("too_long", "message", "Telegram takes 4,096 characters at most; shorten what is said."),
    "CHAT_WRITE_FORBIDDEN": ("forbidden", "message", "The account of {persona} may not write to {who}."),
}
_GONE = {"INPUT_USER_DEACTIVATED", "USER_DELETED"}


def is_gone(error: BaseException) -> bool:
    """The company's own account was deleted: a dead end for every customer, so no fault of ours."""
    return isinstance(error, errors.RPCError) and _name(error) in _GONE


def outcome_of(error: BaseException, *, persona: str, who: str) -> Outcome:
    """What an error of Telethon or of the network means. who: whom the message was for."""
    if isinstance(error, OurFault):
        return Outcome(error)
    if isinstance(error, errors.AuthKeyNotFound):
        return _known("AUTH_KEY_UNREGISTERED", persona, who)
    if isinstance(error, errors.RPCError):
        seconds = float(getattr(error, "seconds", 0) or 0)
        name = _name(error)
        for known in (name, *(part for part in _BY_NAME if part in name)):
            if known in _BY_NAME:
                return _known(known, persona, who)
        if isinstance(error, errors.FloodError) and seconds:
            fault = OurFault(
                f"Telegram lets the account of {persona} not go on for {_spoken(seconds)} (it does that to accounts "
                "that do much in a short time). Shop less often, or with more accounts.",
                code="flood_wait",
            )
            return Outcome(fault, "method", seconds)
        if isinstance(error, errors.UnauthorizedError | errors.AuthKeyError):
            return _known("AUTH_KEY_UNREGISTERED", persona, who)
        return Outcome(
            OurFault(f"Telegram refused what {persona} did with {who}: {name or error}.", code="telegram_refused")
        )
    if isinstance(error, TimeoutError | ConnectionError | OSError):
        return Outcome(
            OurFault(
                f"Telegram cannot be reached for {persona}: {error or type(error).__name__}. Check the network.",
                code="no_network",
            )
        )
    return Outcome(OurFault(f"Telegram failed for {persona}: {type(error).__name__}: {error}", code="telegram_failed"))


def _known(name: str, persona: str, who: str) -> Outcome:
    code, stops, sentence = _BY_NAME[name]
    fault = OurFault(sentence.format(persona=persona, who=who), code=code)
    return Outcome(fault, stops, 7 * _DAY_S if stops == "new_chats" else 0.0)


def _name(error: errors.RPCError) -> str:
    """Telegram's own name of an error: Telethon's class says it, or, where it knows no such class, its message."""
    if type(error).__module__ == "telethon.errors.rpcbaseerrors":
        return str(error.message or "")
    kind = type(error).__name__.removesuffix("Error")
    return "".join(f"_{c}" if c.isupper() and n else c for n, c in enumerate(kind)).upper()


def _spoken(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
