"""Reads the arguments of an IMAP command (RFC 3501 §9): atoms, strings, literals, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass

LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r?\n?$")


class BadSyntax(Exception):
    """The command cannot be read; the client gets BAD with this text."""


@dataclass(frozen=True, slots=True)
class Atom:
    """An unquoted word, with any [section] and <partial> that belongs to it."""

    value: str


@dataclass(frozen=True, slots=True)
class String:
    """A quoted string or a literal."""

    value: bytes

    @property
    def text(self) -> str:
        return self.value.decode("utf-8", "replace")


Token = Atom | String | list["Token"]


def parse_arguments(data: bytes) -> list[Token]:
    """The tokens of a command's arguments. `data` holds each literal as {n}, a line break and its n bytes.
    Raises BadSyntax."""
    return _Lexer(data).tokens(nested=False)


def text_of(token: Token) -> str:
    """An astring. Raises BadSyntax for a list."""
    if isinstance(token, Atom):
        return token.value
    if isinstance(token, String):
        return token.text
    raise BadSyntax("a string is expected, not a list")


class _Lexer:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def tokens(self, *, nested: bool) -> list[Token]:
        found: list[Token] = []
        while True:
            while self._peek() == b" ":
                self._at += 1
            byte = self._peek()
            if byte == b"":
                if nested:
                    raise BadSyntax("a list is not closed")
                return found
            if byte == b")":
                if not nested:
                    raise BadSyntax("a ) without its (")
                self._at += 1
                return found
            if byte == b"(":
                self._at += 1
                found.append(self.tokens(nested=True))
            elif byte == b'"':
                found.append(self._quoted())
            elif byte == b"{":
                found.append(self._literal())
            else:
                found.append(self._atom())

    def _peek(self) -> bytes:
        return self._data[self._at : self._at + 1]

    def _quoted(self) -> String:
        value = bytearray()
        self._at += 1
        while True:
            byte = self._peek()
            self._at += 1
            if byte == b'"':
                return String(bytes(value))
            if byte == b"\\":
                byte = self._peek()
                self._at += 1
            if byte in (b"", b"\r", b"\n"):
                raise BadSyntax("a quoted string is not closed")
            value += byte

    def _literal(self) -> String:
        head = re.compile(rb"\{(\d+)\+?\}\r\n").match(self._data, self._at)
        if head is None:
            raise BadSyntax("a literal begins with {length}")
        end = head.end() + int(head[1])
        if end > len(self._data):
            raise BadSyntax("a literal is shorter than it says")
        self._at = end
        return String(self._data[head.end() : end])

    def _atom(self) -> Atom:
        start, bracket = self._at, False
        while True:
            byte = self._peek()
            if byte == b"[":
                bracket = True
            elif byte == b"]":
                bracket = False
            elif byte in (b"", b"\r", b"\n") or (not bracket and byte in (b" ", b"(", b")", b'"')):
                break
            self._at += 1
        if bracket:
            raise BadSyntax("a [ is not closed")
        if self._at == start:
            raise BadSyntax("an unexpected line break")
        return Atom(self._data[start : self._at].decode("utf-8", "replace"))


def parse_set(text: str, known: list[int]) -> list[tuple[int, int]]:
    """A sequence set ("1,3:5,7:*") as inclusive ranges; "*" is the last of `known` (0 if empty). Raises BadSyntax."""
    last = known[-1] if known else 0
    ranges = []
    for part in text.split(","):
        low, colon, high = part.partition(":")
        try:
            ends = [last if end == "*" else int(end) for end in ((low, high) if colon else (low, low))]
        except ValueError:
            raise BadSyntax(f"{text} is not a set of numbers") from None
        if any(end < 0 for end in ends):
            raise BadSyntax(f"{text} is not a set of numbers")
        ranges.append((min(ends), max(ends)))
    return ranges
