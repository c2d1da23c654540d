"""The telephone lines of the personas: started when they are wanted, used by one journey at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from shopper.engine.probe import Host
from shopper.errors import OurFault
from shopper.settings.models import Persona
from shopper.settings.phone import PhoneAccount

from .line import Call, OnCall, PhoneLine

Engines = Callable[[str, PhoneAccount, Host, OnCall], PhoneLine]


def engine_for(where: str, account: PhoneAccount, host: Host, on_call: OnCall) -> PhoneLine:
    """The engine that drives an account: SIP, or a provider's REST interface."""
    if account.sip is not None:
        need("baresip")
        from .sip_line import SipEngine

        return SipEngine(account, host.stamp().process, on_call, where=where)
    from .rest_line import RestLine

    assert account.rest is not None
    return RestLine(account.rest, host, on_call, where=where)


def need(library: str) -> None:
    """Raises OurFault (code "not_installed") where a library is missing."""
    if find_spec(library) is None:
        raise OurFault(
            f"Calls need a library that is not installed ({library}). Run: pip install 'mystery-shopper[phone]'",
            code="not_installed",
        )


class Line:
    """One persona's line. on_call: told of a call that comes in."""

    def __init__(self, persona_id: str, persona: Persona, engine: PhoneLine) -> None:
        self.name, self.persona_id, self.persona, self.engine = line_name(persona_id), persona_id, persona, engine
        self._starting: asyncio.Task[None] | None = None
        self._journey = ""
        self._uses = 0
        self._waiting: deque[tuple[str, asyncio.Future[None]]] = deque()

    async def ready(self) -> None:
        """Wait until it can be rung. Raises OurFault; then it is tried again the next time."""
        if self._starting is None or (self._starting.done() and self._failed(self._starting)):
            self._starting = asyncio.ensure_future(self.engine.start())
        await asyncio.shield(self._starting)

    @staticmethod
    def _failed(task: asyncio.Task[None]) -> bool:
        return task.cancelled() or task.exception() is not None

    @property
    def started(self) -> bool:
        return self._starting is not None and self._starting.done() and not self._failed(self._starting)

    async def take(self, journey: str) -> None:
        """Wait until no other journey is on the line; as often as it is taken it is given back."""
        if self._uses and self._journey != journey:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            place = (journey, turn)
            self._waiting.append(place)
            try:
                await turn  # who gives back has counted this one in
            except asyncio.CancelledError:
                if turn.done() and not turn.cancelled():
                    self.give_back()
                elif place in self._waiting:
                    self._waiting.remove(place)
                raise
            return
        self._journey = journey
        self._uses += 1

    def give_back(self) -> None:
        """One conversation less."""
        self._uses -= 1
        if self._uses:
            return
        self._journey = ""
        while self._waiting and not self._uses:
            self._let_in()

    def _let_in(self) -> None:
        journey, turn = self._waiting.popleft()
        if turn.done():
            return
        self._journey, self._uses = journey, 1
        turn.set_result(None)
        for place in [p for p in self._waiting if p[0] == journey and not p[1].done()]:
            self._waiting.remove(place)
            self._uses += 1
            place[1].set_result(None)

    async def aclose(self) -> None:
        """Let it go. Never raises."""
        if self._starting is not None:
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        await asyncio.gather(self.engine.aclose(), return_exceptions=True)


class Lines:
    """All lines of a session, by persona. on_call: told on which line a call comes in."""

    def __init__(self, host: Host, on_call: Callable[[Line, Call], None], engines: Engines = engine_for) -> None:
        self._host, self._on_call, self._engines = host, on_call, engines
        self._lines: dict[str, Line] = {}
        self._owner: dict[str, str] = {}

    def of(self, persona_id: str, persona: Persona) -> Line:
        """A persona's line. Raises OurFault where there is none, or where another persona has the same number."""
        account = account_of(persona_id, persona)
        owner = self._owner.setdefault(account.number, persona_id)
        if owner != persona_id:
            raise OurFault(
                f"{persona_id} and {owner} have one number between them ({account.number}); give each persona its own, "
                "or take it from one of them",
                code="account_shared",
            )
        if persona_id not in self._lines:
            where = f"the telephone of {persona_id} ({account.number})"

            def rang(call: Call) -> None:
                self._on_call(self._lines[persona_id], call)

            engine = self._engines(where, account, self._host, rang)
            self._lines[persona_id] = Line(persona_id, persona, engine)
        return self._lines[persona_id]

    async def aclose(self) -> None:
        """Let all go. Never raises."""
        lines = list(self._lines.values())
        self._lines.clear()
        await asyncio.gather(*(line.aclose() for line in lines), return_exceptions=True)


def line_name(persona_id: str) -> str:
    """What leases and the inbox call a persona's line."""
    return f"{persona_id}:phone"


def account_of(persona_id: str, persona: Persona) -> PhoneAccount:
    """A persona's account. Raises OurFault (code "no_account")."""
    if persona.phone is None:
        raise OurFault(
            f"Persona {persona_id} has no telephone; add personas.{persona_id}.phone with its number and a SIP account "
            "to config/personas.yaml.",
            code="no_account",
        )
    return persona.phone


def calls_folder(host: Host) -> Path:
    """Where recordings grow while calls go on, before they are evidence."""
    folder = Path(host.evidence_dir).parent / "calls"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
