"""Who plays which story: before the first word of a wave, every journey is given a persona.

A pure function of the journeys' needs, the config, what agents saw in the last week, and the wave's name. A persona
fits who speaks the language, has an account in every channel that the scenario names and belongs to their pools, can
ask what is asked, and holds the real facts that are needed. Among those who fit, nobody is given the same question in
the same channel twice while another could ask it; then whoever can be reached in most of the channels that the story
may lead to; then who has not spoken another language there; then who was seen least. The rest is drawn by the wave's
and the journey's name, so that neither the order of the files nor that of the scenarios matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..errors import OurFault
from ..settings import questions
from ..settings.models import Persona, Settings
from .credible import Need, Node, Seen, Week
from .identity import digest
from .probe import Probe

_FAR = 400  # so many give up a story for one of them to be played: the search recurses


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays what.

    personas: journey -> persona. not_applicable: journey -> why nobody can play it, which is no mistake. impossible:
    journey -> why nobody can, which is one. too_much: what the personas cannot carry credibly, a sentence for each.
    """

    personas: Mapping[str, str] = field(default_factory=dict)
    not_applicable: Mapping[str, str] = field(default_factory=dict)
    impossible: Mapping[str, str] = field(default_factory=dict)
    too_much: tuple[str, ...] = ()


def cast(
    needs: Iterable[Need],
    settings: Settings,
    probes: Mapping[str, Probe],
    *,
    wave: str,
    seen: Iterable[Seen] = (),
) -> Cast:
    """Give every journey its persona, as far as one can play it. seen: the visits of the last seven days."""
    company = _Casting(settings, probes, wave, seen)
    not_applicable: dict[str, str] = {}
    impossible: dict[str, str] = {}
    fitting: list[Need] = []
    for need in needs:
        if company.candidates(need):
            fitting.append(need)
        elif need.real and (missing := company.lacks_real(need)):
            not_applicable[need.journey] = missing
        else:
            impossible[need.journey] = company.why_nobody(need)
    left = company.give_out(fitting)
    return Cast(dict(company.given), not_applicable, impossible, tuple(_too_much(left, company)))


def who_plays(
    given: Mapping[str, str],
    settings: Settings,
    probes: Mapping[str, Probe],
    *,
    journey: str,
    seed: str,
    language: str,
) -> str:
    """The persona of a journey: as the wave was cast; in a wave without a cast, somebody who speaks the language.

    Raises OurFault when nobody does."""
    if journey in given:
        return given[journey]
    made = cast([Need(journey, journey, language, leads_on=True)], settings, probes, wave=seed)
    if journey not in made.personas:
        raise OurFault(
            f"no persona speaks “{language}”: add one to config/personas.yaml, or its language to one of them",
            code="no_persona",
        )
    return made.personas[journey]


