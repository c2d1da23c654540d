"""Fetches what is new in a folder and hands it in, from a cursor that survives crashes."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from shopper.engine.probe import Clues, Host, Incoming
from shopper.model import Clock, Stamp, TurnKind

from .arrivals import Arrivals
from .charsets import decode
from .message import Mail, read_mail
from .wire import Client

_CHUNK_MESSAGES = 100
_CHUNK_BYTES = 8_000_000
_LARGEST = 25_000_000  # bytes read of one message; the rest of a larger one is attachments
_FEW, _SMALL = 20, 300_000  # messages, and bytes of each, that are fetched without asking for their sizes first
_REMEMBERED = 20_000  # Message-IDs known in this process, so that a mail moved between folders is handed in once
_SECOND_US = 1_000_000
_REBUILT_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is read. state_key: where its cursor is kept. slow: seconds between looks into it, 0 = pushed."""

    name: str
    state_key: str
    slow: float = 0.0


class Handing:
    """Takes new messages of a mailbox to the Host. Belongs to the mailbox's thread, except `add_line`.

    A folder's cursor is [UIDVALIDITY, last UID taken, wall microseconds of that moment]. It is saved only together with
    a message: the host writes those in its own time, and a cursor saved apart could overtake a message and lose it.
    """

    def __init__(self, host: Host, arrivals: Arrivals) -> None:
        self._host = host
        self._arrivals = arrivals
        self._lines: dict[str, str] = {}  # own address -> line
        self._cursors: dict[str, list[int]] = {}  # as far as this process has come
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._listening_from: Stamp | None = None
        self._validity = 0
        self._last = 0
        self._not_before: datetime | None = None

    def add_line(self, line: str, address: str) -> None:
        self._lines.setdefault(address.lower(), line)

    def listening_from(self, moment: Stamp | None) -> None:
        """Where the server is polled: the last look before the next one. None where it pushes."""
        self._listening_from = moment

    def open(self, client: Client, folder: Folder) -> int:
        """Select a folder without changing anything in it, and find the cursor. Returns how many messages it holds.

        A mailbox that is seen for the first time begins at what comes from now on. One whose UIDVALIDITY changed was
        rebuilt, and its numbers mean nothing any more (RFC 3501 §2.3.1.1): it is taken up by date.
        """
        answer: Mapping[bytes, Any] = client.select_folder(folder.name, readonly=True)
        self._validity = int(answer.get(b"UIDVALIDITY", 0))
        self._not_before = None
        cursor = self._cursors.get(folder.state_key) or self._host.get_state(folder.state_key)
        if cursor is None:
            self._last = _highest_uid(client, answer)
            self._host.put_state(folder.state_key, self._cursor(folder))
        elif cursor[0] == self._validity:
            self._last = int(cursor[1])
        else:
            self._not_before = datetime.fromtimestamp(cursor[2] / _SECOND_US, tz=UTC) - _REBUILT_SLACK
            since = (self._not_before - timedelta(days=1)).date()  # SINCE is in the server's zone
            self._last = min(client.search(["SINCE", since]), default=_highest_uid(client, answer) + 1) - 1
        return int(answer.get(b"EXISTS", 0))

    def take_new(self, client: Client, folder: Folder) -> None:
        """Hand in every message behind the cursor, oldest first."""
        if not folder.slow and self._not_before is None and self._take_announced(client, folder):
            return
        # "n:*" always names the last message too, even one below n (RFC 3501 §6.4.8).
        uids = sorted(uid for uid in client.search(["UID", f"{self._last + 1}:*"]) if uid > self._last)
        for chunk in _slices(uids, 1000):
            sizes = client.fetch(chunk, ["RFC822.SIZE", "INTERNALDATE"])
            moments = {uid: self._moment(answer, folder) for uid, answer in sizes.items()}
            if not folder.slow and sizes:
                self._arrivals.settled(max(int(answer.get(b"SEQ", 0)) for answer in sizes.values()))
            for group in _groups({uid: int(a.get(b"RFC822.SIZE", 0)) for uid, a in sizes.items()}):
                bodies = client.fetch(group, [f"BODY.PEEK[]<0.{_LARGEST}>"])
                for uid in group:
                    self._hand_in(
                        uid, _body_of(bodies.get(uid, {})), moments[uid], sizes[uid].get(b"INTERNALDATE"), folder
                    )

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
            int(a.get(b"UID", 0)) <= self._last or int(a.get(b"RFC822.SIZE", _SMALL + 1)) > _SMALL
            for a in answers.values()
        ):
            return False
        moments = {place: self._moment(answer, folder) for place, answer in answers.items()}
        self._arrivals.settled(max(places))
        for place, answer in sorted(answers.items()):
            self._hand_in(int(answer[b"UID"]), _body_of(answer), moments[place], answer.get(b"INTERNALDATE"), folder)
        return True

    def _hand_in(self, uid: int, raw: bytes | None, at: Stamp, dated: datetime | None, folder: Folder) -> None:
        self._last = max(self._last, uid)
        rebuilt = self._not_before is not None and dated is not None and dated < self._not_before
        mail = _read(raw, tuple(self._lines)) if raw and not rebuilt else None
        name = _name(mail, raw) if mail and raw else ""
        if raw is None or mail is None or name in self._seen or self._is_ours(mail):
            self._cursor(folder)
            return
        key = mail.message_id or f"<{hashlib.sha256(raw).hexdigest()[:32]}@no-message-id>"
        evidence = self._host.put_evidence(raw, media_type="message/rfc822", name="received.eml")
        data = {"automatic": mail.why} if mail.why else {}
        if folder.slow:
            data["folder"] = folder.name
        incoming = Incoming(
            visit="",
            line=self._line_of(mail),
            key=key,
            text=mail.text,
            at=at,
            kind=mail.kind,
            sender=mail.sender,
            subject=mail.subject,
            clues=mail.clues,
            evidence=(evidence,),
            data=data,
        )
        self._host.heard(incoming, cursor=(folder.state_key, self._cursor(folder)))
        self._seen[name] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def has_taken(self, folder: Folder, validity: int, last: int) -> bool:
        """Whether everything up to this UID was taken."""
        return self._cursors.get(folder.state_key, [])[:2] == [validity, last]

    def _cursor(self, folder: Folder) -> list[int]:
        cursor = [self._validity, self._last, self._host.stamp().wall_us]
        self._cursors[folder.state_key] = cursor
        return cursor

    def _moment(self, answer: Mapping[bytes, Any], folder: Folder) -> Stamp:
        """When the message was there: the push that announced it, else the server's date, in whole seconds."""
        announced = None if folder.slow else self._arrivals.of(int(answer.get(b"SEQ", 0)))
        if announced is not None and self._listening_from is None:
            return announced
        now = self._host.stamp()
        dated = answer.get(b"INTERNALDATE")
        server_us = int(dated.timestamp()) * _SECOND_US + _SECOND_US // 2 if isinstance(dated, datetime) else None
        if announced is not None and self._listening_from is not None:
            # It came between two looks. The server's date is finer than that, unless its clock contradicts them.
            window = announced.wall_us - self._listening_from.wall_us
            if server_us is None or not -_SECOND_US <= announced.wall_us - server_us <= window + _SECOND_US:
                return Stamp(announced.wall_us - window // 2, None, "", Clock.LOCAL, max(window // 2, 1_000))
        if server_us is None:
            return Stamp(now.wall_us, None, "", Clock.LOCAL, 86_400 * _SECOND_US)
        return Stamp(server_us, None, "", Clock.SERVER, _SECOND_US)

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


def _body_of(answer: Mapping[bytes, Any]) -> bytes | None:
    return next((value for key, value in answer.items() if key.startswith(b"BODY[]")), None)


def _name(mail: Mail, raw: bytes) -> str:
    return f"{mail.message_id} {mail.sender}" if mail.message_id else hashlib.sha256(raw).hexdigest()


def _read(raw: bytes, own: tuple[str, ...]) -> Mail:
    try:
        return read_mail(raw, own)
    except Exception:  # a mail that defeats the standard library still came, and is evidence
        words = decode(raw[:20_000])
        return Mail("", "", "", "", words, TurnKind.MESSAGE, "", Clues(), ())


def _highest_uid(client: Client, answer: Mapping[bytes, Any]) -> int:
    """The UID that the newest message has, or had."""
    if b"UIDNEXT" in answer:
        return int(answer[b"UIDNEXT"]) - 1
    return max(client.search(["UID", "*"]), default=0)  # UIDNEXT is optional in old servers


def _slices(uids: list[int], size: int) -> Iterator[list[int]]:
    for at in range(0, len(uids), size):
        yield uids[at : at + size]


def _groups(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """UIDs in order, in groups that fit into memory."""
    group: list[int] = []
    total = 0
    for uid in sorted(sizes):
        if group and (len(group) >= _CHUNK_MESSAGES or total + sizes[uid] > _CHUNK_BYTES):
            yield group
            group, total = [], 0
        group.append(uid)
        total += sizes[uid]
    if group:
        yield group
