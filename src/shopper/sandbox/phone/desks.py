"""The company's telephone: its numbers on an exchange of its own, who answers there, and calls that customers ordered.

It is one of the office's outlets: an ordered call is a reply that is due, and so outlives a killed sandbox.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import uuid
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from ..desk import Rule
from ..log import SandboxLog
from ..office import Office
from ..storage import Storage
from ..tongues import tongue_of
from ..wires import now
from .call_log import CallLog
from .conversation import Conversation
from .exchange import Exchange, Passed
from .faults import PhoneFaults
from .lines import Lines
from .numbers import digits_of
from .script import Order, PhoneDesk
from .tones import make_sounds

if TYPE_CHECKING:
    from ...telephony import Call, LineEvent, SipLine

_LOG = logging.getLogger(__name__)
_CUSTOMERS_PASSWORD = "sandbox"
_ANSWERED_S = 10.0
_SEEN_S = 5.0
_REMEMBERED = 500
_RTP_PORTS = (13000, 13999)  # beside those of customers' lines
Body = dict[str, Any]
At = tuple[int, int]


class PhoneDesks:
    """All numbers of the script. lines: what is said; ready before the telephone is open."""

    def __init__(self, office: Office, storage: Storage, log: SandboxLog, faults: PhoneFaults) -> None:
        self.lines = Lines(office.staff.folder)
        self._office = office
        self._storage = storage
        self._log = log
        self._staff = office.staff
        self._users = {number: "+" + digits_of(number) for number in self._staff.phone}
        self._secret = secrets.token_hex(8)
        customers = self._staff.phone_customers
        passwords = dict.fromkeys(customers, _CUSTOMERS_PASSWORD) | dict.fromkeys(self._users.values(), self._secret)
        numbers = {customer.number: user for user, customer in customers.items()}
        numbers |= dict(self._users.items())
        self.exchange = Exchange(self._staff.domain, passwords, numbers, faults, self._passed)
        self.exchange.refusing = {
            self._users[number]: (603, "Decline")
            for number, desk in self._staff.phone.items()
            if desk.refuses == "declined"
        }
        self._sip: dict[str, SipLine] = {}
        self._logs: dict[str, CallLog] = {}
        self._talks: dict[tuple[str, int], Conversation] = {}
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._dialling: dict[str, tuple[str, asyncio.Future[CallLog]]] = {}
        self._turns = {number: asyncio.Lock() for number in self._users}
        self._orders: Counter[str] = Counter()

    async def open(self, opening: AsyncExitStack, port: int = 0) -> None:
        """The exchange, and a line for each number that answers or calls. Raises OSError, and LineFault for a line
        that does not come up."""
        from ...telephony import SipAccount, SipLine  # an extra

        try:
            await self.exchange.listen(port)
        except OSError:
            await self.exchange.listen(0)
        opening.callback(self.exchange.close)
        opening.push_async_callback(self._aclose)
        server = "{}:{}".format(*self.exchange.address)
        for number, desk in self._staff.phone.items():
            account = SipAccount(
                user=self._users[number], domain=self._staff.domain, password=self._secret, registrar=server,
                interface="127.0.0.1", early_media=bool(desk.early), max_calls=16, rtp_ports=_RTP_PORTS,
            )  # fmt: skip
            self._sip[number] = SipLine(account, self._listener(number))
            opening.push_async_callback(self._sip[number].aclose)
        await asyncio.gather(asyncio.to_thread(make_sounds), *(line.start() for line in self._sip.values()))

    @property
    def calls(self) -> int:
        """How many calls there are now."""
        return len(self._running) + len(self._tasks)

    async def _aclose(self) -> None:
        for task in (*self._running.values(), *self._tasks):
            task.cancel()
        await asyncio.gather(*self._running.values(), *self._tasks, return_exceptions=True)

    # what the exchange sees
    def _passed(self, message: Passed) -> None:
        log = self._logs.get(message.call)
        if log is None and message.what == "INVITE":
            log = self._new_log(message)
        if log is not None:
            log.passed(message)
            self._office.touched()

    def _new_log(self, invite: Passed) -> CallLog | None:
        caller, called = (
            next((number for number, own in self._users.items() if own == self.exchange.user_of(user)), None)
            for user in (invite.caller, invite.called)
        )
        if caller is None and called is None:
            return None  # a customer proves that their line is up
        if caller is not None:
            order, seen = self._dialling.pop(caller, (invite.call, None))
            log = CallLog(self._log, "callback", order, invite.call, True)
            if seen is not None and not seen.done():
                seen.set_result(log)
        else:
            log = CallLog(self._log, str(called), invite.call, invite.call, False)
        while len(self._logs) >= _REMEMBERED:
            del self._logs[next(iter(self._logs))]
        self._logs[invite.call] = log
        return log

    # calls that come in
    def _listener(self, number: str) -> Any:
        def hear(event: LineEvent) -> None:
            from ...telephony import Closed, Dtmf, Incoming

            if isinstance(event, Incoming):
                self._run(number, event.call, self._take(number, event.call))
            elif isinstance(event, Dtmf) and (talk := self._talks.get((number, event.call.id))):
                talk.press(event)
            elif isinstance(event, Closed) and (task := self._running.get((number, event.call.id))):
                task.cancel()

        return hear

    def _run(self, number: str, call: Call, work: Coroutine[Any, Any, None]) -> None:
        key = (number, call.id)
        task = asyncio.get_running_loop().create_task(work)
        self._running[key] = task

        def ended(task: asyncio.Task[None]) -> None:
            self._running.pop(key, None)
            self._talks.pop(key, None)
            if not task.cancelled() and task.exception() is not None:
                _LOG.error("a call of %s broke off", number, exc_info=task.exception())

        task.add_done_callback(ended)

    async def _take(self, number: str, call: Call) -> None:
        desk = self._staff.phone[number]
        customer = self._staff.phone_customers.get(self.exchange.user_of(call.number))
        log = self._logs.get(call.sip_call_id)
        if log is None:
            _LOG.warning("a call to %s did not come by the exchange", number)
            await call.hang_up()
            return
        talk = self._conversation(number, call, desk, log, customer.language if customer else "en")
        await asyncio.to_thread(talk.prepare, (*desk.early, *desk.call))
        if desk.early:
            await talk.play(desk.early)
        await asyncio.sleep(desk.answers_after)
        if desk.refuses == "never":
            await call.wait_closed()
        elif desk.refuses:
            await call.reject()
        else:
            await call.answer()
            if await call.wait_answered(_ANSWERED_S):
                await talk.play(desk.call)
            await call.hang_up()

    def _conversation(
        self, number: str, call: Call, desk: PhoneDesk, log: CallLog, language: str, question: str = ""
    ) -> Conversation:
        talk = Conversation(call, desk, self._staff, self.lines, log, language=language, question=question)
        self._talks[(number, call.id)] = talk
        return talk

    # calls that are ordered
    def order(self, name: str, phone: str, question: str, at: At, *, language: str = "en", time: str = "") -> str:
        """Somebody wants to be called; the order's id. time: when, in their words, which nobody here minds."""
        id_ = uuid.uuid4().hex[:12]
        who = digits_of(phone)
        self._orders[who] += 1
        self._log.add(
            "in",
            "callback",
            id_,
            id_,
            text=question,
            sender=name,
            kind="order",
            at=at,
            phone=phone,
            name=name,
            time=time,
        )
        language = tongue_of(question, language)
        for n, order in enumerate(self._staff.callback):
            if Rule(words=order.words).spoken(question) and (not order.nth or self._orders[who] in order.nth):
                if not order.never:
                    body = {
                        "outlet": "phone", "channel": "callback", "conversation": id_, "order": n, "phone": phone,
                        "question": question, "language": language, "name": name,
                    }  # fmt: skip
                    self._office.say_later(f"callback/{id_}", at[0] + int(order.after * 1e6), body)
                break
        return id_

    # the office's outlet
    def deliver(self, key: str, body: Body) -> None:
        """Make an ordered call now; or take an order that staff of another desk passed on."""
        self._storage.forget_due(key)
        if "order" not in body:
            at = now()
            about = body.get("about") or {}
            self.order(
                str(about.get("name", "")), body["contact"], body["text"], at, language=body.get("language", "en")
            )
            return
        task = asyncio.get_running_loop().create_task(self._call_back(body))
        self._tasks.add(task)
        task.add_done_callback(self._called_back)

    def typing(self, body: Body) -> None:
        """Nobody types on a telephone."""

    def _called_back(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _LOG.error("an ordered call could not be made", exc_info=task.exception())

    async def _call_back(self, body: Body) -> None:
        order = self._staff.callback[body["order"]]
        number = order.calls_from or next(iter(self._staff.phone))
        async with self._turns[number]:  # so that the exchange's first sight of the call is known to be of this order
            seen: asyncio.Future[CallLog] = asyncio.get_running_loop().create_future()
            self._dialling[number] = body["conversation"], seen
            to = f"sip:{digits_of(body['phone'])}@{self._staff.domain}"
            call = await self._sip[number].dial(to, ring_s=order.rings_for)
            try:
                log = await asyncio.wait_for(seen, _SEEN_S)
            except TimeoutError:
                _LOG.warning("the exchange does not see the call to %s", body["phone"])
                await call.hang_up()
                return
            finally:
                self._dialling.pop(number, None)
        self._run(number, call, self._speak(number, call, log, order, body))

    async def _speak(self, number: str, call: Call, log: CallLog, order: Order, body: Body) -> None:
        desk = self._staff.phone[number]
        talk = self._conversation(number, call, desk, log, body["language"], body["question"])
        await asyncio.to_thread(talk.prepare, order.call)
        if not await call.wait_answered():
            return
        await talk.play(order.call)
        await call.hang_up()
