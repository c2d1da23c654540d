"""From a wave's journal to what people read: verdicts, observations, scorecard, and every report there is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..journal.codec import dump_verdict
from ..journal.events import Store
from ..journal.slots import missed_before
from ..judging import about_of
from ..model import Evidence, JourneyRecord, Outcome, Verdict
from ..programme import Programme
from ..review.showing import mark_reviews
from ..scoring.degree import score_wave
from ..scoring.finding_ids import finding_ids
from ..scoring.odm.grades import UNGRADED, shown, shown_up
from ..scoring.scorecard import scorecard as build_scorecard
from ..settings.models import Settings
from ..words import Words
from . import history
from . import wave as waves
from .all_waves import list_waves
from .beside import beside
from .first_look import look_of, turn_pictures
from .judged import observed, reviewed
from .known import mark_known
from .pseudonyms import with_pseudonyms
from .reports_there import reports_of
from .second_opinion import with_opinions

PAGE = "scorecard.html"
NEEDS_LOOK, NEEDS_TABLE = "first_look", "observations"
_TABLE = "observations.json"


@dataclass(frozen=True, slots=True)
class Artefacts:
    """The files of a wave. page: the scorecard that a manager opens. summary: one line for the terminal. card: what
    they all show. table: the observations that it rests on. told: what else is to be told, a line each."""

    folder: Path
    page: Path
    summary: str
    files: tuple[Path, ...]
    card: Mapping[str, Any] = field(default_factory=dict)
    table: Mapping[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()


def write_artefacts(
    programme: Programme,
    settings: Settings,
    store: Store,
    wave: str,
    state: Path,
    words: Words | None = None,
    *,
    second_opinion: bool = False,
    embed: bool = False,
) -> Artefacts:
    """Judge, observe, score and render a wave as the journal holds it now, finished or not.

    Each stage's result is a file of its own in out/WAVE below the state folder, and can be made again from the one
    before it. words: those of the terminal; without them all is told in the wave's own language. second_opinion: ask
    for it, where one is configured. embed: pictures stand inside the page, not beside it. Raises JournalError, and
    ShopperError for a report that fails."""
    folder = state / "out" / wave
    folder.mkdir(parents=True, exist_ok=True)
    words = words or Words(waves.language_of(store, wave, settings))
    ask = Words(words.language, "opinion") if second_opinion else None
    judged = _judged(settings, store, wave, folder, words.language, ask)
    files = [
        _write(folder / "verdicts.json", _with_ids(judged.verdicts)),
        _write(folder / _TABLE, judged.table),
        _write(folder / "scorecard.json", judged.scorecard),
    ]
    found = look_of(state, wave)
    if found is not None:
        found["turn_pictures"] = turn_pictures(store, judged.journeys)
    pictures = turn_pictures(store, judged.journeys, most=None) if embed else {}
    files += _render(programme, folder, judged.scorecard, found, judged.table, pictures)
    titles = settings.company.titles(words.language)
    files += list_waves(
        programme, settings, store, state, words.language, history.line_of(judged.history, store, titles)
    )
    summary = summary_of(judged.journeys, judged.verdicts, words)
    summary += degree_in_words(judged.scorecard, words)
    return Artefacts(folder, folder / PAGE, summary, tuple(files), judged.scorecard, judged.table, tuple(judged.told))


@dataclass(frozen=True, slots=True)
class _Judged:
    journeys: Sequence[JourneyRecord]
    verdicts: Sequence[Verdict]
    table: dict[str, Any]
    scorecard: dict[str, Any]
    history: history.History
    told: Sequence[str] = ()


def _judged(
    settings: Settings, store: Store, wave: str, folder: Path, language: str, ask: Words | None = None
) -> _Judged:
    """What is found of a wave, told in a language. folder: from where evidence is linked."""
    applied = reviewed(settings, store, wave, language)
    journeys, context = applied.journeys, applied.context
    verdicts, opinions = with_opinions(applied.verdicts, journeys, settings, store, ask=ask)
    observations, table = observed(applied, settings)

    def link(evidence: Evidence) -> str:
        return beside(store.evidence_path(evidence.sha256), evidence, folder)

    about = about_of(settings, wave, link, context.language, missed_before(store, wave))
    scorecard = build_scorecard(journeys, verdicts, observations, context, about, table)
    environment = waves.environment_of(store, wave)
    if environment:
        scorecard["wave"]["environment"] = environment
    mark_reviews(scorecard, applied)
    mark_known(scorecard, settings.known, waves.begun_on(store, wave, settings))
    table["wave"] = history.about_wave(store, wave, settings)

    def again(name: str) -> dict[str, Any]:
        made = observation_table(settings, store, name)
        score_wave(made)
        return made

    earlier = history.history_of(settings, store, folder.parent, again, now=wave, table=table)
    scorecard |= history.compared(earlier, wave, history.marks_of(store, context.titles), context, about)
    scorecard["table"] = _mark_of(table)
    if settings.company.page.staff_names == "pseudonyms" and not settings.company.competitor:
        scorecard = with_pseudonyms(scorecard, journeys, settings.company)
    return _Judged(journeys, verdicts, table, scorecard, earlier, opinions)


def scorecard_in(settings: Settings, store: Store, wave: str, state: Path, language: str = "") -> dict[str, Any]:
    """The scorecard of a wave as it is known now, told in a language; "" is the wave's own. Raises JournalError."""
    language = language or waves.language_of(store, wave, settings)
    return _judged(settings, store, wave, state / "out" / wave, language).scorecard


