"""Fetches what is new in a folder, from a cursor that survives crashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from shopper.engine.probe import Host
from shopper.model import Stamp

from .arrivals import Arrivals
from .bodies import Bodies, body_of
from .folders import Folder
from .handing import Found, Handing
from .message import read_mail
from .moments import dated, moment_of
from .wire import Client

_FEW, _SMALL = 20, 300_000  # messages, and bytes of each, that are fetched without asking for their sizes first
_SECOND_US = 1_000_000
_REBUILT_SLACK = timedelta(minutes=2)
_MOVED_SLACK = timedelta(days=1)  # what was delivered that long before we began to look was moved, not sent
_ID = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"


class Fetching:
    """Takes new messages of a mailbox to its Handing. Belongs to the mailbox's thread.

    How far it has come in each folder is [UIDVALIDITY, last UID, wall microseconds]; see Handing for the cursor saved.
    """

    def __init__(self, host: Host, arrivals: Arrivals, handing: Handing) -> None:
        self._host = host
        self._arrivals = arrivals
        self._handing = handing
        self._cursors: dict[str, list[Any]] = {}
        self._bodies = Bodies()
        self._listening_from: Stamp | None = None
        self._validity = 0
        self._last = 0
        self._since_us = 0  # when this folder was last known to hold nothing new
        self._not_before: datetime | None = None

    def begin_anew(self) -> None:
        """A connection begins. What could not be handed in is fetched again, from the cursors that were saved."""
        if self._handing.begin_anew():
            self._cursors.clear()

    def listening_from(self, moment: Stamp | None) -> None:
        """Where the server is polled: the last look before the next one. None where it pushes."""
        self._listening_from = moment

    # --- cursors

    def begin_at(self, folder: Folder, validity: int, uidnext: int) -> None:
        """What lies in this folder now is old, unless its cursor says otherwise."""
        if self._cursor_of(folder) is None:
            self._put_cursor(folder, [validity, uidnext - 1, self._host.stamp().wall_us])

    def begin_by_date(self, folder: Folder, since_us: int) -> None:
        """A folder that was made while we looked: what was delivered since then (UTC µs) is new in it."""
        if self._cursor_of(folder) is None:
            self._put_cursor(folder, [-1, 0, since_us])

    def has_taken(self, folder: Folder, validity: int, last: int) -> bool:
        """Whether everything up to this UID was taken."""
        return (self._cursor_of(folder) or [])[:2] == [validity, last]

    def _cursor_of(self, folder: Folder) -> list[Any] | None:
        if folder.state_key not in self._cursors:
            saved = self._host.get_state(folder.state_key)
            if saved is None:
                return None
            self._handing.known.restore(saved[3] if len(saved) > 3 else ())
            self._cursors[folder.state_key] = saved
        return self._cursors[folder.state_key]

    def _put_cursor(self, folder: Folder, cursor: list[Any]) -> None:
        self._cursors[folder.state_key] = cursor
        self._host.put_state(folder.state_key, cursor)

    def _cursor(self, folder: Folder) -> list[Any]:
        cursor = [self._validity, self._last, self._host.stamp().wall_us]
        self._cursors[folder.state_key] = cursor
        return cursor

    def open(self, client: Client, folder: Folder) -> int:
        """Select a folder without changing anything in it, and find the cursor. Returns how many messages it holds.

        A mailbox that is seen for the first time begins at what comes from now on. One whose UIDVALIDITY changed was
        rebuilt, and its numbers mean nothing any more (RFC 3501 §2.3.1.1): it is taken up by date.
        """
        answer: Mapping[bytes, Any] = client.select_folder(folder.name, readonly=True)
        self._validity = int(answer.get(b"UIDVALIDITY", 0))
        self._not_before = None
        cursor = self._cursor_of(folder)
        if cursor is None:
            self._last = _highest_uid(client, answer)
            self._put_cursor(folder, self._cursor(folder))
        elif cursor[0] == self._validity:
            self._last = int(cursor[1])
        else:
            self._not_before = _date(cursor[2]) - _REBUILT_SLACK
            since = (self._not_before - timedelta(days=1)).date()  # SINCE is in the server's zone
            self._last = min(client.search(["SINCE", since]), default=_highest_uid(client, answer) + 1) - 1
        self._since_us = int(self._cursors[folder.state_key][2])
        return int(answer.get(b"EXISTS", 0))

    # --- messages

    def take_new(self, client: Client, folder: Folder, *, delivered_since: int = 0, up_to: int = 0) -> None:
        """Hand in every message behind the cursor, oldest first.

        delivered_since: UTC µs; in a folder aside, what was delivered long before that has only been moved there.
        up_to: a UID; what is not there any more by then is taken too, so that nobody looks for it again."""
        if not folder.aside and self._not_before is None and self._take_announced(client, folder):
            return
        oldest = _date(delivered_since) - _MOVED_SLACK if folder.aside and delivered_since else None
        # "n:*" always names the last message too, even one below n (RFC 3501 §6.4.8).
        uids = sorted(uid for uid in client.search(["UID", f"{self._last + 1}:*"]) if uid > self._last)
        for chunk in _slices(uids, 1000):
            heads = client.fetch(chunk, ["RFC822.SIZE", "INTERNALDATE", *([_ID] if folder.aside else [])])
            moments = {uid: self._moment(head, folder) for uid, head in heads.items()}
            if not folder.aside and heads:
                self._arrivals.settled(max(int(head.get(b"SEQ", 0)) for head in heads.values()))
            wanted = {u: _size(head) for u, head in heads.items() if self._is_new(head, folder, oldest)}
            for uid, raw in self._bodies.of(client, folder.name, wanted):
                if raw is not None:
                    self._hand_in(uid, raw, wanted[uid], moments[uid], folder)
            # What was left out is taken too; behind the last message of the chunk nothing waits.
            self._last = max(self._last, chunk[-1])
        self._last = max(self._last, up_to)
        self._cursor(folder)

    def _take_announced(self, client: Client, folder: Folder) -> bool:
        """Take a few announced messages in one round trip, by their places: while commands are answered, no push is
        timed. False where there are none or many, or the server's answer is not what it announced."""
        places = self._arrivals.untaken()
        if not 0 < len(places) <= _FEW:
            return False
        client.use_uid = False
        try:
            answers = client.fetch(places, ["UID", "RFC822.SIZE", "INTERNALDATE", f"BODY.PEEK[]<0.{_SMALL}>"])
        finally:
            client.use_uid = True
        if len(answers) != len(places) or any(
            int(a.get(b"UID", 0)) <= self._last or _size(a, _SMALL + 1) > _SMALL or body_of(a) is None
            for a in answers.values()
        ):
            return False
        moments = {place: self._moment(answer, folder) for place, answer in answers.items()}
        self._arrivals.settled(max(places))
        for place, answer in sorted(answers.items()):
            uid, raw = int(answer[b"UID"]), body_of(answer) or b""
            self._hand_in(uid, raw, _size(answer), moments[place], folder)
        return True

    def _hand_in(self, uid: int, raw: bytes, size: int, at: Stamp, folder: Folder) -> None:
        self._handing.put(Found(folder, self._validity, uid, raw, size, at))
        self._last = max(self._last, uid)
        self._cursor(folder)

    def _is_new(self, head: Mapping[bytes, Any], folder: Folder, oldest: datetime | None) -> bool:
        delivered = dated(head)
        for limit in (self._not_before, oldest):
            if limit is not None and delivered is not None and delivered < limit:
                return False
        if not folder.aside:
            return True
        named = next((value for key, value in head.items() if key.startswith(b"BODY[HEADER")), None)
        name = read_mail(named).message_id if isinstance(named, bytes) else ""
        return not self._handing.known.looks_known(name, _size(head))

    def _moment(self, head: Mapping[bytes, Any], folder: Folder) -> Stamp:
        announced = None if folder.aside else self._arrivals.of(int(head.get(b"SEQ", 0)))
        listening_from = self._listening_from
        if announced is not None and listening_from is None:
            return announced
        if announced is not None and listening_from is not None:
            return moment_of(head, listening_from.wall_us, announced.wall_us, slack_us=_SECOND_US)
        return moment_of(head, self._since_us, self._host.stamp().wall_us)


def _size(head: Mapping[bytes, Any], otherwise: int = 0) -> int:
    return int(head.get(b"RFC822.SIZE", otherwise))


def _date(wall_us: int) -> datetime:
    return datetime.fromtimestamp(wall_us / _SECOND_US, tz=UTC)


def _highest_uid(client: Client, answer: Mapping[bytes, Any]) -> int:
    """The UID that the newest message has, or had."""
    if b"UIDNEXT" in answer:
        return int(answer[b"UIDNEXT"]) - 1
    return max(client.search(["UID", "*"]), default=0)  # UIDNEXT is optional in old servers


def _slices(uids: list[int], size: int) -> Iterator[list[int]]:
    for at in range(0, len(uids), size):
        yield uids[at : at + size]