class _Casting:
    def __init__(self, settings: Settings, probes: Mapping[str, Probe], wave: str, seen: Iterable[Seen]) -> None:
        self.settings, self._probes, self._wave = settings, probes, wave
        self.week = Week.after(settings.company.guard_rails, seen)
        self.given: dict[str, str] = {}
        self._needs: dict[str, Need] = {}
        self._at: dict[Node, list[str]] = {}
        self._fit: dict[str, tuple[str, ...]] = {}
        self._carried: dict[tuple[str, str], bool] = {}

    # -- who fits ----------------------------------------------------------------------------------------------------
    def candidates(self, need: Need) -> tuple[str, ...]:
        """The personas who can play a journey, by id."""
        if need.journey not in self._fit:
            everybody = sorted(self.settings.personas)
            self._fit[need.journey] = tuple(p for p in everybody if not self._why_not(p, need))
        return self._fit[need.journey]

    def _why_not(self, pid: str, need: Need, *, real: bool = True) -> str:
        """Why a persona cannot play a journey; "" for one who can."""
        persona = self.settings.personas[pid]
        if need.language not in persona.languages:
            return f"does not speak “{need.language}”"
        for channel in need.channels:
            settings = self.settings.company.channels[channel]
            if settings.personas and pid not in settings.personas:
                return f"is not among the personas of “{channel}”"
            if not self._carries(pid, settings.driver):
                return f"has no account for “{channel}” ({settings.kind})"
        for service in need.services:
            if not questions(self.settings.services[service], need.language, persona.told(need.language)):
                return f"lacks the facts that the wordings of “{service}” name"
        if real and (fact := _not_real(persona, need)):
            return f"has no real {fact}"
        return ""

    def _carries(self, pid: str, kind: str) -> bool:
        if (pid, kind) not in self._carried:
            self._carried[pid, kind] = carries(self._probes, pid, self.settings.personas[pid], kind)
        return self._carried[pid, kind]

    def lacks_real(self, need: Need) -> str:
        """A sentence where a journey is not applicable, since only a real fact is missing; "" where more is amiss."""
        others = [p for p in sorted(self.settings.personas) if not self._why_not(p, need, real=False)]
        speakers = [p for p, persona in self.settings.personas.items() if need.language in persona.languages]
        facts = " and ".join(need.real)
        if not others and any(not _not_real(self.settings.personas[p], need) for p in speakers):
            return ""
        add = ", ".join(f"{fact}: {{value: …, real: true}}" for fact in need.real)
        who = others[0] if others else f"a persona who speaks “{need.language}”"
        return (
            f"not applicable: no persona who could play this has a real {facts}. Add {add} under facts: of {who} in "
            "config/personas.yaml, with what the company itself holds"
        )

    def why_nobody(self, need: Need) -> str:
        """Why no persona can play a journey, persona by persona."""
        whys: dict[str, list[str]] = {}
        for pid in self.settings.personas:
            whys.setdefault(self._why_not(pid, need), []).append(pid)
        told = "; ".join(f"{', '.join(pids)} {why}" for why, pids in whys.items())
        return f"no persona can play this: {told}."

    # -- who plays ---------------------------------------------------------------------------------------------------
    def give_out(self, needs: Iterable[Need]) -> list[Need]:
        """Give every journey to somebody; those left over are given, too, and exceed what is credible."""
        self._needs = {need.journey: need for need in needs}
        order = self._in_order(self._needs.values())
        same = self.settings.company.guard_rails.same_question_per_week
        # First as if nobody might ask the same thing twice; who then has nobody may have one who asks again.
        left = order
        for limit in dict.fromkeys((1, same)):
            in_vain: set[Node] = set()  # what could not be freed for one story cannot for the next
            placed: set[str] = set()
            for need in left:
                visited = set(in_vain)
                if self._place(need, limit, visited):
                    placed.add(need.journey)
                else:
                    in_vain = visited
            left = [need for need in left if need.journey not in placed]
        for need in left:
            self._give(min(self.candidates(need), key=self._preference(need)), need)
        return left

    def _in_order(self, needs: Collection[Need]) -> list[Need]:
        """Those whom few can play first; of these one of each language in turn, so that every language finds somebody
        who has not spoken another one yet."""
        nth: Counter[str] = Counter()
        turns: dict[str, int] = {}
        for need in sorted(needs, key=lambda need: digest(self._wave, need.journey)):
            nth[need.language] += 1
            turns[need.journey] = nth[need.language]
        return sorted(needs, key=lambda n: (len(self.candidates(n)), turns[n.journey], digest(self._wave, n.journey)))

    def _place(self, need: Need, same: int, visited: set[Node], depth: int = 0) -> bool:
        """Give a journey to somebody who has room, if need be after another journey was given to somebody else.

        An augmenting path, as in bipartite matching (Kuhn 1955); visited: where room was looked for in vain."""
        candidates = self.candidates(need)
        free = [pid for pid in candidates if not self.week.full(pid, need, same)]
        if free:
            self._give(min(free, key=self._preference(need)), need)
            return True
        for pid in candidates:
            full = self.week.full(pid, need, same)
            if len(full) != 1 or full[0] in visited or depth >= _FAR:
                continue
            visited.add(full[0])
            for journey in list(self._at.get(full[0], ())):
                other = self._needs[journey]
                self._take(pid, other)
                if not self.week.full(pid, need, same):
                    self._give(pid, need)
                    if self._place(other, same, visited, depth + 1):
                        return True
                    self._take(pid, need)
                self._give(pid, other)
        return False

    def _give(self, pid: str, need: Need) -> None:
        self.given[need.journey] = pid
        self.week.add(pid, need)
        for node in _nodes(pid, need):
            self._at.setdefault(node, []).append(need.journey)

    def _take(self, pid: str, need: Need) -> None:
        del self.given[need.journey]
        self.week.add(pid, need, -1)
        for node in _nodes(pid, need):
            self._at[node].remove(need.journey)

    def _preference(self, need: Need) -> _Preference:
        return _Preference(self, need, digest(self._wave, need.journey))

    def preference(self, pid: str, need: Need, seed: str) -> tuple[object, ...]:
        """What is smaller for a persona who should rather play a journey."""
        persona = self.settings.personas[pid]
        reached = sum(self._carries(pid, kind) for kind in self._may_lead_to(need))
        first = persona.languages[0] == need.language
        week = self.week
        return (
            week.again(pid, need),
            -reached,
            week.otherwise_spoken(pid, need),
            *week.load(pid, need),
            not first,
            digest(seed, pid),
        )

    def _may_lead_to(self, need: Need) -> list[str]:
        """The kinds of channels in which an answer may come: those that hear without a conversation, as a mailbox
        does, and all of them where the story follows what the company says."""
        kinds = {c.driver for c in self.settings.company.channels.values() if c.driver in self._probes}
        return sorted(kind for kind in kinds if need.leads_on or hasattr(self._probes[kind], "listen"))


