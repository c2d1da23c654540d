"""Brings a wave's reports to those whom config/reports.yaml names, once each.

What cannot be delivered is tried a few times with pauses, then kept, and tried again when the next wave ends or by
`shopper send`; after two weeks it is given up. One process delivers at a time (a lease), so that none goes out twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..engine import wave as waves
from ..engine.clocks import now, to_datetime
from ..errors import LineLeased, OurFault, ShopperError
from ..journal import slots
from ..journal.events import Store
from ..journal.leases import this_process
from ..programme import Programme
from ..settings.models import Settings
from ..words import Words
from . import hooks, letters, outbox, sending
from .outbox import How, Row, State
from .telling import Telling, telling_of

LEASE = "delivery"
PAUSES = (1.0, 4.0)  # seconds between the tries of one go
KEPT_S = 14 * 86_400.0
_STALE_S = 600.0


@dataclass
class Delivered:
    """What a go came to. lines: a sentence each for the person at the keyboard. failed: something did not arrive."""

    lines: list[str] = field(default_factory=list)
    sent: int = 0
    failed: bool = False


class Courier:
    """Delivers the reports of waves. Its methods raise JournalError; what cannot be delivered is told, not raised."""

    def __init__(
        self,
        programme: Programme,
        settings: Settings,
        store: Store,
        state: Path,
        *,
        pauses: Iterable[float] = PAUSES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._programme, self._settings, self._store, self._state = programme, settings, store, state
        self._pauses, self._sleep = tuple(pauses), sleep
        self._telling: dict[str, Telling] = {}
        self._result = Delivered()
        self._words = Words(settings.company.language or "en")

    def after(self, wave: str) -> Delivered:
        """At a wave's end: deliver it, and what earlier ones left waiting."""
        delivery = self._settings.delivery
        if delivery.mail is None and delivery.webhook is None:
            return self._result
        entry = slots.rows(self._store)[wave].entry if wave in slots.rows(self._store) else ""
        mine = self._recipients() if delivery.wants(entry) else []
        with_wave: list[tuple[str, How, str]] = [(wave, how, to) for how, to in mine]
        return self._go(with_wave + [w for w in self._left_waiting() if w not in with_wave])

    def waiting(self) -> Delivered:
        """What earlier goes left waiting, and no more."""
        return self._go(self._left_waiting())

    def send(self, wave: str, to: str = "", *, again: bool = False) -> Delivered:
        """By hand: to everybody whom the config names, or to one address. again: also to those who have it."""
        wanted: list[tuple[How, str]] = [("mail", to)] if to else self._recipients()
        return self._go([(wave, how, one) for how, one in wanted], again=again, by_hand=True)

    def dry_run(self, wave: str, to: str = "") -> list[Path]:
        """Write what would go out, and send nothing: NAME.eml for each recipient, webhook.json; the files."""
        folder = self._state / "out" / wave / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        telling, delivery, written = self._told(wave), self._settings.delivery, []
        for address in (to,) if to else delivery.mail.to if delivery.mail else ():
            if delivery.mail is not None:
                letter = letters.compose(
                    telling.letter, address, delivery.mail, telling.scorecard, revision=0, at=self._local_now()
                )
                path = folder / f"{address.replace('/', '_')}.eml"
                path.write_bytes(letter.as_bytes(policy=letter.policy.clone(linesep="\r\n")))
                written.append(path)
        if delivery.webhook is not None and not to:
            path = folder / "webhook.json"
            path.write_text(telling.hook_json(), encoding="utf-8")
            written.append(path)
        return written

    # -- what is to be delivered -------------------------------------------------------------------------------------
    def _recipients(self) -> list[tuple[How, str]]:
        delivery = self._settings.delivery
        found: list[tuple[How, str]] = [("mail", to) for to in (delivery.mail.to if delivery.mail else ())]
        return [*found, ("webhook", delivery.webhook.name)] if delivery.webhook else found

    def _left_waiting(self) -> list[tuple[str, How, str]]:
        """What waits since earlier, but for what is too old by now, or for somebody whom the
        config does not name: such a one is written to by hand alone."""
        known, at, found = self._recipients(), now(""), []
        for row in outbox.rows(self._store):
            if row.state is State.SENDING:
                found.append((row.wave, row.how, row.to))
            elif row.open and (at.wall_us - row.first_us) / 1e6 > KEPT_S:
                outbox.put(self._store, replace(row, state=State.GIVEN_UP), at)
                self._fail(f"reports of {row.wave}: given up for {row.to} after two weeks: {row.why}")
            elif row.open and (row.how, row.to) in known:
                found.append((row.wave, row.how, row.to))
            elif row.open:
                outbox.put(self._store, replace(row, state=State.GIVEN_UP), at)
        return found

    # -- delivering --------------------------------------------------------------------------------------------------
    def _go(self, wanted: list[tuple[str, How, str]], *, again: bool = False, by_hand: bool = False) -> Delivered:
        if not wanted:
            return self._result
        try:
            self._store.lease(LEASE, this_process(), stale_after_s=_STALE_S)
        except LineLeased as error:
            self._result.lines.append(f"the reports are being sent by another process just now ({error})")
            return self._result
        try:
            for wave, how, to in wanted:
                self._one(wave, how, to, again=again, by_hand=by_hand)
        finally:
            self._store.release(LEASE, this_process())
        return self._result

    def _one(self, wave: str, how: How, to: str, *, again: bool, by_hand: bool) -> None:
        row = outbox.row_of(self._store, wave, how, to) or Row(wave, how, to)
        if row.state is State.SENDING:
            if how == "mail":  # whoever sent it died over it; a webhook is posted again, with the same key
                why = "the process that sent it ended before the server's answer"
                row = outbox.put(self._store, replace(row, state=State.UNKNOWN, why=why), now(""))
            else:
                row = replace(row, state=State.WAITING)
        if again and row.state in (State.SENT, State.UNKNOWN):
            row = replace(row, state=State.WAITING, revision=row.revision + 1, tries=0, first_us=0)
        if row.state is State.SENT:
            if by_hand:
                at = to_datetime(row.at_us).astimezone(ZoneInfo(self._settings.company.zone))
                since = f"{at:%Y-%m-%d %H:%M}"
                self._result.lines.append(self._words("reports_had", wave=wave, to=to, at=since))
            return
        if row.state is State.UNKNOWN:
            self._fail(
                f"reports of {wave}: it is not known whether {to} has them ({row.why}). If not: "
                f"shopper send {wave} --to {to} --again"
            )
            return
        self._try(replace(row, state=State.WAITING))

    def _try(self, row: Row) -> None:
        """Deliver one, in a few tries; the row tells at every moment what is known of it."""
        fault: OurFault | None = None
        for n in range(len(self._pauses) + 1):
            if n:
                pause = self._pauses[n - 1]
                self._sleep(max(pause, fault.after_s if isinstance(fault, sending.NotDelivered) else 0.0))
            try:
                self._store.lease(LEASE, this_process(), stale_after_s=_STALE_S)
                message = self._hand_over(row)
            except OurFault as error:
                fault = error
                if isinstance(error, sending.NotDelivered) and error.soon:
                    continue
                break
            except ShopperError as error:  # a template of the owner's that fails, and the like
                fault = OurFault(str(error))
                break
            else:
                outbox.put(self._store, replace(row, state=State.SENT, why=""), now(""), message=message)
                self._result.sent += 1
                self._result.lines.append(self._words("reports_sent", wave=row.wave, to=row.to))
                return
        in_doubt = isinstance(fault, sending.NotDelivered) and fault.doubt
        state = State.UNKNOWN if in_doubt else State.WAITING
        outbox.put(self._store, replace(row, state=state, why=str(fault), tries=row.tries + 1), now(""))
        then = f"If they did not arrive: shopper send {row.wave} --to {row.to} --again"
        if not in_doubt:
            then = f"They are kept, and tried again when the next wave ends, or by: shopper send {row.wave}"
        self._fail(f"reports of {row.wave} did not reach {row.to}: {fault} {then}")

    def _hand_over(self, row: Row) -> str:
        """One try. Returns the message's id. Raises OurFault and ShopperError."""
        telling, delivery = self._told(row.wave), self._settings.delivery

        def attempting() -> None:
            outbox.put(self._store, replace(row, state=State.SENDING), now(""))

        if row.how == "webhook":
            if delivery.webhook is None:
                raise sending.NotDelivered("config/reports.yaml names no webhook any more.")
            key = telling.key(row.revision)
            attempting()
            hooks.post(delivery.webhook, telling.hook, key)
            return key
        if delivery.mail is None:
            raise sending.NotDelivered("config/reports.yaml says no mail server (mail:), so nothing can be mailed.")
        letter = letters.compose(
            telling.letter, row.to, delivery.mail, telling.scorecard, revision=row.revision, at=self._local_now()
        )
        sending.send(letter, row.to, delivery.mail, attempting)
        return str(letter["Message-ID"])

    def _told(self, wave: str) -> Telling:
        if wave not in self._telling:
            self._telling[wave] = telling_of(self._programme, self._settings, self._store, self._state, wave)
        return self._telling[wave]

    def _local_now(self) -> datetime:
        return to_datetime(now("").wall_us).astimezone(ZoneInfo(self._settings.company.zone))

    def _fail(self, line: str) -> None:
        self._result.lines.append(line)
        self._result.failed = True


def is_over(store: Store, wave: str) -> bool:
    """Whether a wave has ended, so that its reports say all there is to say."""
    return not waves.unfinished(store, wave)
