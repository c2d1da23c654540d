"""What a probe is: the interface between the engine and the drivers of channels in the programme's probes/.

A probe acts as a customer in one kind of channel. It lives in the engine's asyncio loop (a background thread); blocking
libraries get threads of their own. It never judges, never decides to wait, and writes to the journal only through its
Host. One probe object serves all channels of its kind and all personas in a session.

A probe module defines `PROBE: type[Probe]` and is imported cheaply: heavy libraries (Playwright, IMAPClient …) are
imported when the probe is opened, not before.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, ClassVar, Protocol

from ..model import Evidence, Stamp, TurnKind
from ..settings.models import Channel, Company, Persona


@dataclass(frozen=True, slots=True)
class Conversation:
    """A visit as a probe sees it: one persona in one channel.

    tag: short, unique, stable for this visit, letters and digits only (fit for a plus-address).
    language: what the customer speaks here.
    follows: the visit id of this customer's earlier conversation in the same channel in this journey, "" if there is
        none: who comes back to a chat comes with the same browser, and finds there what was said.
    """

    visit: str
    tag: str
    channel_id: str
    channel: Channel
    company: Company
    persona_id: str
    persona: Persona
    language: str
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What the customer says. id is stable over crashes: the probe derives its own Message-ID or the like from it.

    reply_to: the key of the company's message that this answers ("" = begins the conversation), and references: keys of
    all messages of the conversation so far, oldest first, ours included. press: the text is that of a button (a quick
    reply) which is pressed, not written; a channel without buttons raises OurFault "no_button". act: what
    is done instead of speaking, on a telephone: "order" (a callback; the text's first line is the question), "await" (a
    callback that was asked for in another channel) or "dial"; voiced: what is going to be spoken in the call.
    """

    id: str
    text: str
    subject: str = ""
    reply_to: str = ""
    references: tuple[str, ...] = ()
    press: bool = False
    act: str = ""
    voiced: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """It went out: `at` is when the company could see it; key is the channel's own name for the message."""

    at: Stamp
    key: str
    evidence: tuple[Evidence, ...] = ()


class Said(Enum):
    """After a crash: did this message go out?"""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Clues:
    """What an incoming message can be matched to a visit by, strongest first."""

    references: tuple[str, ...] = ()
    tag: str = ""
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A company's message as the channel showed it.

    visit: the visit's id where the channel knows it (a chat window does), else "" and the engine matches by clues.
    key: the channel's name for it; the same key again with `revises` is a changed text of the same message.
    at / read_at: when its first / last words were there.
    line: the persona's line it came in on (persona id + kind).
    """

    visit: str
    line: str
    key: str
    text: str
    at: Stamp
    read_at: Stamp | None = None
    kind: TurnKind = TurnKind.MESSAGE
    sender: str = ""
    subject: str = ""
    clues: Clues = Clues()
    evidence: tuple[Evidence, ...] = ()
    revises: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


class Host(Protocol):
    """What the engine offers a probe. All methods may be called from any thread."""

    evidence_dir: Path

    def stamp(self) -> Stamp:
        """Now, by this process's clocks."""

    def heard(self, incoming: Incoming, *, cursor: tuple[str, Any] | None = None) -> None:
        """Hand in a message; returns at once. It is journalled, then wakes its journey. `cursor` (key, value) is put
        into the line's saved state in the same breath: what is not journalled is fetched again after a crash."""

    def fault(self, visit: str, message: str, *, code: str) -> None:
        """Something of ours broke for this visit (or, with visit "", for all of this probe's open visits)."""

    def put_evidence(self, data: bytes, *, media_type: str, name: str) -> Evidence: ...

    def get_state(self, key: str) -> Any | None:
        """The probe's saved state by key (JSON), kept over crashes."""

    def put_state(self, key: str, value: Any) -> None: ...

    def states(self, prefix: str = "") -> list[tuple[str, Any]]:
        """All that is stored now under keys that begin so, other processes' writing included: (key, value), by key."""


class Probe(Protocol):
    """A driver of one kind of channel.

    kind: the channel kind it drives.
    survives_detach: a conversation goes on when our process ends (a mailbox does; a closed browser does not).
    exclusive: its lines are leased to one process and one conversation at a time.
    at_once: how many conversations it carries at once, None = any number.
    """

    kind: ClassVar[str]
    survives_detach: ClassVar[bool]
    exclusive: ClassVar[bool]
    at_once: ClassVar[int | None]

    def line(self, persona_id: str, persona: Persona) -> str:
        """The name of the persona's line for leases and state. Raises OurFault (code "no_account") if it has none."""

    async def open(self, host: Host) -> None:
        """Start up. Raises OurFault with a sentence that says what to do."""

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Begin a conversation, or with `resumed` take it up again after a crash or a detach and hand in, by
        Host.heard, whatever came meanwhile. Raises OurFault."""

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Send it, at the persona's pace. `await attempting()` must be called once, at the last moment at which the
        message has surely not gone out. Raises OurFault."""

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """Asked after a crash, for a message whose attempt began and whose end is not known."""

    async def detach(self, conversation: Conversation) -> None:
        """The visit has closed: let go of what it holds (a page, a context), leave no trace at the company."""

    # A probe that keeps something of a closed conversation for one that follows it (Conversation.follows) also has
    #     def forget(self, host: Host, visit: str) -> None
    # which is called when the journey has ended, even where the probe was never opened.

    # A probe that may take long over one message (a mail server puts it off) also has
    #     say_within_s: float
    # in seconds; any other has five minutes. One that opens a few conversations at a time, while others wait for their
    # turn, also has
    #     attach_within_s: float
    # in seconds; any other has three minutes.

    # A probe whose lines hear without a conversation (a mailbox, a telephone) also has
    #     async def listen(self, persona_id: str, persona: Persona) -> None
    # which begins to listen on the line until the end of the session, and is called once for each persona who is about
    # to speak in any channel: the answer may come here. Raises OurFault; then that is told, and nothing else suffers.
    #
    # One that must know the company for that, before any conversation there, also has
    #     def serves(self, company: Company) -> None
    # which is called once, before anything else.
    #
    # A probe whose conversations are told apart by what a message answers (mail's threads) says so by
    #     threads: ClassVar[bool] = True
    # Then an unanswered conversation does not keep the same persona from beginning another one there.

    # A probe whose library is an extra of this package says so by
    #     extra: ClassVar[str]
    #     libraries: ClassVar[tuple[str, ...]]
    # (the modules to look for). Where one is missing its channels are refused before anything is said, with the command
    # that installs the extra; the company to practise on is then shopped without them.

    # One probe for several kinds of channels says so by
    #     also: ClassVar[tuple[str, ...]]
    # and stands for each of them that has no probe of its own.
    #
    # A probe whose sayings may go on when our process has ended (a person was asked to write) also has
    #     def says_later(self, conversation: Conversation, message: str) -> bool
    # for a message by its id; `say` is asked once more for the same message when the wave is resumed.
    #
    # A probe that does not hear everything by itself also has
    #     def silence(self, conversation: Conversation, until_us: int) -> int | None
    # which is asked, from any thread and often, when patience was over at until_us (UTC µs) and nothing was heard: None
    # says that surely nobody answered until then, a moment that it is not known yet, and when to ask again at the
    # latest. Where it will never be known the probe tells a fault.

    async def aclose(self) -> None:
        """The session ends: let go of everything. Never raises."""
