"""What persons put right, as labelled messages: rows that `make accuracy` measures the reading on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import OurFault, Refused
from ..model import Side, Turn, VisitRecord
from ..reading.rows import labels_as_row
from .applying import Applied
from .spoken import Word


def rows_of(applied: Applied, company: str) -> Iterator[dict[str, Any]]:
    """A row for each message that somebody put right, as it should be read. company: of whom the message is."""
    corrected = {
        (one.visit, one.turn)
        for review in applied.reviews.words.values()
        if review.word is Word.WRONG
        for one in review.labels
    }
    corrected |= {
        (quote.visit, quote.turn)
        for one in applied.overruled
        if one.verdict.judge == "deflection" and one.review.word is Word.WRONG
        for quote in one.verdict.quotes
    }
    for journey in applied.journeys:
        for visit in journey.visits:
            for turn in visit.turns:
                if (visit.id, turn.n) in corrected and turn.side is Side.COMPANY:
                    yield _row(visit, turn, applied, company)


def _row(visit: VisitRecord, turn: Turn, applied: Applied, company: str) -> dict[str, Any]:
    before = [t.text for t in visit.turns if t.side is Side.CUSTOMER and t.n < turn.n]
    return {
        "id": f"{visit.id}-{turn.n}",
        "lang": visit.language,
        "source": "review",
        "origin": "real",
        "company": company,
        "channel": visit.kind,
        "text": turn.text,
        "labels": labels_as_row(applied.context.labels(visit, turn)),
        "context": before[-1] if before else "",
    }


def append_rows(file: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Add rows to a file of JSON lines; one of the same id takes the place of the older. How many are new or changed.

    Raises Refused where the file holds something else, OurFault where it cannot be written."""
    kept: dict[str, str] = {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{file} cannot be read: {error}.") from None
    for n, line in enumerate(lines, 1):
        if line.strip():
            kept[_id_of(line, file, n)] = line
    changed = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False)
        changed += kept.get(row["id"]) != line
        kept[row["id"]] = line
    if changed:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("".join(f"{line}\n" for line in kept.values()), encoding="utf-8")
        except OSError as error:
            raise OurFault(f"{file} could not be written: {error.strerror}.", code="disk") from None
    return changed


def _id_of(line: str, file: Path, n: int) -> str:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise Refused(f"{file}:{n} is no JSON object on one line, so nothing was added to this file. Name another one.")
    return str(row.get("id", f"line {n}"))