@dataclass(frozen=True, slots=True)
class _Preference:
    casting: _Casting
    need: Need
    seed: str

    def __call__(self, pid: str) -> tuple[object, ...]:
        return self.casting.preference(pid, self.need, self.seed)


def carries(probes: Mapping[str, Probe], pid: str, persona: Persona, kind: str) -> bool:
    """Whether a persona has an account for a kind of channel."""
    try:
        probes[kind].line(pid, persona)
    except OurFault:
        return False
    return True


def _not_real(persona: Persona, need: Need) -> str:
    return next((fact for fact in need.real if not persona.real(fact)), "")


def _nodes(pid: str, need: Need) -> list[Node]:
    return [*((pid, channel) for channel in need.visits), *((pid, channel, s) for s, channel in need.asks)]


def _too_much(left: Sequence[Need], casting: _Casting) -> list[str]:
    """What cannot be carried credibly, with numbers and what to do; a sentence for each place and group of personas."""
    rails = casting.settings.company.guard_rails
    same = rails.same_question_per_week
    groups: dict[tuple[tuple[Node, ...], str], list[Need]] = {}
    for need in left:
        nodes = {n for p in casting.candidates(need) for n in casting.week.full(p, need, same)}
        groups.setdefault((tuple(sorted(nodes)), need.language), []).append(need)
    return [_one_too_much(nodes, language, needs, casting) for (nodes, language), needs in groups.items()]


def _one_too_much(nodes: Sequence[Node], language: str, needs: Sequence[Need], casting: _Casting) -> str:
    rails, week = casting.settings.company.guard_rails, casting.week
    told = []
    for node in nodes:
        count, made = week.planned(node), week.made[node]
        before = f", {made} of them made already" if made else ""
        if len(node) == 3:
            limit = f"{rails.same_question_per_week} (guard_rails.same_question_per_week)"
            told.append(
                f"{node[0]} would ask about “{node[2]}” in “{node[1]}” {count} times{before}; the limit is {limit}"
            )
        else:
            limit = f"{rails.persona_visits_per_week} (guard_rails.persona_visits_per_week)"
            told.append(f"{node[0]} would come {count} times to “{node[1]}”{before}; the limit is {limit}")
    titles = ", ".join(f"“{need.title}”" for need in needs[:3]) + (f" and {len(needs) - 3} more" if needs[3:] else "")
    return (
        f"guard rail: within seven days {'; '.join(told)}. Agents recognise a shopper by that. Too much are {titles}: "
        f"choose fewer with -k, add a persona who speaks “{language}” to config/personas.yaml, wait, or raise the limit"
    )
