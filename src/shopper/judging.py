"""Puts together what judges and scoring need from the config: the only place where they meet.

journeys ─ judge_all ─ verdicts ─ observe ─ observations ─ scorecard_of ─ the dict that every report renders
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from .installed import JUDGES as GROUP
from .installed import PluginBroken, installed
from .journal.slots import SlotRow
from .judges import JUDGES, Judge, Meta, judge_journey
from .model import ChannelAddress, JourneyRecord, Verdict
from .reading.context import JudgeContext
from .reading.needs import AllowedHandover, DoneWhen, KnownFact, Need
from .reading.steps import USUAL, Step
from .reading.text import plain
from .scoring.observations import observe, to_json
from .scoring.scorecard import About, evidence_beside, scorecard
from .scoring.transcripts import EvidenceLink
from .settings.models import Service, Settings
from .settings.standards import StandardStep
from .settings.values import Language

_ID = re.compile("[a-z][a-z0-9_]*")
_JUDGE_DOCS = "see docs/add-a-judge.md"


def context_of(settings: Settings, language: str = "") -> JudgeContext:
    """What judging knows of this company. language: in which verdicts speak; "" is the one that the config names."""
    company = settings.company
    return JudgeContext(
        channels=tuple(ChannelAddress(key, c.kind, c.address, c.aliases) for key, c in company.channels.items()),
        zone=company.zone,
        hours={key: c.hours for key, c in company.channels.items()},
        titles=company.titles(language or company.language or "en"),
        facts={key: {name: f.kind for name, f in s.facts.items()} for key, s in settings.services.items()},
        fact_names={key: _facts_of(s, language or company.language or "en") for key, s in settings.services.items()},
        needs={key: need_of(s) for key, s in settings.services.items()},
        standard=tuple(_step(step) for step in settings.rubric.standard) or USUAL,
        written=bool(settings.rubric.standard),
        languages={key: c.languages or company.languages for key, c in company.channels.items()},
        language=language or company.language or "en",
        closed_days=settings.calendar.closed_days(),
        exceptions=tuple((e.start, e.last, e.reason) for e in settings.calendar.exceptions if not e.blackout),
    )


def need_of(service: Service) -> Need:
    """What judging knows of a service."""
    done = service.done_when
    return Need(
        facts={name: KnownFact(fact.kind, fact.right) for name, fact in service.facts.items()},
        transact=service.kind == "transact",
        done=DoneWhen(done.states, done.asks, _plain(done.says.values())) if done else None,
        allowed=tuple(AllowedHandover(way.to, way.sent_from, way.because) for way in service.allowed_handover),
    )


def _step(step: StandardStep) -> Step:
    return Step(step.id, _plain(step.words.values()), step.channels)


def _plain(phrases: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Words as they are looked for in a message, of all languages at once."""
    return tuple(plain(words) for some in phrases for words in some)


def judge_names() -> tuple[str, ...]:
    """The ids of all judges there are, those of installed packages after ours. Raises PluginBroken."""
    return tuple(all_judges())


@cache
def all_judges() -> Mapping[str, Judge]:
    """Our judges and those of installed packages, looked for once and then known everywhere by JUDGES.

    Raises PluginBroken naming one that cannot be loaded, that is no judge, or that has the id of another."""
    found: dict[str, Judge] = {}
    for name, whence, module in installed(GROUP):
        meta, judge = getattr(module, "META", None), getattr(module, "judge", None)
        if not isinstance(meta, Meta) or not callable(judge):
            raise PluginBroken(f"{whence} is no judge: META and judge(journey, context) are asked for ({_JUDGE_DOCS})")
        if meta.id != name or not _ID.fullmatch(name):
            raise PluginBroken(
                f"{whence}: the id in its META is “{meta.id}”; both must be the same, like “broken_promise”"
            )
        if lacking := [part for part in ("titles", "failures", "why") if "en" not in getattr(meta, part)]:
            raise PluginBroken(f"{whence}: its META says nothing in English under {', '.join(lacking)} ({_JUDGE_DOCS})")
        if name in JUDGES or name in found:
            raise PluginBroken(f"{whence}: there is a judge of this id already; it needs one of its own")
        found[name] = Judge(meta, judge)
    JUDGES.update(found)
    return JUDGES


def judge_all(
    journeys: Iterable[JourneyRecord], settings: Settings, context: JudgeContext | None = None
) -> list[Verdict]:
    """The verdicts on all journeys by every judge that the rubric counts. Raises PluginBroken."""
    rules = settings.rubric.judges
    only = [name for name in all_judges() if name not in rules or rules[name].counts]
    context = context or context_of(settings)
    return [verdict for journey in journeys for verdict in judge_journey(journey, context, only)]


def about_of(
    settings: Settings, wave: str, link: EvidenceLink, language: str = "", missed: Sequence[SlotRow] = ()
) -> About:
    """What stands at the head of a wave's scorecard. language: as in context_of; services are called by it. missed:
    what the schedule wanted before it, and was not played."""
    company = settings.company
    spoken = language or company.language or "en"
    return About(
        company=company.name,
        wave=wave,
        services={key: _called(key, s, spoken) for key, s in settings.services.items()},
        channels=list(company.channels),
        unshopped=[key for key, c in company.channels.items() if not c.shopped],
        missed=[{"wave": row.wave, "due": row.local, "why": row.why} for row in missed],
        ordered_by=company.guard_rails.authorised_by,
        scripts_by=company.scripts_by,
        competitor=company.competitor,
        transcripts=company.page.transcripts,
        facts={key: _facts_of(s, spoken) for key, s in settings.services.items()},
        stages={key: s.stage for key, s in settings.services.items()},
        link=link,
    )


def _facts_of(service: Service, language: str) -> dict[str, str]:
    """What a service's facts are called in sentences of that language."""
    names = {name: fact.names.get(cast(Language, language), ()) for name, fact in service.facts.items()}
    return {name: called[0] for name, called in names.items() if called}


def _called(key: str, service: Service, language: str) -> str:
    """A service's title in a language; where it has none in it, and that is not English, its first name in it."""
    if language in service.title.by_language:
        return service.title.told_in(language)
    names = service.names.get(cast(Language, language), ()) if language != "en" else ()
    return names[0][:1].upper() + names[0][1:] if names else service.title or key


def scorecard_of(journeys: Sequence[JourneyRecord], settings: Settings, *, wave: str) -> dict[str, Any]:
    """The scorecard of journeys that nobody reviewed, with evidence beside it."""
    context = context_of(settings)
    verdicts = judge_all(journeys, settings, context)
    observations = observe(journeys, verdicts, context)
    about = about_of(settings, wave, evidence_beside, context.language)
    return scorecard(journeys, verdicts, observations, context, about, to_json(observations, settings))
