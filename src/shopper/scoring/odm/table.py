"""The observation table as a document: what `shopper score` takes, from whatever source, read with care.

What stands in it and what each field means: docs/scoring.md. Times are seconds on the promised-hours clock.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

METHOD = "odm-1"
ORIGINS = ("entry", "redirect", "followup", "parallel")
OUTCOMES = ("solved", "unsolved", "deflected", "no_answer")
_DEAD_MIN_VISITS = 5
_MOST = 10**15  # beyond it a float does not hold whole numbers any more, and no time and no sum is meant


class TableError(ValueError):
    """The table cannot be scored. The message says what stands where, and what should."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What a channel promises, in seconds, and whether it is looked at at all."""

    sla_s: float
    tolerable_s: float
    patience_s: float
    shopped: bool = True
    public: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """What the table says of the company. not_applicable: (service, channel); critical_facts: (service, fact)."""

    channels: Mapping[str, Channel]
    services: Sequence[str]
    not_applicable: frozenset[tuple[str, str]] = frozenset()
    critical_facts: frozenset[tuple[str, str]] = frozenset()
    dead_min_visits: int = _DEAD_MIN_VISITS

    def in_scope(self) -> list[tuple[str, str]]:
        """Every cell that counts: a service in a channel that is looked at, unless it does not exist there."""
        shopped = [c for c, settings in self.channels.items() if settings.shopped]
        return [(s, c) for s in self.services for c in shopped if (s, c) not in self.not_applicable]


