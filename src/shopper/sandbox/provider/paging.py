"""Lists: filters by number and date, newest first, in pages that name the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlencode

from multidict import MultiMapping

from .errors import Refused

T = TypeVar("T")
_DAY_US = 86_400_000_000


def in_time(query: MultiMapping[str], name: str, at_us: int) -> bool:
    """Whether a moment passes the filters name=, name>= and name<= (days or moments in GMT, both ends included)."""
    second_us = at_us // 1_000_000 * 1_000_000
    for operator in ("", ">", "<"):
        if (value := query.get(name + operator)) is None:
            continue
        start_us, end_us = _span(value)
        if (operator != "<" and second_us < start_us) or (operator != ">" and second_us >= end_us):
            return False
    return True


def _span(value: str) -> tuple[int, int]:
    try:
        if len(value) == 10:
            start = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC)
            length = timedelta(days=1)
        else:
            start, length = datetime.fromisoformat(value.replace("Z", "+00:00")), timedelta(seconds=1)
    except ValueError:
        raise Refused(400, 20001, f"Invalid date: {value}") from None
    start_us = round(start.timestamp() * 1e6)
    return start_us, start_us + round(length.total_seconds() * 1e6)


def page(
    path: str, query: MultiMapping[str], found: Sequence[T], shown: Callable[[T], Any], *, name: str, largest: int
) -> dict[str, Any]:
    """One page of a list. PageToken names the entry before the page, so that what comes meanwhile shifts nothing."""
    try:
        size = min(int(query.get("PageSize", "50")), 1000, largest)
        number = int(query.get("Page", "0"))
    except ValueError:
        raise Refused(400, 20001, "Page and PageSize must be numbers") from None
    if size < 1:
        raise Refused(400, 20001, "PageSize must be positive")
    token = query.get("PageToken", "")
    sids = [getattr(entry, "sid") for entry in found]  # noqa: B009
    first = sids.index(token[2:]) + 1 if token[2:] in sids else 0
    part = found[first : first + size]
    more = first + size < len(found)
    kept = [(k, v) for k, v in query.items() if k not in ("Page", "PageToken", "PageSize")]

    def uri(n: int, after: str = "") -> str:
        extra = [("PageSize", str(size)), ("Page", str(n))] + ([("PageToken", after)] if after else [])
        return f"{path}?{urlencode([*kept, *extra])}"

    return {
        "start": first,
        "end": first + len(part) - 1 if part else first,
        "page": number,
        "page_size": size,
        "first_page_uri": uri(0),
        "next_page_uri": uri(number + 1, "PA" + sids[first + size - 1]) if more else None,
        "previous_page_uri": None,
        "uri": uri(number, token),
        name: [shown(entry) for entry in part],
    }
