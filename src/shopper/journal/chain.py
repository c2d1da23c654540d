"""The hash chain that makes a changed journal show itself (the format: docs/journal.md).

    commitment = SHA-256(salt ‖ canonical JSON of the body)
    hash       = SHA-256(hash of the chain's event before ‖ canonical JSON of the header ‖ commitment)

A chain belongs to one visit, or to what a journey (or a wave) does outside its visits. Its first event follows the
genesis: the SHA-256 of the chain's id. Only the commitment of a body is chained, so that the body and its salt can be
destroyed for good and the chain still verifies; without the salt a destroyed body cannot even be guessed at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

SALT_BYTES = 16
FORMAT = 1

# n is the event's place in its chain, from 0.
HEADER = (
    "seq",
    "wave",
    "journey",
    "visit",
    "n",
    "kind",
    "op",
    "wall_us",
    "mono_ns",
    "process",
    "clock",
    "accuracy_us",
)

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical_json(value: Any) -> bytes:
    """JSON with sorted keys and no spaces, as UTF-8.

    A broken half of a character (mail and pages do hold such) is written as its \\u escape, since UTF-8 has no form
    for it: what was heard is kept as it was heard. Raises ValueError or TypeError for what is not JSON (NaN, bytes …).
    """
    text = _encode(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text).encode()


def read_json(data: bytes) -> Any:
    """What canonical_json wrote."""
    return json.loads(data)


def chain_id(wave: str, journey: str, visit: str) -> str:
    """wave/journey/visit; a “/” or “%” inside a part is percent-escaped, so that two chains never share an id."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in (wave, journey, visit))


def genesis(chain: str) -> bytes:
    """The hash that the first event of a chain follows."""
    return sha256(chain.encode("utf-8", "backslashreplace")).digest()


def commitment(salt: bytes, body: bytes) -> bytes:
    """What stands for a body in the chain."""
    return sha256(salt + body).digest()


def header(event: Mapping[str, Any]) -> dict[str, Any]:
    """All of an event but its body, by the names of the columns it stands in: what is hashed in the clear."""
    return {"v": FORMAT, **{name: event[name] for name in HEADER}}


def event_hash(previous: bytes, head: dict[str, Any], committed: bytes) -> bytes:
    """The hash of an event, given that of the chain's event before it."""
    return sha256(previous + canonical_json(head) + committed).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """An event as the chain sees it. destroyed: the journal itself forgot its body and salt, which are None then.

    Whoever tampers with a database puts anything anywhere: no field is trusted to have the type it was written with.
    """

    seq: int
    n: int
    head: dict[str, Any]
    commitment: Any
    previous: Any
    hash: Any
    destroyed: bool
    salt: Any
    body: Any


def check_chain(chain: str, links: Sequence[Link], *, length: int | None, head: bytes | None) -> str | None:
    """One sentence on the first thing that is broken in a chain, None when it holds.

    links: its events in order of seq. length and head: how many events the journal noted for this chain and the last
    one's hash, None when it noted nothing.
    """
    broken = _broken_event(chain, links) or _broken_end(chain, links, length, head)
    return f"{_name(chain)}: {broken}." if broken else None


def _broken_event(chain: str, links: Sequence[Link]) -> str:
    previous = genesis(chain)
    for place, link in enumerate(links):
        event = f"event {link.seq} ({link.head['kind']})"
        if link.previous != previous or link.n != place:
            return _broken_link(links, place, previous, event)
        if not isinstance(link.commitment, bytes) or link.hash != event_hash(previous, link.head, link.commitment):
            return f"{event} was altered: its header is not what was recorded"
        if link.salt is None and link.body is None:
            if not link.destroyed:
                return f"the text of {event} is missing, and was not destroyed by the journal"
        elif not _committed(link):
            return f"the text of {event} was altered after it was recorded"
        previous = link.hash
    return ""


def _committed(link: Link) -> bool:
    salt, body = link.salt, link.body
    return isinstance(salt, bytes) and isinstance(body, bytes) and commitment(salt, body) == link.commitment


def _broken_link(links: Sequence[Link], place: int, previous: bytes, event: str) -> str:
    link = links[place]
    later = links[place + 1 :]
    if any(other.hash == link.previous or other.previous == previous for other in later):
        return f"events were reordered: {event} does not stand where it was recorded"
    if isinstance(link.n, int) and link.n > place:
        return f"{_count(link.n - place)} missing before {event}"
    return f"{event} was altered: it does not follow the event before it"


def _broken_end(chain: str, links: Sequence[Link], length: int | None, head: bytes | None) -> str:
    there = len(links)
    if length is None:
        return f"the journal holds {there} of its events and no note of where it ends; something was added or removed"
    if length > there:
        return f"{_count(length - there)} missing at its end ({length} were recorded, {there} are there)"
    if length != there or head != (links[-1].hash if links else genesis(chain)):
        return f"it does not end where the journal noted ({length} events were recorded, {there} are there)"
    return ""


def _count(n: int) -> str:
    return "1 event is" if n == 1 else f"{n} events are"


def _name(chain: str) -> str:
    wave, journey, visit = (part.replace("%2F", "/").replace("%25", "%") for part in chain.split("/"))
    if visit:
        return f"Visit {visit} of journey {journey}, wave {wave}"
    if journey:
        return f"Journey {journey} of wave {wave}"
    return f"Wave {wave}"
