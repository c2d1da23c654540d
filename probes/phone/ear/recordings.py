"""Which speech of a call was a recording, and which a person: a heuristic, and it says by what.

A recording is known by being heard twice, by music or ringing that follows it, by what it says, or because whoever
knows the company's menu says so. All speech that none of this speaks against counts as a person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .fingerprints import Fingerprint, same_recording
from .kinds import Kind
from .windows import RATE

SOON = 3 * RATE  # music or ringing that begins within 3 s belongs to what was said before it
_KEPT = 60  # pieces whose fingerprints are compared


@dataclass(slots=True)
class Piece:
    """What was heard from sample `first` to `last` (None: it goes on). recorded: by what a piece of speech is known to
    be a recording; "" where it is taken for a person's. answered: the customer spoke after it."""

    first: int
    kind: Kind
    last: int | None = None
    recorded: str = ""
    answered: bool = False
    print: Fingerprint | None = field(default=None, repr=False)


def heard_before(pieces: Sequence[Piece], print_: Fingerprint, *, ended: bool) -> list[Piece]:
    """The earlier pieces of speech that are the same recording."""
    known = [piece for piece in pieces if piece.print is not None][-_KEPT:]
    return [piece for piece in known if piece.print is not None and same_recording(print_, piece.print, ended=ended)]


def led_away(pieces: Sequence[Piece], *, in_talk: bool) -> list[Piece]:
    """The pieces of speech that led into the music, or the ringing, that has just begun (the last piece).

    in_talk: a person has spoken already. Then “one moment, please” leads into music, too, so only what stands between
    music and music counts.
    """
    spoken, after = list[Piece](), pieces[-1].first
    for piece in reversed(pieces[:-1]):
        if piece.last is None or after - piece.last > SOON or piece.answered:
            break
        if piece.kind is Kind.SPEECH:
            spoken.append(piece)
        elif piece.kind is Kind.MUSIC:
            return spoken
        if piece.kind is not Kind.SILENCE:
            after = piece.first
    return [] if in_talk else spoken
