"""SEARCH (RFC 3501 §6.4.4): criteria as predicates on a message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from ..mailboxes import Message
from .lexer import Atom, BadSyntax, Token, parse_set, text_of

Predicate = Callable[[int, Message], bool]  # (sequence number, message)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FLAG_KEYS = {
    "ANSWERED": r"\Answered",
    "DELETED": r"\Deleted",
    "DRAFT": r"\Draft",
    "FLAGGED": r"\Flagged",
    "SEEN": r"\Seen",
}


def parse_search(tokens: list[Token], sequence: list[int], uids: list[int]) -> Predicate:
    """All criteria together. sequence: the numbers 1..n of the folder as the client sees it. Raises BadSyntax."""
    tokens = list(tokens)
    if len(tokens) > 1 and isinstance(tokens[0], Atom) and tokens[0].value.upper() == "CHARSET":
        if text_of(tokens[1]).upper() not in ("UTF-8", "US-ASCII"):
            raise BadSyntax("[BADCHARSET (UTF-8 US-ASCII)] this charset is not known")
        tokens = tokens[2:]
    if not tokens:
        raise BadSyntax("SEARCH needs a criterion")
    criteria = []
    while tokens:
        criteria.append(_criterion(tokens, sequence, uids))
    return lambda n, message: all(fits(n, message) for fits in criteria)


def _criterion(tokens: list[Token], sequence: list[int], uids: list[int]) -> Predicate:
    if not tokens:
        raise BadSyntax("a criterion is missing")
    token = tokens.pop(0)
    if isinstance(token, list):
        return parse_search(token, sequence, uids)
    key = text_of(token).upper()

    def argument() -> str:
        if not tokens:
            raise BadSyntax(f"{key} needs a value")
        return text_of(tokens.pop(0))

    if key == "NOT":
        inner = _criterion(tokens, sequence, uids)
        return lambda n, message: not inner(n, message)
    if key == "OR":
        left, right = _criterion(tokens, sequence, uids), _criterion(tokens, sequence, uids)
        return lambda n, message: left(n, message) or right(n, message)
    if key == "UID":
        return _in_ranges(parse_set(argument(), uids), by_uid=True)
    if key[:1].isdigit() or key[:1] == "*":
        return _in_ranges(parse_set(key, sequence), by_uid=False)
    return _plain(key, argument)


def _in_ranges(ranges: list[tuple[int, int]], *, by_uid: bool) -> Predicate:
    def fits(n: int, message: Message) -> bool:
        value = message.uid if by_uid else n
        return any(low <= value <= high for low, high in ranges)

    return fits


def _plain(key: str, argument: Callable[[], str]) -> Predicate:
    if key in ("ALL", "OLD"):
        return lambda n, m: True
    if key in ("NEW", "RECENT"):
        return lambda n, m: False
    if key in _FLAG_KEYS:
        return _flagged(_FLAG_KEYS[key], wanted=True)
    if key.startswith("UN") and key[2:] in _FLAG_KEYS:
        return _flagged(_FLAG_KEYS[key[2:]], wanted=False)
    if key in ("KEYWORD", "UNKEYWORD"):
        return _flagged(argument(), wanted=key == "KEYWORD")
    if key in ("FROM", "TO", "CC", "BCC", "SUBJECT"):
        return _header(key, argument())
    if key == "HEADER":
        name = argument()
        return _header(name, argument())
    if key in ("BODY", "TEXT"):
        needle, whole = argument().lower(), key == "TEXT"
        return lambda n, m: needle in (m.raw if whole else m.body).decode("utf-8", "replace").lower()
    if key in ("LARGER", "SMALLER"):
        try:
            size = int(argument())
        except ValueError:
            raise BadSyntax(f"{key} needs a number") from None
        return lambda n, m: len(m.raw) > size if key == "LARGER" else len(m.raw) < size
    if key in ("SINCE", "BEFORE", "ON"):
        day = _day(argument())
        return lambda n, m: _compare(key, _delivered(m), day)
    raise BadSyntax(f"{key} is not a criterion that is known here")


def _flagged(flag: str, *, wanted: bool) -> Predicate:
    low = flag.lower()
    return lambda n, m: any(f.lower() == low for f in m.flags) is wanted


def _header(name: str, needle: str) -> Predicate:
    low = needle.lower()
    return lambda n, m: any(low in value.lower() for value in m.header(name))


def _day(text: str) -> date:
    try:
        day, month, year = text.split("-")
        return date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
    except ValueError:
        raise BadSyntax(f"{text} is not a date; write it as 1-Feb-2026") from None


def _delivered(message: Message) -> date:
    return datetime.fromtimestamp(message.at_us / 1e6, UTC).date()


def _compare(key: str, found: date, day: date) -> bool:
    return found >= day if key == "SINCE" else found < day if key == "BEFORE" else found == day
