"""One IMAP connection: reads commands, answers them, pushes what is new."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import ssl
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from ..faults import ImapFaults
from ..mailboxes import FOLDERS, Folder, Mailboxes, Message
from ..smtp import PASSWORD
from .fetch import answer_items, flags_of, parse_items
from .lexer import LITERAL, Atom, BadSyntax, Token, parse_arguments, parse_set, text_of
from .search import parse_search

_MOST = 50_000_000  # bytes of one command, its literals included
_ANYTIME = ("CAPABILITY", "NOOP", "LOGOUT", "ID")
_BEFORE_LOGIN = ("LOGIN", "AUTHENTICATE", "STARTTLS")
_SELECTED = ("CHECK", "CLOSE", "UNSELECT", "EXPUNGE", "SEARCH", "FETCH", "STORE", "COPY", "MOVE", "UID")
_SETTABLE = r"(\Answered \Flagged \Deleted \Seen \Draft)"


class No(Exception):
    """The command is understood and refused; the client gets NO with this text."""


class _Over(Exception):
    """The connection ends."""


class ImapSession:
    """The states of RFC 3501 §3 are: user None (not authenticated), folder None (authenticated), folder (selected)."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        mailboxes: Mailboxes,
        faults: ImapFaults,
        touched: Callable[[], None],
        is_customer: Callable[[str], bool],
        starttls: ssl.SSLContext | None,
    ) -> None:
        self.silent = False
        self._reader = reader
        self._writer = writer
        self._mailboxes = mailboxes
        self._faults = faults
        self._touched = touched
        self._is_customer = is_customer
        self._starttls = starttls
        self._user: str | None = None
        self._folder: Folder | None = None
        self._read_only = False
        self._view: list[int] = []  # UIDs by sequence number, as this client was told
        self._expunged_seen = 0
        self._idling = False
        self._commands = 0
        self._no_idle = faults.no_idle
        self._timers: list[asyncio.TimerHandle] = []

    # the connection
    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        if self._faults.drop_after:
            self._timers.append(loop.call_later(self._faults.drop_after, self.cut))
        if self._faults.bye_after:
            self._timers.append(loop.call_later(self._faults.bye_after, self.bye, "you were here long enough"))
        self._send(f"* OK [CAPABILITY {self._capabilities()}] the sandbox's mailboxes")
        with contextlib.suppress(_Over, ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while True:
                line = await self._command_bytes()
                self._touched()
                await self._answer(line)
                await self._writer.drain()
        self._leave_folder()
        for timer in self._timers:
            timer.cancel()
        self._writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError, TimeoutError):
            await self._writer.wait_closed()

    def cut(self) -> None:
        """End the connection without a word."""
        self._writer.transport.abort()

    def bye(self, why: str) -> None:
        """End the connection as RFC 3501 §7.1.5 says."""
        self._send(f"* BYE {why}")
        self._writer.close()

    def _send(self, line: str | bytes) -> None:
        if not self.silent and not self._writer.is_closing():
            self._writer.write((line.encode() if isinstance(line, str) else line) + b"\r\n")

    async def _command_bytes(self) -> bytes:
        """One command with its literals, as {n} CRLF and n bytes each, without the last line break."""
        whole = bytearray()
        while True:
            try:
                line = await self._reader.readuntil(b"\n")
            except asyncio.LimitOverrunError:
                self.bye("this line is too long")
                raise _Over from None
            literal = LITERAL.search(line)
            if literal is None:
                return bytes(whole) + line.rstrip(b"\r\n")
            size = int(literal[1])
            if len(whole) + size > _MOST:
                self.bye("this is too much")
                raise _Over
            if not literal[2]:
                self._send("+ go on")
                await self._writer.drain()
            whole += line[: literal.start()] + b"{%d}\r\n" % size + await self._reader.readexactly(size)

    # commands
    async def _answer(self, line: bytes) -> None:
        self._commands += 1
        if self._commands == self._faults.drop_at_command:
            self.cut()
            raise _Over
        if self._faults.silent_at_command and self._commands >= self._faults.silent_at_command:
            self.silent = True
        tag_bytes, _, rest = line.partition(b" ")
        name_bytes, _, rest = rest.partition(b" ")
        tag, name = tag_bytes.decode("ascii", "replace"), name_bytes.decode("ascii", "replace").upper()
        if not tag or not name:
            self._send(f"{tag or '*'} BAD a command has a tag and a name")
            return
        try:
            self._push_new()  # first, so that a SEARCH finds what it was told of, and IDLE is told of the rest
            done = await self._run(name, rest)
            if name not in ("FETCH", "STORE", "SEARCH"):  # RFC 3501 §7.4.1: numbers must not change under these
                self.push()
            self._send(f"{tag} OK {done}")
        except No as refused:
            self._send(f"{tag} NO {refused}")
        except BadSyntax as bad:
            self._send(f"{tag} BAD {bad}")
        if name == "LOGOUT":
            raise _Over
        if name == "STARTTLS" and self._starttls is not None:
            await self._writer.drain()
            await self._writer.start_tls(self._starttls)
            self._starttls = None

    async def _run(self, name: str, rest: bytes) -> str:
        if name in _BEFORE_LOGIN and self._user is not None:
            raise BadSyntax(f"{name} is for before the login")
        if name not in (*_ANYTIME, *_BEFORE_LOGIN) and self._user is None:
            raise BadSyntax(f"log in before {name}")
        if name in _SELECTED and self._folder is None:
            raise BadSyntax(f"select a folder before {name}")
        if name == "AUTHENTICATE":
            return await self._authenticate(rest)
        if name == "IDLE":
            return await self._idle()
        arguments = parse_arguments(rest)
        if name == "UID":
            if not arguments:
                raise BadSyntax("UID needs a command")
            name, arguments = text_of(arguments[0]).upper(), arguments[1:]
            if name not in ("SEARCH", "FETCH", "STORE", "COPY", "MOVE", "EXPUNGE"):
                raise BadSyntax(f"UID {name} is not known here")
            return self._on_messages(name, arguments, by_uid=True)
        if name in ("SEARCH", "FETCH", "STORE", "COPY", "MOVE", "EXPUNGE"):
            return self._on_messages(name, arguments, by_uid=False)
        return self._simple(name, arguments)

    def _simple(self, name: str, arguments: list[Token]) -> str:
        words = [text_of(a) for a in arguments if not isinstance(a, list)]

        def need(count: int) -> None:
            if len(words) < count:
                raise BadSyntax(f"{name} needs {count} arguments")

        if name == "CAPABILITY":
            self._send(f"* CAPABILITY {self._capabilities()}")
        elif name == "LOGOUT":
            self._send("* BYE good-bye")
        elif name == "STARTTLS":
            if self._starttls is None:
                raise BadSyntax("there is no TLS here")
        elif name == "LOGIN":
            need(2)
            self._log_in(words[0], words[1])
        elif name in ("SELECT", "EXAMINE"):
            need(1)
            return self._select(words[0], read_only=name == "EXAMINE")
        elif name in ("LIST", "LSUB"):
            self._list(name, words)
        elif name == "STATUS":
            need(1)
            self._status(words[0], arguments)
        elif name == "APPEND":
            need(2)
            return self._append(arguments)
        elif name in ("CLOSE", "UNSELECT"):
            self._close(expunge=name == "CLOSE")
        elif name == "ID":
            self._send('* ID ("name" "sandbox")')
        elif name in ("CREATE", "DELETE", "RENAME", "SUBSCRIBE", "UNSUBSCRIBE"):
            raise No("[CANNOT] the folders here are fixed")
        elif name not in ("NOOP", "CHECK"):
            raise BadSyntax(f"{name} is not known here")
        return f"{name} done"

    def _capabilities(self) -> str:
        able = ["IMAP4rev1", "LITERAL+", "SASL-IR", "AUTH=PLAIN", "MOVE", "SPECIAL-USE", "UNSELECT", "ID"]
        if not self._faults.no_uidplus:
            able.append("UIDPLUS")
        if not self._no_idle:
            able.append("IDLE")
        if self._starttls is not None:
            able.append("STARTTLS")
        return " ".join(able)

    # login
    def _log_in(self, user: str, password: str) -> None:
        if password != PASSWORD or self._faults.refuse_login or not self._is_customer(user):
            raise No("[AUTHENTICATIONFAILED] wrong user or password")
        self._user = user

    async def _authenticate(self, rest: bytes) -> str:
        mechanism, _, initial = rest.decode("ascii", "replace").partition(" ")
        if mechanism.upper() != "PLAIN":
            raise No(f"{mechanism} is not offered")
        if not initial:
            self._send("+ ")
            await self._writer.drain()
            initial = (await self._reader.readuntil(b"\n")).decode("ascii", "replace").strip()
        if initial == "*":
            raise BadSyntax("the client gave up")
        try:
            _, user, password = base64.b64decode(initial, validate=True).decode().split("\0")
        except (binascii.Error, UnicodeDecodeError, ValueError):
            raise BadSyntax("this is not what PLAIN sends") from None
        self._log_in(user, password)
        return "AUTHENTICATE done"

    # folders
    def _folder_named(self, name: str) -> Folder:
        assert self._user is not None
        folders = self._mailboxes.folders(self._user)
        found = folders.get("INBOX" if name.upper() == "INBOX" else name)
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
        for folder, use in FOLDERS.items():
            if pattern in ("*", "%") or pattern.upper() == folder.upper():
                flags = rf"\HasNoChildren {use}".strip()
                self._send(f'* {name} ({flags}) "/" "{folder}"')

    def _status(self, name: str, arguments: list[Token]) -> None:
        folder = self._folder_named(name)
        wanted = arguments[1] if len(arguments) > 1 else []
        if not isinstance(wanted, list):
            raise BadSyntax("STATUS needs a list of items")
        values = {
            "MESSAGES": len(folder.uids),
            "RECENT": 0,
            "UIDNEXT": folder.uidnext,
            "UIDVALIDITY": folder.uidvalidity,
            "UNSEEN": sum(r"\Seen" not in m.flags for m in folder.messages.values()),
        }
        items = [text_of(item).upper() for item in wanted]
        unknown = [item for item in items if item not in values]
        if unknown:
            raise BadSyntax(f"STATUS {unknown[0]} is not known here")
        self._send(f'* STATUS "{folder.name}" ({" ".join(f"{item} {values[item]}" for item in items)})')

    def _append(self, arguments: list[Token]) -> str:
        folder = self._folder_named(text_of(arguments[0]))
        flags = next(([text_of(f) for f in a] for a in arguments[1:-1] if isinstance(a, list)), [])
        last = arguments[-1]
        if isinstance(last, (list, Atom)):
            raise BadSyntax("APPEND ends with the message as a literal")
        message = folder.add(last.value, flags=flags)
        return f"[APPENDUID {folder.uidvalidity} {message.uid}] APPEND done"

    # messages
    def _here(self) -> Folder:
        assert self._folder is not None
        return self._folder

    def _chosen(self, token: Token, *, by_uid: bool) -> list[tuple[int, Message]]:
        """(sequence number, message) of a set, in order; UIDs that are not there are silently left out."""
        folder = self._here()
        chosen: set[int] = set()
        for low, high in parse_set(text_of(token), self._view if by_uid else [len(self._view)]):
            if by_uid:
                chosen.update(range(bisect_left(self._view, low), bisect_right(self._view, high)))
            elif low < 1 or high > len(self._view):
                raise BadSyntax(f"there are {len(self._view)} messages here")
            else:
                chosen.update(range(low - 1, high))
        there = ((n + 1, folder.messages.get(self._view[n])) for n in sorted(chosen))
        return [(n, message) for n, message in there if message is not None]

    def _on_messages(self, name: str, arguments: list[Token], *, by_uid: bool) -> str:
        least = {"SEARCH": 1, "FETCH": 2, "STORE": 3, "COPY": 2, "MOVE": 2, "EXPUNGE": 1 if by_uid else 0}[name]
        if len(arguments) < least:
            raise BadSyntax(f"{name} needs {least} arguments")
        if self._read_only and name in ("STORE", "MOVE", "EXPUNGE"):
            raise No("[READ-ONLY] this folder was opened with EXAMINE")
        if name == "SEARCH":
            return self._search(arguments, by_uid=by_uid)
        if name == "EXPUNGE":
            return self._expunge(arguments[0] if by_uid else None)
        chosen = self._chosen(arguments[0], by_uid=by_uid)
        if name == "FETCH":
            self._fetch(chosen, arguments[1], by_uid=by_uid)
            return "FETCH done"
        if name == "STORE":
            self._store(chosen, text_of(arguments[1]).upper(), arguments[2:], by_uid=by_uid)
            return "STORE done"
        return self._copy(name, chosen, text_of(arguments[1]))

    def _search(self, arguments: list[Token], *, by_uid: bool) -> str:
        folder = self._here()
        fits = parse_search(arguments, [len(self._view)] if self._view else [], self._view)
        found = []
        for n, uid in enumerate(self._view, 1):
            message = folder.messages.get(uid)
            if message is not None and fits(n, message):
                found.append(uid if by_uid else n)
        self._send(" ".join(["* SEARCH", *map(str, found)]))
        return "SEARCH done"

    def _fetch(self, chosen: list[tuple[int, Message]], token: Token, *, by_uid: bool) -> None:
        items = parse_items(token)
        labels = [item.label for item in items]
        if by_uid and "UID" not in labels:
            items = [*parse_items(Atom("UID")), *items]
        marks_seen = not self._read_only and any(item.section is not None and not item.peek for item in items)
        flags_too = [*items, *parse_items(Atom("FLAGS"))] if "FLAGS" not in labels else items
        for n, message in chosen:
            newly_seen = marks_seen and r"\Seen" not in message.flags
            if newly_seen:
                self._here().set_flags(message, {*message.flags, r"\Seen"})
            self._send(f"* {n} FETCH ".encode() + answer_items(flags_too if newly_seen else items, message))

    def _store(self, chosen: list[tuple[int, Message]], how: str, rest: list[Token], *, by_uid: bool) -> None:
        quiet = how.endswith(".SILENT")
        kind = how.removesuffix(".SILENT")
        if kind not in ("FLAGS", "+FLAGS", "-FLAGS"):
            raise BadSyntax(f"STORE {how} is not known here")
        flags = {text_of(f) for token in rest for f in (token if isinstance(token, list) else [token])}
        for n, message in chosen:
            after = {"FLAGS": flags, "+FLAGS": message.flags | flags, "-FLAGS": message.flags - flags}[kind]
            self._here().set_flags(message, after)
            if not quiet:
                uid = f"UID {message.uid} " if by_uid else ""
                self._send(f"* {n} FETCH ({uid}FLAGS {flags_of(message)})")

    def _copy(self, name: str, chosen: list[tuple[int, Message]], target: str) -> str:
        folder, goal = self._here(), self._folder_named(target)
        new = [goal.add(m.raw, at_us=m.at_us, flags=m.flags).uid for _, m in chosen]
        old = [m.uid for _, m in chosen]
        code = f"[COPYUID {goal.uidvalidity} {','.join(map(str, old))} {','.join(map(str, new))}]" if new else ""
        if name == "MOVE":
            if code:
                self._send(f"* OK {code} moved")
            folder.remove(old)
            return "MOVE done"
        return f"{code} COPY done".strip()

    def _expunge(self, only: Token | None) -> str:
        folder = self._here()
        inside = None if only is None else {m.uid for _, m in self._chosen(only, by_uid=True)}
        deleted = [
            uid
            for uid in folder.uids
            if r"\Deleted" in folder.messages[uid].flags and (inside is None or uid in inside)
        ]
        folder.remove(deleted)
        return "EXPUNGE done"

    # what is new
    async def _idle(self) -> str:
        if self._no_idle:
            raise BadSyntax("IDLE is not known here")
        self._send("+ idling")
        self._idling = True
        try:
            self.push()
            await self._writer.drain()
            line = await self._reader.readuntil(b"\n")
        finally:
            self._idling = False
        self._touched()
        if line.strip().upper() != b"DONE":
            raise BadSyntax("IDLE ends with DONE")
        return "IDLE done"

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
