"""Reads what was fetched and hands it in, beside the thread that listens: while a disk is slow, pushes are timed."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from shopper.engine.probe import Clues, Host, Incoming
from shopper.model import Evidence, Stamp, TurnKind

from .charsets import decode
from .folders import Folder
from .known import Known
from .message import Mail, read_mail
from .returned import reasons

_READ = 8_000_000  # bytes of a message that are read for its words; all of it is kept as evidence
_WAITING = 16_000_000  # bytes that may wait; then fetching waits


@dataclass(frozen=True, slots=True)
class Found:
    """A message as fetched. validity, uid: where the folder's cursor stands behind it. size: as the server told it."""

    folder: Folder
    validity: int
    uid: int
    raw: bytes
    size: int
    at: Stamp


class Handing:
    """One mailbox's messages on their way to the Host, in order, in a thread of its own.

    A folder's cursor is [UIDVALIDITY, last UID taken, wall microseconds of that moment, the newest messages]. It is
    saved only together with a message: the host writes those in its own time, and a cursor saved apart could overtake
    a message and lose it. What cannot be handed in (a full disk) stops all that is behind it: `put`, `flush` and
    `check` raise its error until `begin_anew`, and it is fetched again.
    """

    def __init__(self, host: Host, account: str, failed: Callable[[], None]) -> None:
        self.known = Known()
        self._host = host
        self._account = account
        self._failed = failed
        self._lines: dict[str, str] = {}  # own address -> line
        self._changed = threading.Condition()
        self._queue: deque[Found] = deque()
        self._bytes = 0  # that wait or are being handed in
        self._busy = False
        self._error: Exception | None = None
        self._ending = False
        self._thread = threading.Thread(target=self._run, name=f"mail of {account}", daemon=True)

    def add_line(self, line: str, address: str) -> None:
        self._lines.setdefault(address.lower(), line)

    # --- for the thread that fetches

    def start(self) -> None:
        self._thread.start()

    def stop(self, within_s: float) -> None:
        """Hand in what waits, if that is soon done."""
        with self._changed:
            self._ending = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(within_s)

    def put(self, found: Found) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._bytes < _WAITING or self._error or self._ending)
            self._raise()
            self._queue.append(found)
            self._bytes += len(found.raw)
            self._changed.notify_all()

    def flush(self) -> None:
        """Wait until everything that was put is handed in."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._queue or self._busy) or self._ending)
            self._raise()

    def check(self) -> None:
        with self._changed:
            self._raise()

    def begin_anew(self) -> bool:
        """Forget what failed. Returns whether anything had, so that it must be fetched again."""
        with self._changed:
            failed, self._error = self._error is not None, None
        return failed

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    # --- the thread

    def _run(self) -> None:
        while (found := self._next()) is not None:
            try:
                self._hand_in(found)
            except Exception as error:  # told by the thread that fetches, which the engine's faults come from
                with self._changed:
                    self._error = error
                    self._queue.clear()
                    self._bytes = 0
                self._failed()

    def _next(self) -> Found | None:
        with self._changed:
            self._busy = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._queue or self._ending)
            if not self._queue:
                return None
            found = self._queue.popleft()
            self._bytes -= len(found.raw)
            self._busy = True
            return found

    def _hand_in(self, found: Found) -> None:
        raw, folder = found.raw, found.folder
        mail = _read(raw[:_READ], tuple(self._lines))
        if self.known.has(mail, raw) or self._is_ours(mail):
            return
        evidence = self._host.put_evidence(raw, media_type="message/rfc822", name="received.eml")
        incoming = Incoming(
            visit="",
            line=self._line_of(mail),
            key=self.known.add(mail, raw, found.size),
            text=mail.text,
            at=found.at,
            kind=mail.kind,
            sender=mail.sender,
            subject=mail.subject,
            clues=mail.clues,
            evidence=(evidence,),
            data=self._besides(mail, found, evidence),
        )
        cursor = [found.validity, found.uid, self._host.stamp().wall_us, self.known.newest()]
        self._host.heard(incoming, cursor=(folder.state_key, cursor))

    def _besides(self, mail: Mail, found: Found, evidence: Evidence) -> dict[str, Any]:
        """What else is known of a message, for the journal."""
        data: dict[str, Any] = dict(mail.data)
        if mail.kind is TurnKind.BOUNCE:
            data |= reasons(mail, found.raw, self._account)
        if found.folder.aside:
            data["folder"] = found.folder.name
        if found.folder.spam:
            data["spam"] = True
        if evidence.size < found.size:
            data["bytes_left_out"] = found.size - evidence.size
        return data

    def _line_of(self, mail: Mail) -> str:
        for recipient in mail.recipients:
            local, _, domain = recipient.rpartition("@")
            for candidate in (recipient, f"{local.split('+')[0]}@{domain}"):
                if candidate in self._lines:
                    return self._lines[candidate]
        return next(iter(self._lines.values()), "")

    def _is_ours(self, mail: Mail) -> bool:
        """A copy of what we wrote ourselves is not the company's word."""
        return mail.kind is TurnKind.MESSAGE and mail.sender in self._lines


def _read(raw: bytes, own: tuple[str, ...]) -> Mail:
    try:
        return read_mail(raw, own)
    except Exception:  # a mail that defeats the standard library still came, and is evidence
        words = decode(raw[:20_000])
        return Mail("", "", "", "", words, TurnKind.MESSAGE, "", Clues(), ())
