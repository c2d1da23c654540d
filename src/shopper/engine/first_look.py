"""What was seen of a company's page before its first conversation: kept beside the journal, one file for a wave.

first_look/WAVE.json        what was found
first_look/WAVE-NAME.EXT    its pictures
"""

from __future__ import annotations

import base64
import json
import mimetypes
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ..journal.events import Store
from ..model import JourneyRecord

_FOLDER = "first_look"
_MOST_PICTURES = 8  # a page that is mailed on must not weigh tens of megabytes


def keep_look(state: Path, wave: str, found: Mapping[str, Any], pictures: Mapping[str, Path] | None = None) -> None:
    """Keep what was found, over what was kept of this wave before; pictures: name -> file, copied. Raises OSError.

    pictures: None leaves those that were kept."""
    folder = state / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{wave}.json"
    if pictures is None:
        kept = json.loads(path.read_text(encoding="utf-8"))["pictures"] if path.is_file() else []
    else:
        kept = [
            {"name": name, "file": shutil.copyfile(file, folder / f"{wave}-{name}{file.suffix}").name}
            for name, file in pictures.items()
        ]
    text = json.dumps({**found, "pictures": kept}, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def look_of(state: Path, wave: str) -> dict[str, Any] | None:
    """What was found before this wave, each picture with its content as `src`; None for a wave that began without."""
    path = state / _FOLDER / f"{wave}.json"
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    files = [(picture, path.with_name(picture["file"])) for picture in found["pictures"]]
    pictures = [{**picture, "src": _inline(file, _type_of(file))} for picture, file in files if file.is_file()]
    return {**found, "pictures": pictures, "turn_pictures": {}}


def turn_pictures(store: Store, journeys: Iterable[JourneyRecord], most: int | None = _MOST_PICTURES) -> dict[str, str]:
    """The first pictures that a wave's turns hold as evidence: sha256 -> their content. most: None for all."""
    turns = [turn for journey in journeys for visit in journey.visits for turn in visit.turns]
    images = {e.sha256: e for turn in turns for e in turn.evidence if e.media_type.startswith("image/")}
    files = {sha: store.evidence_path(sha) for sha in images}
    there = [(sha, file) for sha, file in files.items() if file.is_file()]
    return {sha: _inline(file, images[sha].media_type) for sha, file in there[:most]}


def _type_of(file: Path) -> str:
    return mimetypes.guess_type(file.name)[0] or "image/png"


def _inline(file: Path, media_type: str) -> str:
    return f"data:{media_type};base64,{base64.b64encode(file.read_bytes()).decode()}"
