"""The company's right answers, drafted from what its channels said: one point of answers where there was none. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..model import JourneyRecord, Side, Turn, VisitRecord
from ..reading.answers import answered_values
from ..reading.context import JudgeContext
from ..reading.facts import Value, comparable, compatible, stated

# Facts of a customer that say who they are, and not what they ask about.
_WHO = ("name", "first_name", "last_name", "phone", "email", "order_number", "customer_number", "address")


@dataclass(frozen=True, slots=True)
class Said:
    """One value as the channels stated it. text: in the first one's words. turn: the message, of the first of the
    visits. channels: how often each said so, by its id. visits: where."""

    value: Value
    text: str
    turn: Turn
    channels: Mapping[str, int]
    visits: tuple[str, ...]

    @property
    def quote(self) -> str:
        """The whole message."""
        return self.turn.text

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
    found: dict[tuple[str, str, str], list[tuple[VisitRecord, Value, Turn]]] = {}
    for journey in journeys:
        for visit in journey.visits:
            if visit.valid:
                for fact, about, value, turn in _stated(journey, visit, context):
                    found.setdefault((visit.service, fact, about), []).append((visit, value, turn))
    order = {(service, fact): n for n, (service, fact) in enumerate(_facts_in_order(context))}
    return [
        Drafted(service, fact, context.facts[service][fact], about, _grouped(stated_))
        for (service, fact, about), stated_ in sorted(found.items(), key=lambda p: (order[p[0][0], p[0][1]], p[0][2]))
    ]


def _facts_in_order(context: JudgeContext) -> Iterator[tuple[str, str]]:
    return ((service, fact) for service, facts in context.facts.items() for fact in facts)


def _stated(
    journey: JourneyRecord, visit: VisitRecord, context: JudgeContext
) -> Iterator[tuple[str, str, Value, Turn]]:
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
            yield fact, ", ".join(known), value, turn


def _grouped(stated_: Sequence[tuple[VisitRecord, Value, Turn]]) -> tuple[Said, ...]:
    groups: dict[tuple[float, float, str], list[tuple[VisitRecord, Value, Turn]]] = {}
    for visit, value, turn in stated_:
        groups.setdefault((value.low, value.high, value.unit), []).append((visit, value, turn))
    made = [_said(group) for group in groups.values()]
    return tuple(sorted(made, key=lambda one: (-one.times, one.text)))


def _said(group: Sequence[tuple[VisitRecord, Value, Turn]]) -> Said:
    channels: dict[str, int] = {}
    for visit, _, _ in group:
        channels[visit.channel] = channels.get(visit.channel, 0) + 1
    _, value, turn = group[0]
    return Said(value, value.text, turn, channels, tuple(dict.fromkeys(visit.id for visit, _, _ in group)))


def can_be_read(text: str, kind: str) -> bool:
    """Whether an answer in a person's own words states a value of that kind."""
    return kind == "text" or bool(stated(text, kind))


# -- YAML --------------------------------------------------------------------------------------------------------------
_BEFORE = 3  # words before a value that may change it: “up to”, “not earlier than”
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
    lines = [f"# {_one_line(line)}" for line in head]
    services: dict[str, dict[str, list[Drafted]]] = {}
    for one in drafted:
        services.setdefault(one.service, {}).setdefault(one.fact, []).append(one)
    lines.append("services:" if services else "services: {}")
    for service, facts in services.items():
        lines += [f"  {_scalar(service)}:", "    facts:"]
        for fact, answers in facts.items():
            lines += [f"      {_scalar(fact)}:", f"        kind: {answers[0].kind}"]
            lines += _fact(answers, ticked, titles, notes)
    return "\n".join(lines) + "\n"


def _fact(
    answers: Sequence[Drafted],
    ticked: Mapping[tuple[str, str, str], str],
    titles: Mapping[str, str],
    notes: Mapping[str, str],
) -> Iterator[str]:
    """Its right answer, or one for each thing that was asked for."""
    each = [_right(one, ticked.get((one.service, one.fact, one.about)), titles, notes) for one in answers]
    if len(answers) == 1 and not answers[0].about:
        chosen, note, open_ = each[0]
        if chosen:
            yield f"        right: {chosen}{note}"
        yield from (f"        # right: {line}" if is_value else f"        # {line}" for line, is_value in open_)
        return
    settled = any(chosen for chosen, _, _ in each)
    yield "        right:" if settled else "        # right:"
    for one, (chosen, note, open_) in zip(answers, each, strict=True):
        key = _scalar(one.about)
        if chosen:
            yield f"          {key}: {chosen}{note}"
        yield from (f"          # {key}: {line}" if is_value else f"          # {line}" for line, is_value in open_)


def _right(
    one: Drafted, ticked: str | None, titles: Mapping[str, str], notes: Mapping[str, str]
) -> tuple[str, str, list[tuple[str, bool]]]:
    """(the right answer as YAML, "" while it is open; a comment behind it; the lines between which to choose, and
    whether each is an answer or a remark)."""
    if ticked is not None:
        return _scalar(ticked), "", []
    if one.agreed and _written(one.said[0], one.kind):
        note = notes["once"] if one.once else notes["agree"]
        return _scalar(_written(one.said[0], one.kind)), f"  # {_listed(one.said[0], titles)}: {note}", []
    texts = [(_written(said, one.kind) or said.text, said) for said in one.said]
    lines = [(f"{_scalar(text)}  # {_listed(said, titles)}", True) for text, said in texts]
    return "", "", [(_one_line(notes["once" if one.agreed else "differ"]), False), *lines]


def _written(said: Said, kind: str) -> str:
    """The value in its own words, with as many before it as it takes to read it alike without the rest of the message
    (“within 14 days” is not 14 days); "" where that does not do."""
    before = unicodedata.normalize("NFC", said.quote)[: said.value.start].split()
    for words in range(min(_BEFORE, len(before)) + 1):
        text = " ".join([*before[len(before) - words :], said.text])
        alone = stated(text, kind)
        if len(alone) == 1 and _ends(alone[0]) == _ends(said.value):
            return _one_line(text)
    if kind == "yes_no":
        return "yes" if said.value.low > 0 else "no"
    return ""


def _ends(value: Value) -> tuple[float, float, str]:
    return value.low, value.high, value.unit


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
