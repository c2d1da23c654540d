"""What the sandbox's log tells of a call.

Every entry has the channel (`callback`, or the company's number as the script has it), the conversation (an order's id,
or the Call-ID) and `call`, the Call-ID. Kinds, by who did it (in: the customer, out: the company):

    order (in)                the order of a call came in; text: the question. more: phone, name
    invite (in, out)          the call went out, as the exchange saw it; sender: who calls, text: the number called
    ringing, early, answered  the first 180, 183 and 200; dir: the side that said so
    refused                   the call came to nothing; more: status
    cancelled                 the caller gave up
    hang_up                   more: by (company or customer)
    message, auto, sound      what the company let the customer hear: a person; a recording or a menu; music, a tone or
                              silence. at: its first sample on the wire. more: what, until_us, until_mono_ns, whole
                              (false when it was cut), phrases ([text, first second, last second] after `at`)
    heard (in)                the caller said something; text: its words if they are known. at: its first loud sample;
                              more: until_us, until_mono_ns
    digit (in)                a key was pressed
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..log import SandboxLog
from .exchange import Passed

if TYPE_CHECKING:
    from ...telephony import Moment

_OUR_OWN = frozenset({"401", "407"})


@dataclass
class CallLog:
    """The log of one call."""

    log: SandboxLog
    channel: str
    conversation: str
    call: str
    company_calls: bool
    _caller: str = ""
    _entries: int = 0
    _told: set[str] = field(default_factory=set)

    def add(
        self, direction: str, kind: str, at: tuple[int, int], *, text: str = "", sender: str = "", **more: Any
    ) -> None:
        self._entries += 1
        key = f"{self.call}/{self._entries}"
        more["call"] = self.call
        self.log.add(
            direction, self.channel, self.conversation, key, text=text, sender=sender, kind=kind, at=at, **more
        )

    def passed(self, message: Passed) -> None:
        """A message of this call went through the exchange."""
        at = message.at_us, message.mono_ns
        caller, other = ("out", "in") if self.company_calls else ("in", "out")
        if message.what == "INVITE":
            self._once("invite", caller, at, text=message.called, sender=message.caller)
        elif message.what in ("180", "183") and message.method == "INVITE":
            self._once("ringing" if message.what == "180" else "early", other, at)
        elif message.what == "200" and message.method == "INVITE":
            self._once("answered", other, at)
        elif message.what == "CANCEL":
            self._once("cancelled", caller, at)
        elif message.what == "BYE":
            by_company = (message.caller == self._caller) == self.company_calls
            self._once("hang_up", "out" if by_company else "in", at, by="company" if by_company else "customer")
        elif message.method == "INVITE" and self._is_refusal(message.what):
            self._once("refused", other, at, status=int(message.what))
        if message.what == "INVITE" and not self._caller:
            self._caller = message.caller

    def _is_refusal(self, what: str) -> bool:
        final = what.isdigit() and int(what) >= 300 and what not in _OUR_OWN
        return final and not self._told & {"answered", "cancelled"}

    def _once(self, kind: str, direction: str, at: tuple[int, int], **more: Any) -> None:
        if kind not in self._told:
            self._told.add(kind)
            self.add(direction, kind, at, **more)


def at_of(moment: Moment) -> tuple[int, int]:
    return moment.wall_ns // 1000, moment.mono_ns
