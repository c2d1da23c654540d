"""Which folders of a mailbox a reply may have been sorted into.

Their uses are told by RFC 6154; where a server does not tell them, by the names that providers give.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 30  # folders looked into beside the inbox


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is read. state_key: where its cursor is kept. aside: it is not the inbox: what is found there was
    sorted there, and is looked for from time to time. spam: it is the one for unwanted mail."""

    name: str
    state_key: str
    aside: bool = False
    spam: bool = False


_SPAM = frozenset({
    "spam", "junk", "junk e-mail", "junk email", "junk mail", "junkmail", "bulk", "bulk mail", "bulkmail", "unwanted",
    "спам", "небажана пошта", "небажані", "небажане", "підозрілі",
    "нежелательная почта", "нежелательные", "сомнительные",
    "рассылки и спам", "niechciane", "wiadomości-śmieci", "wiadomości śmieci", "poczta śmieci", "śmieci", "spamowe",
    "poczta niechciana", "podejrzane",
})  # fmt: skip
_OUR_OWN = frozenset({
    "sent", "sent items", "sent messages", "sent mail", "sent-mail", "drafts", "draft", "outbox", "templates", "notes",
    "надіслані", "надіслане", "відправлені", "надіслані елементи", "чернетки", "вихідні", "шаблони",
    "отправленные", "отправленное", "черновики", "исходящие", "шаблоны",
    "wysłane", "elementy wysłane", "wysłane wiadomości", "robocze", "kopie robocze", "wersje robocze", "szkice",
    "skrzynka nadawcza", "szablony",
})  # fmt: skip
_OUR_OWN_USES = frozenset({"\\sent", "\\drafts"})
# Gmail's \Flagged and \Important show what lies elsewhere too.
_NO_PLACE = frozenset({"\\noselect", "\\nonexistent", "\\flagged", "\\important"})
_FIRST = ("\\junk", "\\all", "\\archive", "\\trash")

Listed = tuple[Iterable[bytes], bytes | None, str]  # flags, delimiter, name, as IMAPClient lists them


def folders_aside(listing: Iterable[Listed], state_key: str) -> list[Folder]:
    """The folders to look into, those first where a filter most often hides a reply; at most MOST.

    state_key: what the keys of their cursors begin with. A name counts only where the server tells no use of any.
    """
    found: list[tuple[int, str, Folder]] = []
    for raw_flags, delimiter, name in listing:
        flags = {flag.decode("ascii", "replace").lower() for flag in raw_flags}
        mark = delimiter.decode("ascii", "replace") if delimiter else ""
        last = (name.rsplit(mark, 1)[-1] if mark else name).strip().casefold()
        if name.upper() == "INBOX" or flags & (_NO_PLACE | _OUR_OWN_USES):
            continue
        uses = [use for use in _FIRST if use in flags]
        if not uses and last in _OUR_OWN:
            continue
        spam = "\\junk" in flags or (not uses and last in _SPAM)
        rank = 0 if spam else _FIRST.index(uses[0]) if uses else len(_FIRST)
        found.append((rank, name, Folder(name, f"{state_key}{name}", aside=True, spam=spam)))
    return [folder for _, _, folder in sorted(found, key=lambda f: f[:2])[:MOST]]
