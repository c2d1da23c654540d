"""The observation table as CSV: one row for each visit, for a spreadsheet or a statistics program.

UTF-8 with a mark at its beginning, without which spreadsheets read Cyrillic wrongly. What a spreadsheet would take for
a formula is text here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

META = {"id": "csv", "file": "observations.csv", "media_type": "text/csv", "needs": "observations"}
COLUMNS = (
    *("id", "journey", "seq", "origin", "service", "channel", "valid", "reply_s", "observed_s", "outcome"),
    *("redirect_to", "internal_switches", "repeats", "history_probe", "parallel_probe", "turns", "solved_s"),
    *("asked_at", "wall_reply_s", "ack_s", "fault", "apart", "facts", "steps", "tone"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(table: Mapping[str, Any], template_dirs: Sequence[Path] = ()) -> str:
    """The table {config, visits} as CSV; groups of values as JSON in their cell, columns not of ours at the end."""
    visits: Sequence[Mapping[str, Any]] = table["visits"]
    more = sorted({key for visit in visits for key in visit} - set(COLUMNS))
    columns = [*COLUMNS, *more]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_cell(column) for column in columns)
    for visit in visits:
        writer.writerow(_cell(visit.get(column)) for column in columns)
    return "\ufeff" + out.getvalue()


def _cell(value: Any) -> str:
    """Numbers as they are; whatever is text, so that no spreadsheet runs it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value}"
    text = value if isinstance(value, str) else (json.dumps(value, ensure_ascii=False) if value else "")
    return f"'{text}" if text.startswith(_FORMULA) else text
