"""Secrets are named in the config, never written there: env:NAME, keyring:service/user.

`sandbox:password` names the password of every mailbox of the sandbox company, which is no secret.
"""

from __future__ import annotations

import os
import re

from ..errors import OurFault

SANDBOX_PASSWORD = "sandbox:password"
_ENV = re.compile(r"env:([A-Za-z_][A-Za-z0-9_]*)")
_KEYRING = re.compile(r"keyring:([^/]+)/(.+)")


def check_reference(value: str) -> str:
    """The reference itself if it is well formed. Raises ValueError, in which the value is never repeated."""
    if value == SANDBOX_PASSWORD or _ENV.fullmatch(value) or _KEYRING.fullmatch(value):
        return value
    if value.startswith("env:"):
        raise ValueError(
            "after env: the name of an environment variable is expected, such as env:SHOPPER_MAIL_PASSWORD"
        )
    if value.startswith("keyring:"):
        raise ValueError("a secret of the keyring is written keyring:service/user")
    raise ValueError("write env:NAME instead; secrets do not belong in the config")


def resolve(reference: str, where: str) -> str:
    """The secret itself. `where` says in the message what it is for, such as “the mailbox of olena”.

    Raises OurFault with code "secret", saying what to set; the secret is never part of a message.
    """
    if reference == SANDBOX_PASSWORD:
        return "sandbox"
    if match := _ENV.fullmatch(reference):
        value = os.environ.get(match[1], "")
        if not value:
            raise _fault(
                f"{where}: the environment variable {match[1]} is not set. Set it to the password and run again."
            )
        return value
    if match := _KEYRING.fullmatch(reference):
        return _from_keyring(match[1], match[2], where)
    raise _fault(f"{where}: this is not a reference to a secret; write env:NAME or keyring:service/user.")


def _from_keyring(service: str, user: str, where: str) -> str:
    import keyring  # takes a tenth of a second and looks for the desktop's services: only where it is used
    import keyring.errors

    asked = f"“{service}” / “{user}”"
    try:
        value = keyring.get_password(service, user)
    except keyring.errors.NoKeyringError:
        raise _fault(
            f"{where}: this computer has no keyring to ask for {asked}. Use env:NAME, or install a keyring service."
        ) from None
    except keyring.errors.KeyringError as error:
        raise _fault(f"{where}: the keyring did not give {asked} ({error}). Unlock it and run again.") from error
    if not value:
        raise _fault(f"{where}: the keyring holds nothing for {asked}. Run: keyring set “{service}” “{user}”")
    return value


def _fault(message: str) -> OurFault:
    return OurFault(message, code="secret")
