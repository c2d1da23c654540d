"""One IMAP session: reads commands, and has each answered as its state allows."""

from __future__ import annotations

import asyncio
import base64
import binascii
import contextlib
import ssl

from ..smtp import PASSWORD
from .connection import No, Over
from .lexer import BadSyntax, Token, parse_arguments, text_of
from .messages import MessageCommands

_ANYTIME = ("CAPABILITY", "NOOP", "LOGOUT", "ID")
_BEFORE_LOGIN = ("LOGIN", "AUTHENTICATE", "STARTTLS")
_SELECTED = ("CHECK", "CLOSE", "UNSELECT", "EXPUNGE", "SEARCH", "FETCH", "STORE", "COPY", "MOVE", "UID")


class ImapSession(MessageCommands):
    """A client from its greeting to its end."""

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        if self._faults.drop_after:
            self._timers.append(loop.call_later(self._faults.drop_after, self.cut))
        if self._faults.bye_after:
            self._timers.append(loop.call_later(self._faults.bye_after, self.bye, "you were here long enough"))
        self._send(f"* OK [CAPABILITY {self._capabilities()}] the sandbox's mailboxes")
        with contextlib.suppress(Over, ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
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

    async def _answer(self, line: bytes) -> None:
        self._commands += 1
        if self._commands == self._faults.drop_at_command:
            self.cut()
            raise Over
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
            raise Over
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