def observation_table(settings: Settings, store: Store, wave: str) -> dict[str, Any]:
    """The table that scoring reads, one row for each visit of a wave, with the config it needs."""
    return observed(reviewed(settings, store, wave), settings)[1]


def _render(
    programme: Programme,
    folder: Path,
    scorecard: dict[str, Any],
    found: dict[str, Any] | None,
    table: dict[str, Any],
    pictures: Mapping[str, str],
) -> list[Path]:
    """Every report there is; one that needs a first look only for a wave that began with one. pictures: those that go
    into a report that can hold them."""
    templates = [layer / "reports" / "templates" for layer in programme.layers]
    written = []
    for report in reports_of(programme):
        needs = report.needs
        if needs not in ("", NEEDS_LOOK, NEEDS_TABLE):
            continue  # made elsewhere, of more than one scorecard: the mail, the list of all waves
        if needs == NEEDS_LOOK and found is None:
            continue
        shown = {"": scorecard, NEEDS_LOOK: {**scorecard, "found": found}, NEEDS_TABLE: table}[needs]
        content = report.render(shown, templates, **({"pictures": pictures} if report.pictures else {}))
        path = folder / report.file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        written.append(path)
    return written


def _with_ids(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    return [{"id": id_, **dump_verdict(v)} for id_, v in zip(finding_ids(verdicts), verdicts, strict=True)]


def _mark_of(table: Mapping[str, Any]) -> dict[str, str]:
    """The table that was scored: its file beside the page, and the digest by which anybody can know it again."""
    return {"file": _TABLE, "sha256": hashlib.sha256(_written(table).encode()).hexdigest()}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, value: Any) -> Path:
    path.write_text(_written(value), encoding="utf-8", newline="\n")
    return path


def degree_in_words(scorecard: Mapping[str, Any], words: Words) -> str:
    """“; degree of omnichannel 46 of 100 (36–57): D”, "" where too little was measured for a letter."""
    overall = scorecard["degree"]["score"]["overall"]
    if overall["grade"] == UNGRADED:
        return ""
    low, high = shown(overall["lo"]), shown_up(overall["hi"])
    return "; " + words("degree", shown=overall["shown"], lo=low, hi=high, grade=overall["grade"])


def summary_of(journeys: Sequence[JourneyRecord], verdicts: Sequence[Verdict], words: Words) -> str:
    """One line: how many visits, how many were answered, how many go on or could not be measured."""
    visits = [visit for journey in journeys for visit in journey.visits]
    watched = [visit for visit in visits if visit.valid and visit.closed is not None]
    silent = {v.visit for v in verdicts if v.judge == "silence" and v.outcome is Outcome.FAILED}
    answered = sum(visit.id not in silent for visit in watched)
    key = "visits_one" if len(visits) == 1 else "visits"
    parts = [words(key, visits=len(visits), answered=answered, watched=len(watched))]
    still = sum(visit.closed is None for visit in visits)
    unmeasured = sum(not visit.valid for visit in visits)
    if still:
        parts.append(words("visits_open", count=still))
    if unmeasured:
        parts.append(words("visits_unmeasured", count=unmeasured))
    return ", ".join(parts)
