"""The company's right answers, drafted from what its channels said: one point of answers where there was none. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model import JourneyRecord, Side, VisitRecord
from ..reading.answers import answered_values
from ..reading.context import JudgeContext
from ..reading.facts import Value, comparable, compatible, stated

# Facts of a customer that say who they are, and not what they ask about.
_WHO = ("name", "first_name", "last_name", "phone", "email", "order_number", "customer_number", "address")


@dataclass(frozen=True, slots=True)
class Said:
    """One value as the channels stated it. text: in the first one's words. quote: the message. channels: how often each
    said so, by its id. visits: where."""

    value: Value
    text: str
    quote: str
    channels: Mapping[str, int]
    visits: tuple[str, ...]

    @property
    def times(self) -> int:
        return sum(self.channels.values())


@dataclass(frozen=True, slots=True)
class Drafted:
    """One fact of a service, and every value that was stated of it, the commonest first. about: what it was asked for
    (“Aurora”), "" where that was nothing in particular."""

    service: str
    fact: str
    kind: str
    about: str
    said: tuple[Said, ...]

    @property
    def agreed(self) -> bool:
        """Nobody contradicts anybody, so the commonest wording can stand."""
        pairs = combinations((one.value for one in self.said), 2)
        return all(comparable(a, b) and compatible(a, b) for a, b in pairs)

    @property
    def once(self) -> bool:
        return sum(one.times for one in self.said) == 1


def draft(journeys: Iterable[JourneyRecord], context: JudgeContext) -> list[Drafted]:
    """What was stated of each fact, in the order of the config. Facts that share their sort of value with another of
    the same service are left out where nobody can tell which is meant."""
    found: dict[tuple[str, str, str], list[tuple[VisitRecord, Value, str]]] = {}
    for journey in journeys:
        for visit in journey.visits:
            if visit.valid:
                for fact, about, value, quote in _stated(journey, visit, context):
                    found.setdefault((visit.service, fact, about), []).append((visit, value, quote))
    order = {(service, fact): n for n, (service, fact) in enumerate(_facts_in_order(context))}
    return [
        Drafted(service, fact, context.facts[service][fact], about, _grouped(stated_))
        for (service, fact, about), stated_ in sorted(found.items(), key=lambda p: (order[p[0][0], p[0][1]], p[0][2]))
    ]


def _facts_in_order(context: JudgeContext) -> Iterator[tuple[str, str]]:
    return ((service, fact) for service, facts in context.facts.items() for fact in facts)


def _stated(journey: JourneyRecord, visit: VisitRecord, context: JudgeContext) -> Iterator[tuple[str, str, Value, str]]:
    """(fact, what it was asked for, value, message) of each fact that a visit's first answer to it states."""
    wanted = context.facts.get(visit.service, {})
    kinds = list(wanted.values())
    asked = " ".join(turn.text for turn in visit.turns if turn.side is Side.CUSTOMER).casefold()
    known = [v for key, v in journey.facts.items() if key not in _WHO and len(v) > 2 and v.casefold() in asked]
    for fact, kind in wanted.items():
        if kind == "text" or kinds.count(kind) > 1:
            continue
        values = answered_values(visit.service, wanted, kind, context.speaking(visit))
        if values:
            value, turn = values[0]
            yield fact, ", ".join(known), value, turn.text


def _grouped(stated_: Sequence[tuple[VisitRecord, Value, str]]) -> tuple[Said, ...]:
    groups: dict[tuple[float, float, str], list[tuple[VisitRecord, Value, str]]] = {}
    for visit, value, quote in stated_:
        groups.setdefault((value.low, value.high, value.unit), []).append((visit, value, quote))
    made = [_said(group) for group in groups.values()]
    return tuple(sorted(made, key=lambda one: (-one.times, one.text)))


def _said(group: Sequence[tuple[VisitRecord, Value, str]]) -> Said:
    channels: dict[str, int] = {}
    for visit, _, _ in group:
        channels[visit.channel] = channels.get(visit.channel, 0) + 1
    _, value, quote = group[0]
    return Said(value, value.text, quote, channels, tuple(dict.fromkeys(visit.id for visit, _, _ in group)))


def can_be_read(text: str, kind: str) -> bool:
    """Whether an answer in a person's own words states a value of that kind."""
    return kind == "text" or bool(stated(text, kind))


# -- YAML --------------------------------------------------------------------------------------------------------------
_PLAIN = re.compile(r"[^\W\d_][\w-]*\Z")
_WORDS_OF_YAML = {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}


def as_yaml(
    drafted: Sequence[Drafted],
    ticked: Mapping[tuple[str, str, str], str],
    titles: Mapping[str, str],
    head: Sequence[str],
    notes: Mapping[str, str],
) -> str:
    """The draft as config/services*.yaml takes it. ticked: what a person chose, by (service, fact, about). titles: of
    the channels. head: lines above it all. notes: what is said of a fact that all agree on, was said once, or differs:
    "agree", "once", "differ"."""
    lines = [f"# {line}" for line in head]
    lines.append("services:")
    service = fact = ""
    for one in drafted:
        if one.service != service:
            lines += [f"  {_scalar(one.service)}:", "    facts:"]
            service, fact = one.service, ""
        if one.fact != fact:
            lines += [f"      {_scalar(one.fact)}:", f"        kind: {one.kind}"]
            if one.about:
                lines.append("        right:")
            fact = one.fact
        lines += _right(one, ticked.get((one.service, one.fact, one.about)), titles, notes)
    if service == "":
        lines[-1] = "services: {}"
    return "\n".join(lines) + "\n"


def _right(one: Drafted, ticked: str | None, titles: Mapping[str, str], notes: Mapping[str, str]) -> Iterator[str]:
    key = f"          {_scalar(one.about)}: " if one.about else "        right: "
    blank = " " * (len(key) - len(key.lstrip()))
    if ticked is not None:
        yield key + _scalar(ticked)
        return
    if one.agreed:
        note = notes["once"] if one.once else notes["agree"]
        yield f"{key}{_scalar(one.said[0].text)}  # {_listed(one.said[0], titles)}: {note}"
        return
    yield f"{blank}# {notes['differ']}"
    for said in one.said:
        yield f"{blank}# {key.strip()} {_scalar(said.text)}  # {_listed(said, titles)}"


def _listed(said: Said, titles: Mapping[str, str]) -> str:
    parts = [titles.get(c) or c for c in said.channels]
    counts = [f" ×{n}" if n > 1 else "" for n in said.channels.values()]
    return _one_line(", ".join(part + count for part, count in zip(parts, counts, strict=True)))


def _scalar(text: str) -> str:
    """A text that YAML reads as the same text, whatever somebody wrote."""
    text = _one_line(text)
    if _PLAIN.match(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
