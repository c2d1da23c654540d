"""The command `shopper read`: what the messages of any transcript do, or whether answers agree, a row a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import Exit, Refused
from ..reading.rows import compare_row, read_row

_LONGEST_LINE = 4_000_000  # bytes
_SHOWN = 20


def read(file: Path | None, *, pairs: bool) -> int:
    """Read JSON lines from a file, or standard input, and write them with their labels to standard output.

    A line that cannot be read is told on standard error and left out. The exit code: 0, or 12 where there was one.
    Raises Refused when the file cannot be opened.
    """
    with ExitStack() as stack:
        source = sys.stdin.buffer if file is None or str(file) == "-" else stack.enter_context(_opened(file))
        name = "standard input" if source is sys.stdin.buffer else str(file)
        wrong = 0
        for number, outcome in _read(source, compare_row if pairs else read_row):
            if isinstance(outcome, dict):
                sys.stdout.write(_line(outcome))
                continue
            wrong += 1
            if wrong <= _SHOWN:
                sys.stderr.write(f"{name}, line {number}: {outcome}\n")
        if wrong > _SHOWN:
            sys.stderr.write(f"{name}: {wrong - _SHOWN} more lines like these\n")
        sys.stdout.flush()
    return int(Exit.REFUSED if wrong else Exit.OK)


def _line(row: dict[str, Any]) -> str:
    """As people read it; as bare ASCII where it holds what the output cannot: half of a pair of surrogates."""
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        line = json.dumps(row)
    return line + "\n"


def _opened(file: Path) -> BinaryIO:
    try:
        return file.open("rb")
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror or error}. Give a file of JSON lines.") from None


def _read(
    source: BinaryIO, treat: Callable[[dict[str, Any]], dict[str, Any]]
) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """(number of the line, its row, or what is wrong with it)."""
    number = 0
    while line := source.readline(_LONGEST_LINE):
        number += 1
        if not line.strip():
            continue
        try:
            yield number, treat(_row(line))
        except ValueError as error:
            yield number, str(error)


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig").replace("\ufeff", ""))
    except UnicodeDecodeError:
        raise ValueError("this is not UTF-8; save the file in UTF-8") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f'this is not JSON{where}; write one object a line, such as {{"text": "…"}}') from None
    if not isinstance(row, dict):
        raise ValueError('this is no object; write one a line, such as {"text": "…"}')
    return row
