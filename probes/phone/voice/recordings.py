"""Lines that a person has recorded: WAV files, each known by the words it says.

    voices/price.wav, voices/price.txt          what it says stands in the text file of the same name …
    voices/How much is delivery.wav             … or is the file's name
    voices/olena/uk/price.wav                   folders named by customer, by language, or both, tell them apart

Case, punctuation and spacing do not matter.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from shopper.errors import OurFault
from shopper.settings.values import Language

LANGUAGES = frozenset(get_args(Language))


@dataclass(frozen=True, slots=True)
class Recording:
    """One file: what it says, and the folders it stands in."""

    file: Path
    words: str
    folders: tuple[str, ...]


def plain(text: str) -> str:
    """The words alone, as they are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded.replace("'", "").replace("’", "")).split())


def recordings_in(folder: Path) -> tuple[Recording, ...]:
    """All recordings of a folder, in the order of their names. Raises OurFault (code "voice")."""
    if not folder.is_dir():
        raise OurFault(
            f"{folder} is no folder; put the recorded lines there, or correct speaking.recordings.", code="voice"
        )
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".wav" and path.is_file())
    return tuple(Recording(file, _words(file), file.relative_to(folder).parts[:-1]) for file in files)


def _words(file: Path) -> str:
    text = file.with_suffix(".txt")
    if not text.is_file():
        return plain(file.stem)
    try:
        return plain(text.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise OurFault(f"{text} cannot be read ({error}); save it as UTF-8 text.", code="voice") from error


def recording_of(recordings: tuple[Recording, ...], text: str, language: str, persona: str) -> Recording | None:
    """The recording of these words for this customer: that in the nearest folder."""
    words = plain(text)
    fitting = [r for r in recordings if r.words == words and all(part in (language, persona) for part in r.folders)]
    return max(fitting, key=lambda recording: len(recording.folders), default=None)