@dataclass(frozen=True, slots=True)
class Row:
    """One visit. Meanings as in `shopper.model.Observation`."""

    id: str
    journey: str
    seq: int
    origin: str
    service: str
    channel: str
    valid: bool
    reply_s: float | None
    observed_s: float | None
    outcome: str | None
    redirect_to: str | None = None
    internal_switches: int = 0
    repeats: int = 0
    history_probe: bool | None = None
    parallel_probe: bool | None = None
    turns: int = 0
    solved_s: float | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    steps: Mapping[str, Any] = field(default_factory=dict)
    tone: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table. unconfirmed: ids of findings that no person has confirmed yet (see `grades`)."""

    config: Config
    rows: Sequence[Row]
    unconfirmed: frozenset[str] = frozenset()


_COLUMNS = {f.name for f in fields(Row)}
_NEEDED = ("id", "journey", "seq", "origin", "service", "channel", "valid", "reply_s", "observed_s", "outcome")
_SECONDS = ("reply_s", "observed_s", "solved_s")
_COUNTS = ("seq", "internal_switches", "repeats", "turns")
_FLAGS = ("history_probe", "parallel_probe")
_GROUPS = ("facts", "steps", "tone")


def read_table(document: Any, *, name: str = "the table") -> Table:
    """The table that a JSON document holds: {"config": …, "visits": […]}. name: how messages call it. Fields that
    scoring does not know are left alone, since a table may carry more for its own reports.

    Raises TableError, naming the visit and the field.
    """
    if not isinstance(document, Mapping):
        raise TableError(f"{name}: this is no observation table; it begins with {{“config”: …, “visits”: […]}}.")
    for key in ("config", "visits"):
        if key not in document:
            raise TableError(f"{name}: “{key}” is missing{_meant(key, document)}; docs/scoring.md shows a table.")
    config = _config(document["config"], name)
    visits = document["visits"]
    if not isinstance(visits, Sequence) or isinstance(visits, str):
        raise TableError(f"{name}: “visits” is a list with one entry for each visit.")
    rows = [_row(entry, n, config, name) for n, entry in enumerate(visits, 1)]
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise TableError(f"{name}: two visits are called “{row.id}”.")
        seen.add(row.id)
    return Table(config, rows, _unconfirmed(document.get("findings", ()), name))


def _unconfirmed(findings: Any, name: str) -> frozenset[str]:
    good = isinstance(findings, Sequence) and not isinstance(findings, str)
    if not good or not all(isinstance(f, Mapping) and isinstance(f.get("id"), str) for f in findings):
        raise TableError(f"{name}: “findings” is a list of {{“id”: …, “confirmed”: true or false}}.")
    return frozenset(f["id"] for f in findings if f.get("confirmed") is False)


def _config(config: Any, name: str) -> Config:
    if not isinstance(config, Mapping):
        raise TableError(f"{name}: “config” holds the method, channels and services.")
    method = config.get("method", METHOD)
    if method != METHOD:
        raise TableError(f"{name}: it asks for method “{method}”; this version scores by “{METHOD}” only.")
    if not isinstance(config.get("channels"), Mapping) or not config["channels"]:
        raise TableError(f"{name}: config.channels names each channel with sla_s, tolerable_s and patience_s.")
    channels = {str(key): _channel(key, value, name) for key, value in config["channels"].items()}
    services = config.get("services")
    if not isinstance(services, Sequence) or isinstance(services, str):
        raise TableError(f"{name}: config.services is the list of services.")
    for service in services:
        if not isinstance(service, str) or services.count(service) > 1:
            raise TableError(
                f"{name}: config.services holds names, each once; {service!r} is none, or stands there twice."
            )
    pairs = {key: _pairs(config, key, name) for key in ("not_applicable", "critical_facts")}
    for key, there in (("not_applicable", channels), ("critical_facts", None)):
        for service, other in sorted(pairs[key]):
            _known(service, services, f"{name}: config.{key}", "config.services")
            if there is not None:
                _known(other, there, f"{name}: config.{key}", "config.channels")
    least = config.get("dead_min_visits", _DEAD_MIN_VISITS)
    if not isinstance(least, int) or isinstance(least, bool) or least < 1:
        raise TableError(f"{name}: config.dead_min_visits is a whole number from 1.")
    return Config(channels, tuple(map(str, services)), pairs["not_applicable"], pairs["critical_facts"], least)


def _channel(key: str, value: Any, name: str) -> Channel:
    where = f"{name}: config.channels.{key}"
    if not isinstance(value, Mapping):
        raise TableError(f"{where} holds sla_s, tolerable_s and patience_s.")
    times = {}
    for part in ("sla_s", "tolerable_s", "patience_s"):
        if part not in value:
            raise TableError(f"{where}.{part} is missing{_meant(part, value)}.")
        times[part] = _number(value[part], f"{where}.{part}")
    if not times["patience_s"]:
        raise TableError(f"{where}.patience_s is how long one watches, longer than 0.")
    for flag in ("shopped", "public"):
        if not isinstance(value.get(flag, False), bool):
            raise TableError(f"{where}.{flag} is true or false, not {value[flag]!r}.")
    if not 0 < times["sla_s"] < times["tolerable_s"]:
        raise TableError(
            f"{where}: the tolerable time ({times['tolerable_s']:g} s) must be longer than the promised one "
            f"({times['sla_s']:g} s), and that longer than 0."
        )
    return Channel(**times, shopped=value.get("shopped", True), public=value.get("public", False))


def _pairs(config: Mapping[str, Any], key: str, name: str) -> frozenset[tuple[str, str]]:
    pairs = config.get(key, ())
    good = isinstance(pairs, Sequence) and all(
        isinstance(p, Sequence) and not isinstance(p, str) and len(p) == 2 for p in pairs
    )
    if not good:
        raise TableError(f"{name}: config.{key} is a list of pairs.")
    return frozenset((str(a), str(b)) for a, b in pairs)


def _row(entry: Any, n: int, config: Config, name: str) -> Row:
    if not isinstance(entry, Mapping):
        raise TableError(f"{name}: visit {n} is no object.")
    where = f"{name}: visit {n} ({entry['id']})" if "id" in entry else f"{name}: visit {n}"
    for column in _NEEDED:
        if column not in entry:
            raise TableError(f"{where}: the column “{column}” is missing{_meant(column, entry)}.")
    values = {key: value for key, value in entry.items() if key in _COLUMNS}
    for key in ("id", "journey"):
        if isinstance(values[key], bool) or not isinstance(values[key], str | int):
            raise TableError(f"{where}: “{key}” is a name or a number, not {values[key]!r}.")
        values[key] = str(values[key])
    _one_of(values, "origin", ORIGINS, where)
    _one_of(values, "service", config.services, where, "config.services")
    _one_of(values, "channel", config.channels, where, "config.channels")
    if values["outcome"] is not None:
        _one_of(values, "outcome", OUTCOMES, where)
    if not isinstance(values["valid"], bool):
        raise TableError(f"{where}: “valid” is true or false.")
    values["valid"] = values["valid"] and not entry.get("apart")  # a strike's day says nothing of other days
    for key in _SECONDS:
        if values.get(key) is not None:
            values[key] = _number(values[key], f"{where}: “{key}”")
    for key in _COUNTS:
        if key in values and (type(values[key]) is not int or not 0 <= values[key] <= _MOST):
            raise TableError(f"{where}: “{key}” is a whole number from 0, not {values[key]!r}.")
    for key in _FLAGS:
        if values.get(key) not in (None, True, False):
            raise TableError(f"{where}: “{key}” is true, false or null.")
    if values.get("redirect_to") is not None and not isinstance(values["redirect_to"], str):
        raise TableError(f"{where}: “redirect_to” is the channel that the customer was sent to, or null.")
    for key in _GROUPS:
        if not isinstance(values.setdefault(key, {}), Mapping):
            raise TableError(f"{where}: “{key}” is an object.")
        for part, value in values[key].items():
            if key != "facts" and not _plain(value):
                raise TableError(f"{where}: {key}.{part} is a text, a number, true or false, not {value!r}.")
    for fact, value in values["facts"].items():
        _fact(value, f"{where}: facts.{fact}")
    if values["outcome"] == "no_answer" and values["observed_s"] is None:
        raise TableError(f"{where}: nobody replied, so “observed_s” must say how long one waited.")
    if values["outcome"] == "solved" and values["reply_s"] is None:
        raise TableError(f"{where}: “outcome” says solved, and “reply_s” that nobody replied; only one can be.")
    if values["outcome"] == "no_answer" and values["reply_s"] is not None:
        raise TableError(f"{where}: “outcome” says no_answer, and “reply_s” that somebody replied; only one can be.")
    return Row(**values)


def _fact(value: Any, where: str) -> None:
    if isinstance(value, Mapping):
        if "v" in value and _plain(value["v"]):
            return
        if "v" not in value and {"unit", "lo", "hi"} <= value.keys() and isinstance(value["unit"], str):
            low, high = (_number(value[k], f"{where}.{k}", least=-math.inf) for k in ("lo", "hi"))
            if low <= high:
                return
            raise TableError(f"{where}: “lo” is above “hi”.")
    raise TableError(f"{where} is {{“unit”, “lo”, “hi”}} or {{“v”}}, a text or a number each.")


def _plain(value: Any) -> bool:
    """Something that can be counted, and is the same as itself."""
    return value is None or isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))


def _number(value: Any, where: str, *, least: float = 0.0) -> float:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    if not good or not max(least, -_MOST) <= value <= _MOST:
        raise TableError(f"{where} is a number{' of seconds from 0' if least == 0 else ''}, not {value!r}.")
    number: float = value
    return number


def _one_of(values: Mapping[str, Any], key: str, known: Iterable[str], where: str, place: str = "") -> None:
    _known(values[key], known, f"{where}: “{key}” is", place or ", ".join(known))


def _known(value: Any, known: Iterable[str], where: str, listed: str) -> None:
    if not isinstance(value, str) or value not in known:
        raise TableError(f"{where} {value!r}, which is not in {listed}{_near(str(value), known)}.")


def _meant(key: str, given: Iterable[Any]) -> str:
    """“; did you mean…” where a wrong key was written in place of this one."""
    near = difflib.get_close_matches(key, [str(k) for k in given if k not in _COLUMNS], n=1)
    return f" (there is “{near[0]}”: did you mean “{key}”?)" if near else ""


def _near(value: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(value, [str(k) for k in known], n=1)
    return f"; did you mean “{near[0]}”?" if near else ""
