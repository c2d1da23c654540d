"""What can go wrong with a line of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import OurFault

if TYPE_CHECKING:
    from .account import SipAccount


class LineFault(OurFault):
    """Our telephone line is not up, or cannot do what it should: never the company's fault.

    status: the SIP code that the registrar gave, None without one. reason: its words.
    """

    code = "phone_line"

    def __init__(self, message: str, *, status: int | None = None, reason: str = "") -> None:
        super().__init__(message)
        self.status, self.reason = status, reason


def not_registered(account: SipAccount, status: int | None, reason: str) -> LineFault:
    """Why a line could not register, and what to do."""
    who = f"the telephone line {account.user} could not register with {account.registrar}"
    said = f"{status} {reason}" if status else reason
    if status in {401, 403, 407}:
        todo = "check its user, auth_user and password"
    elif status == 404:
        todo = "check its user and domain"
    elif status is None and account.transport == "tls" and "no answer" not in reason:
        todo = "is its certificate for that name, and from an authority we trust (ca_file)? If so, check the port"
    else:
        todo = "check the registrar's address and port, the transport, and the network"
    return LineFault(f"{who}: {said}; {todo}", status=status, reason=reason)
