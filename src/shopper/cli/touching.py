"""The command that lists our conversations for the company's own figures."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ..engine.touches import Touch, touches_of
from ..errors import Refused, ShopperError
from ..programme import Programme
from ..settings import load_settings
from ..settings.models import Settings
from .places import journal_at, programme_at, state_of


def touches(folder: Path | None, state: Path | None, *, since: str, until: str, form: str) -> None:
    """Print every conversation of ours between two days of the company's. form: csv, json, or "" for a table.
    Raises Refused for days that are none, or that hold nothing."""
    first, last = _day("--since", since), _day("--until", until)
    if first is not None and last is not None and last < first:
        raise Refused(f"--until {last} is before --since {first}; no day lies between them.")
    programme = programme_at(folder)
    store = journal_at(state_of(programme, state))
    try:
        settings = _settings(programme)
        zone = settings.company.zone if settings is not None else "UTC"
        found = touches_of(store, zone, settings.personas if settings is not None else {})
    finally:
        store.close()
    found = [t for t in found if (first is None or t.day >= first) and (last is None or t.day <= last)]
    if form == "json":
        print(json.dumps([touch.as_row() for touch in found], ensure_ascii=False, indent=1))
    elif form == "csv":
        print(_csv(found), end="")
    elif found:
        _table(found, zone)
    else:
        print("there is no conversation of ours in these days")


def _settings(programme: Programme) -> Settings | None:
    """None where the config cannot be read any more: the journal still can."""
    try:
        return load_settings(programme)
    except ShopperError:
        return None


def _day(option: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{option}: “{text}” is not a day; write it like 2026-11-23.") from None


def _csv(found: list[Touch]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(Touch.columns())
    for touch in found:
        writer.writerow(_unarmed(value) for value in touch.as_row().values())
    return out.getvalue()


def _unarmed(value: object) -> str:
    """As text that no spreadsheet takes for a formula; lists with spaces between."""
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _table(found: list[Touch], zone: str) -> None:
    table = Table(title=f"{len(found)} conversations of ours, times in {zone}", title_justify="left", box=None)
    for head in ("began", "ended", "channel", "customer", "address", "visit", "case numbers"):
        table.add_column(head, overflow="fold")
    for touch in found:
        ended = touch.ended[11:16] if touch.ended[:10] == touch.began[:10] else touch.ended[:16].replace("T", " ")
        cases = " ".join(touch.cases)
        began = touch.began[:16].replace("T", " ")
        table.add_row(began, ended, touch.channel, touch.customer, touch.address, touch.visit, cases)
    Console().print(table)
