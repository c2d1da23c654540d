"""Fetches the texts of messages: small ones together, large ones in pieces, and never without a bound."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from .wire import Client

_log = logging.getLogger(__name__)
PIECE = 4_000_000  # bytes asked for at once
KEPT = 64_000_000  # bytes of one message that are kept; providers take less than that
_TOGETHER = 100  # messages fetched at once, as long as they fit into two pieces
_TRIES = 2  # before a message that breaks the connection is fetched alone, then by its head, then left


class Bodies:
    """Belongs to a mailbox's thread, and outlives its connections: it remembers what broke them."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, int], int] = {}

    def of(self, client: Client, folder: str, sizes: Mapping[int, int]) -> Iterator[tuple[int, bytes | None]]:
        """(UID, its bytes) in order; None for one that is gone, or that the server does not give out. A message that
        cannot be read keeps nobody from those behind it. Raises IMAPClientError or OSError for a lost connection."""
        for group in _groups(sizes):
            tried = self._failures.get((folder, group[0]), 0)
            if len(group) > 1 and tried >= _TRIES:
                for uid in group:
                    yield uid, self._one(client, folder, uid)
                continue
            if len(group) == 1:
                yield group[0], self._one(client, folder, group[0])
                continue
            self._failures[folder, group[0]] = tried + 1
            try:
                answers = client.fetch(group, [f"BODY.PEEK[]<0.{PIECE}>"])
            except IMAPClientAbortError:
                raise
            except IMAPClientError:  # the server says no to one of them, and does not say to which
                for uid in group:
                    yield uid, self._one(client, folder, uid)
                continue
            del self._failures[folder, group[0]]
            for uid in group:
                body = body_of(answers.get(uid, {}))
                # Longer than the server said it was.
                yield uid, self._one(client, folder, uid) if body is not None and len(body) >= PIECE else body

    def _one(self, client: Client, folder: str, uid: int) -> bytes | None:
        tried = self._failures.get((folder, uid), 0)
        self._failures[folder, uid] = tried + 1
        try:
            if tried < 2 * _TRIES:
                body = _in_pieces(client, uid)
            elif tried <= 3 * _TRIES:  # what its head says is better than nothing
                body = _value(client.fetch([uid], ["BODY.PEEK[HEADER]"]).get(uid, {}), b"BODY[HEADER]")
            else:
                body = None
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            if tried < 3 * _TRIES:  # it may pass: the connection is made anew, and the message asked for again
                raise
            _log.warning("a message (UID %d in %s) cannot be read: %s", uid, folder, error)
            body = None
        del self._failures[folder, uid]
        return body


def body_of(answer: Mapping[bytes, Any]) -> bytes | None:
    """The text in a FETCH answer, however the server names it; None where there is none."""
    return _value(answer, b"BODY[]")


def _value(answer: Mapping[bytes, Any], name: bytes) -> bytes | None:
    found = next((value for key, value in answer.items() if key.startswith(name)), None)
    if isinstance(found, int):  # a text of digits only, sent without quotes, is read as a number
        return str(found).encode()
    return found if isinstance(found, bytes) else None


def _in_pieces(client: Client, uid: int) -> bytes | None:
    whole = bytearray()
    while len(whole) < KEPT:
        answer: Mapping[bytes, Any] = client.fetch([uid], [f"BODY.PEEK[]<{len(whole)}.{PIECE}>"]).get(uid, {})
        piece = body_of(answer)
        if piece is None:
            return bytes(whole) or None
        whole += piece
        if len(piece) != PIECE:  # the last one, or all of it from a server that knows no pieces
            break
    return bytes(whole)


def _groups(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """UIDs in order, in groups that fit into memory."""
    group: list[int] = []
    total = 0
    for uid in sorted(sizes):
        if group and (len(group) >= _TOGETHER or total + sizes[uid] > 2 * PIECE or sizes[uid] >= PIECE):
            yield group
            group, total = [], 0
        group.append(uid)
        total += sizes[uid]
        if sizes[uid] >= PIECE:
            yield group
            group, total = [], 0
    if group:
        yield group
