"""Folders of an IMAP session: listed, selected, appended to, and what is new in the selected one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from ..mailboxes import FOLDERS, Folder
from .connection import Connection, No
from .folder_names import decode_name, encode_name
from .lexer import Atom, BadSyntax, Token, text_of

_SETTABLE = r"(\Answered \Flagged \Deleted \Seen \Draft)"


class FolderCommands(Connection):
    """What a logged-in client may do with folders."""

    def _folder_named(self, name: str) -> Folder:
        assert self._user is not None
        folders = self._mailboxes.folders(self._user)
        found = folders.get("INBOX" if name.upper() == "INBOX" else decode_name(name))
        if found is None:
            raise No("[NONEXISTENT] there is no such folder")
        return found

    def _select(self, name: str, *, read_only: bool) -> str:
        self._leave_folder()
        folder = self._folder_named(name)
        self._folder, self._read_only = folder, read_only
        self._view = list(folder.uids)
        self._expunged_seen = folder.expunged
        folder.watchers.add(self._changed)
        self._send(rf"* FLAGS {_SETTABLE}")
        self._send(rf"* OK [PERMANENTFLAGS ({'' if read_only else _SETTABLE[1:-1] + ' ' + chr(92) + '*'})] flags")
        self._send(f"* {len(self._view)} EXISTS")
        self._send("* 0 RECENT")
        unseen = next((n for n, uid in enumerate(self._view, 1) if r"\Seen" not in folder.messages[uid].flags), 0)
        if unseen:
            self._send(f"* OK [UNSEEN {unseen}] the first unseen")
        self._send(f"* OK [UIDVALIDITY {folder.uidvalidity}] UIDs are valid")
        self._send(f"* OK [UIDNEXT {folder.uidnext}] the next UID")
        return "[READ-ONLY] EXAMINE done" if read_only else "[READ-WRITE] SELECT done"

    def _leave_folder(self) -> None:
        if self._folder is not None:
            self._folder.watchers.discard(self._changed)
        self._folder, self._view = None, []

    def _close(self, *, expunge: bool) -> None:
        folder = self._here()
        if expunge and not self._read_only:
            deleted = [uid for uid in folder.uids if r"\Deleted" in folder.messages[uid].flags]
            self._leave_folder()
            folder.remove(deleted)
        self._leave_folder()

    def _list(self, name: str, words: list[str]) -> None:
        pattern = words[-1] if words else ""
        if pattern == "":
            self._send(rf'* {name} (\Noselect) "/" ""')
            return
        assert self._user is not None
        for folder in self._mailboxes.folders(self._user):
            if pattern in ("*", "%") or pattern.upper() == folder.upper():
                use = "" if self._faults.no_special_use else FOLDERS.get(folder, "")
                flags = rf"\HasNoChildren {use}".strip()
                self._send(f'* {name} ({flags}) "/" '.encode() + self._string(encode_name(folder)))

    def _string(self, text: str) -> bytes:
        """A name as the grammar of RFC 3501 lets a server write it: quoted, or as a literal."""
        data = text.encode("ascii")
        return b"{%d}\r\n%b" % (len(data), data) if self._faults.literals else b'"%b"' % data

    def _status(self, name: str, arguments: list[Token]) -> None:
        folder = self._folder_named(name)
        wanted = arguments[1] if len(arguments) > 1 else []
        if not isinstance(wanted, list):
            raise BadSyntax("STATUS needs a list of items")
        values: dict[str, Callable[[], int]] = {
            "MESSAGES": lambda: len(folder.uids),
            "RECENT": lambda: 0,
            "UIDNEXT": lambda: folder.uidnext,
            "UIDVALIDITY": lambda: folder.uidvalidity,
            "UNSEEN": lambda: sum(r"\Seen" not in m.flags for m in folder.messages.values()),
        }
        items = [text_of(item).upper() for item in wanted]
        unknown = [item for item in items if item not in values]
        if unknown:
            raise BadSyntax(f"STATUS {unknown[0]} is not known here")
        told = " ".join(f"{item} {values[item]()}" for item in items)
        self._send(b"* STATUS %b (%b)" % (self._string(encode_name(folder.name)), told.encode()))

    def _append(self, arguments: list[Token]) -> str:
        folder = self._folder_named(text_of(arguments[0]))
        flags = next(([text_of(f) for f in a] for a in arguments[1:-1] if isinstance(a, list)), [])
        last = arguments[-1]
        if isinstance(last, (list, Atom)):
            raise BadSyntax("APPEND ends with the message as a literal")
        message = folder.add(last.value, flags=flags)
        return f"[APPENDUID {folder.uidvalidity} {message.uid}] APPEND done"

    def _here(self) -> Folder:
        assert self._folder is not None
        return self._folder

    # what is new
    def _changed(self) -> None:
        if self._idling:
            self.push()

    def push(self) -> None:
        """Tell the client what was expunged and what is new, as far as it has not been told."""
        folder = self._folder
        if folder is None:
            return
        if folder.expunged != self._expunged_seen:
            self._expunged_seen = folder.expunged
            for n in range(len(self._view), 0, -1):
                if self._view[n - 1] not in folder.messages:
                    del self._view[n - 1]
                    self._send(f"* {n} EXPUNGE")
        self._push_new()

    def _push_new(self) -> None:
        folder = self._folder
        if folder is None:
            return
        last = self._view[-1] if self._view else 0
        new = folder.uids[bisect_right(folder.uids, last) :]
        if new:
            self._view.extend(new)
            self._send(f"* {len(self._view)} EXISTS")
