"""After a crash: whether a message went out, as far as the mailbox can tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from imapclient.exceptions import IMAPClientError
from imapclient.imapclient import SENT

from shopper.model import Clock, Stamp

from .arrivals import Arrivals
from .rhythm import Rhythm
from .security import Access
from .wire import Client

_SECOND_US = 1_000_000
# A reply proves that the message went out, but only that it was before the reply.
_SOME_TIME_BEFORE_US = 86_400 * _SECOND_US


def find_sent(access: Access, message_id: str, stamp: Callable[[], Stamp], rhythm: Rhythm) -> Stamp | None:
    """When the message with this Message-ID went out, by a copy of it or by a reply to it; None if nothing shows it.

    Providers that keep what was submitted (in the \\Sent folder of RFC 6154) give the second; a reply gives only an
    upper bound, and the stamp's accuracy says so. Raises OurFault, OSError or IMAPClientError.
    """
    client = Client(access, connect_s=rhythm.connect, read_s=rhythm.read, stamp=stamp, arrivals=Arrivals())
    try:
        folders = [name for name in (client.find_special_folder(SENT), "INBOX") if name]
        for folder in folders:
            try:
                client.select_folder(folder, readonly=True)
            except IMAPClientError:
                continue
            copies = client.search(["HEADER", "Message-ID", message_id])
            if copies and (at := _earliest(client, copies, _SECOND_US)):
                return at
        replies = client.search(["OR", "HEADER", "In-Reply-To", message_id, "HEADER", "References", message_id])
        return _earliest(client, replies, _SOME_TIME_BEFORE_US) if replies else None
    finally:
        client.leave()


def _earliest(client: Client, uids: list[int], accuracy_us: int) -> Stamp | None:
    dates = [a.get(b"INTERNALDATE") for a in client.fetch(uids[:100], ["INTERNALDATE"]).values()]
    known = [d for d in dates if isinstance(d, datetime)]
    if not known:
        return None
    return Stamp(int(min(known).timestamp()) * _SECOND_US + _SECOND_US // 2, None, "", Clock.SERVER, accuracy_us)
