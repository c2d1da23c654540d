"""The process of one telephone line: `python -m shopper.telephony.sip_process --fd N`, started by SipLine.

The SIP stack is one per process, and when its thread dies the process is lost with it; so each line has its own, and
its client starts a new one. It speaks frames (frames.py) over the socket it inherits, and ends when that is closed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import socket
from typing import Any

from baresip import BaresipError, Call, Event, StackEvent, UserAgent

from .frames import Frame, Heard, ToSay, Unpacker, pack
from .moments import Moment
from .ports import free_port
from .sip_registering import keep_registered
from .sip_stack import PROOF_HEADER, StampedRuntime, address_of_record, stack_config
from .sip_voice import Ear, Mouth

_STACK_S = 15.0  # for what the stack does at once, on a machine that has other things to do
_GOODBYE_S = 1.5

_TOLD_OF_CALLS = {
    Event.CALL_OUTGOING: "outgoing",
    Event.CALL_RINGING: "ringing",
    Event.CALL_PROGRESS: "early",
    Event.CALL_ESTABLISHED: "answered",
    Event.CALL_CLOSED: "closed",
}


class Line:
    """Carries out what the client says, and tells it what the stack sees."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._runtime = StampedRuntime(command_timeout=_STACK_S)
        self._runtime.on_dead = lambda: os._exit(3)  # nothing can be saved: the client starts another process
        self._ua: UserAgent
        self._told: dict[str, Any] = {}
        self._calls: dict[int, Call] = {}
        self._numbers: dict[int, int] = {}  # of the stack's handles
        self._mouths: dict[int, Mouth] = {}
        self._ears: dict[int, Ear] = {}
        self._ended_by_us: set[int] = set()
        self._says: dict[int, bytes] = {}
        self._proofs: dict[str, asyncio.Future[Moment]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        # By the stack's handles: what was told of calls that whoever dials them does not know yet, and whose calls to
        # our own number they are, of which nothing is told.
        self._strays: dict[int, list[tuple[StackEvent, Moment]]] = {}
        self._ours: set[int] = set()
        self._count = 0

    async def run(self) -> None:
        unpacker = Unpacker()
        try:
            while data := await self._reader.read(1 << 16):
                for frame in unpacker.feed(data):
                    if isinstance(frame, ToSay):
                        self._says[frame.number] = frame.pcm
                    elif isinstance(frame, dict):
                        self._begin(self._carry_out(frame))
        finally:
            await self._leave()

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _tell(self, frame: Frame) -> None:
        if not self._writer.is_closing():
            self._writer.write(pack(frame))

    def _news(self, kind: str, at: Moment, **more: Any) -> None:
        self._tell({"news": kind, "at": [at.wall_ns, at.mono_ns], **more})

    # -- what the client says

    async def _carry_out(self, order: dict[str, Any]) -> None:
        number = order["number"]
        try:
            found = await getattr(self, f"_do_{order['do']}")(order) or {}
            self._tell({"re": number, **found})
        except BaresipError as error:
            self._tell({"re": number, "error": str(error), "gone": True})
        except Exception as error:
            self._tell({"re": number, "error": f"{type(error).__name__}: {error}", "gone": False})

    async def _do_start(self, told: dict[str, Any]) -> dict[str, Any]:
        port = told["port"] or free_port(told["interface"])
        await self._runtime.start(stack_config(told, port, told["instance"]))
        self._runtime.subscribe(self._on_event)
        self._ua = await UserAgent.create(self._runtime, address_of_record(told, port))
        self._ua.on_incoming(self._on_incoming)
        self._told, self._count = told, told["calls"]
        if told["registrar"]:
            self._begin(keep_registered(self._ua, told, self._news))
        return {"port": port}

    async def _do_dial(self, order: dict[str, Any]) -> dict[str, Any]:
        call = await self._ua.dial(order["uri"])
        self._know(call, order["call"])
        return {}

    async def _do_answer(self, order: dict[str, Any]) -> None:
        if (call := self._calls.get(order["call"])) is not None:
            await call.answer()

    async def _do_reject(self, order: dict[str, Any]) -> None:
        await self._end(order["call"], busy=True)

    async def _do_hang_up(self, order: dict[str, Any]) -> None:
        await self._end(order["call"])

    async def _end(self, number: int, busy: bool = False) -> None:
        if (call := self._calls.get(number)) is None:
            return
        self._ended_by_us.add(number)
        await (call.reject() if busy else call.hangup())

    async def _do_say(self, order: dict[str, Any]) -> dict[str, Any]:
        call = order["call"]

        def sent(first: int, count: int, at: Moment) -> None:
            self._news("sent", at, call=call, piece=order["piece"], first_sample=first, count=count)

        pcm = self._says.pop(order["number"])
        if (mouth := self._mouths.get(call)) is None:
            return {"first": None, "last": None, "samples": 0}
        first, last, count = await mouth.say(pcm, sent)
        return {"first": _pair(first), "last": _pair(last), "samples": count}

    async def _do_hush(self, order: dict[str, Any]) -> None:
        if (mouth := self._mouths.get(order["call"])) is not None:
            mouth.hush()

    async def _do_press(self, order: dict[str, Any]) -> dict[str, Any]:
        at = Moment.now()
        if (call := self._calls.get(order["call"])) is None:
            return {"at": None}
        await call.send_dtmf(order["digits"])
        return {"at": _pair(at)}

    async def _do_prove(self, order: dict[str, Any]) -> dict[str, Any]:
        """Call our own number; the ring is the proof. No answer to it is told as why there is none."""
        begun = Moment.now()
        token = f"{begun.mono_ns:x}"
        ring = self._proofs[token] = asyncio.get_running_loop().create_future()
        call = await self._ua.dial(order["uri"], headers={PROOF_HEADER: token})
        closed: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def watch(event: StackEvent) -> None:
            if event.event is Event.CALL_CLOSED and not closed.done():
                closed.set_result(event.text or "")

        self._ours.add(call.handle)
        call.on(watch)
        for event, _ in self._strays.pop(call.handle, []):
            watch(event)
        try:
            await asyncio.wait({ring, closed}, timeout=order["within_s"], return_when=asyncio.FIRST_COMPLETED)
            silent = not (ring.done() or closed.done())
            why = "" if ring.done() else "nothing came back" if silent else closed.result()
            rang = ring.result() if ring.done() else None
        finally:
            self._proofs.pop(token, None)
            ring.cancel()
            if not closed.done():
                with contextlib.suppress(BaresipError):
                    await call.hangup()
        return {"begun": _pair(begun), "rang": _pair(rang), "why": why, "silent": silent}

    # -- what the stack sees

    def _on_event(self, event: StackEvent) -> None:
        at = self._runtime.stamp
        if event.event is Event.REGISTER_OK:
            self._news("registered", at)
        elif event.event is Event.REGISTER_FAIL:
            status, _, reason = (event.text or "").partition(" ")
            known = len(status) == 3 and status.isdigit()
            self._news("unregistrable", at, status=int(status) if known else None,
                       reason=reason if known else event.text or "no reason was given")  # fmt: skip
        elif event.call in self._numbers:
            self._tell_of_call(event, at)
        elif event.event in _TOLD_OF_CALLS:
            if event.call not in self._ours:
                self._strays.setdefault(event.call, []).append((event, at))
            elif event.event is Event.CALL_CLOSED:
                self._ours.discard(event.call)

    def _tell_of_call(self, event: StackEvent, at: Moment) -> None:
        number = self._numbers[event.call]
        if event.event is Event.CALL_DTMF_START:
            self._news("dtmf", at, call=number, digit=event.text or "")
        if event.event not in _TOLD_OF_CALLS:
            return
        more: dict[str, Any] = {"call": number, "sip_call_id": event.call_id or ""}
        if event.event is Event.CALL_CLOSED:
            more |= {"text": event.text or "", "by_us": number in self._ended_by_us, "stats": event.stats}
            self._numbers.pop(event.call)
            self._mouths.pop(number).close()
            self._ears.pop(number).close()
            self._ended_by_us.discard(number)
            self._calls.pop(number)
        self._news(_TOLD_OF_CALLS[event.event], at, **more)

    def _on_incoming(self, call: Call) -> None:
        at = self._runtime.stamp
        token = call.headers.get(PROOF_HEADER, "")
        if (ring := self._proofs.get(token)) is not None:
            if not ring.done():
                ring.set_result(at)
            self._ours.add(call.handle)
            self._begin(_refuse(call))
            return
        number = self._know(call)
        self._news("incoming", at, call=number, peer=call.peer or "", sip_call_id=call.call_id or "",
                   headers=call.headers)  # fmt: skip

    def _know(self, call: Call, number: int = 0) -> int:
        """The call's number between us and the client: its own, below zero, for one that it made."""
        if not number:
            self._count += 1
            number = self._count
        self._calls[number], self._numbers[call.handle] = call, number
        self._mouths[number] = Mouth(call)

        def heard(first_sample: int, at: Moment, pcm: bytes, filled: bool) -> None:
            self._tell(Heard(number, first_sample, at.wall_ns, at.mono_ns, filled, pcm))

        ear = self._ears[number] = Ear(call, heard)
        self._begin(ear.run())
        for event, at in self._strays.pop(call.handle, []):
            self._tell_of_call(event, at)
        return number

    async def _leave(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        with contextlib.suppress(BaresipError, TimeoutError):
            async with asyncio.timeout(_GOODBYE_S):
                for number in list(self._calls):
                    with contextlib.suppress(BaresipError):
                        await self._end(number)
                if self._told.get("registrar"):
                    await self._ua.unregister()
        with contextlib.suppress(BaresipError):
            await self._runtime.close()
        self._writer.close()


async def _refuse(call: Call) -> None:
    with contextlib.suppress(BaresipError):
        await call.reject()


def _pair(moment: Moment | None) -> list[int] | None:
    return None if moment is None else [moment.wall_ns, moment.mono_ns]


async def _serve(descriptor: int) -> None:
    reader, writer = await asyncio.open_connection(sock=socket.socket(fileno=descriptor))
    await Line(reader, writer).run()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--fd", type=int, required=True)
    logging.basicConfig(level=logging.CRITICAL)
    # Ctrl-C in a terminal reaches every process of the run; it is the client that says when a line ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asyncio.run(_serve(parser.parse_args().fd))


if __name__ == "__main__":
    main()
