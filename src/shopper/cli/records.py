"""The commands that read the journal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console

from ..errors import Exit, Refused, ShopperError, did_you_mean
from ..journal import listing
from ..journal.events import Kind, Store
from ..journal.reading import build_records, waves
from ..programme import Programme
from ..settings import load_settings
from ..words import Words
from .places import journal_at, programme_at, state_of


def named_wave(store: Store, named: str) -> str:
    """The wave of that name, the newest for "". Raises Refused with the nearest names."""
    waves = [event.wave for event in store.events(kinds=[Kind.WAVE_STARTED])]
    if named and named not in waves:
        raise Refused(f"there is no wave “{named}” in the journal. {did_you_mean(named, waves)}".strip())
    if not waves:
        raise Refused("there is no wave in the journal yet. Begin with: shopper run")
    return named or waves[-1]


def journal(folder: Path | None, state: Path | None, what: str) -> None:
    """Print the waves, a wave's visits, or a visit's transcript."""
    programme = programme_at(folder)
    store = journal_at(state_of(programme, state))
    try:
        _show(store, programme, what, Console())
    finally:
        store.close()


def _show(store: Store, programme: Programme, what: str, console: Console) -> None:
    summaries = waves(store)
    if not what and not summaries:
        print("no wave was begun here yet. Begin with: shopper run")
    elif not what:
        console.print(listing.waves_table(summaries, zone=_zone(programme)))
    elif any(summary.name == what for summary in summaries):
        rows = listing.visit_rows(build_records(store, what))
        console.print(listing.visits_table(rows, zone=_zone(programme)))
        asides = store.events(wave=what, kinds=[Kind.UNASSIGNED, Kind.FAULT])
        if text := listing.asides_text(asides, zone=_zone(programme)):
            print(f"\n{text}")
    else:
        print(listing.transcript_text(listing.find_visit(store, what), zone=_zone(programme)))


def _zone(programme: Programme) -> ZoneInfo:
    """The company's zone; UTC where the config cannot be read any more (the journal still can)."""
    try:
        return ZoneInfo(load_settings(programme).company.zone)
    except ShopperError:
        return ZoneInfo("UTC")


def verify(folder: Path | None, state: Path | None, wave: str) -> int:
    """Print a sentence for everything that was altered; 0 when nothing was, else 10."""
    programme = programme_at(folder)
    store = journal_at(state_of(programme, state))
    try:
        problems = [*store.verify(wave=named_wave(store, wave) if wave else None), *store.verify_evidence()]
    finally:
        store.close()
    for problem in problems:
        print(problem)
    if not problems:
        print("the journal and the evidence are whole: nothing was altered")
    return int(Exit.OUR_FAULT if problems else Exit.OK)


def observations(folder: Path | None, state: Path | None, wave: str) -> None:
    """Print the observation table of a wave."""
    from ..engine.artefacts import observation_table
    from ..engine.wave import environment_of

    programme = programme_at(folder)
    store = journal_at(state_of(programme, state))
    try:
        wave = named_wave(store, wave)
        settings = load_settings(replace(programme, environment=environment_of(store, wave)))
        table = observation_table(settings, store, wave)
    finally:
        store.close()
    print(json.dumps(table, ensure_ascii=False, indent=1))


def report(
    folder: Path | None,
    state: Path | None,
    wave: str,
    *,
    second_opinion: bool = False,
    embed: bool = False,
    pdf: bool = False,
) -> None:
    """Make a wave's artefacts again and say where they are. second_opinion: ask for it first. Raises Refused where it
    is asked for and none is configured. embed: pictures go into the page. pdf: print it too; raises OurFault where no
    browser is there."""
    from ..engine.artefacts import write_artefacts
    from ..engine.wave import environment_of, language_of
    from ..programme.loading import load_stock, mount

    programme = programme_at(folder)
    mount(programme)
    place = state_of(programme, state)
    store = journal_at(place)
    try:
        wave = named_wave(store, wave)
        programme = replace(programme, environment=environment_of(store, wave))
        settings = load_settings(programme)
        if second_opinion and settings.rubric.second_opinion is None:
            raise Refused(
                "nobody is named who could be asked for a second opinion. Name a service in config/rubric.yaml, "
                "second_opinion: {url: …, model: …}; see docs/second-opinion.md."
            )
        words = Words(language_of(store, wave, settings))
        artefacts = write_artefacts(
            programme, settings, store, wave, place, words, second_opinion=second_opinion, embed=embed
        )
    finally:
        store.close()
    print(artefacts.summary)
    for line in artefacts.told:
        print(line)
    print(words("page_line", page=artefacts.page))
    if pdf:
        printing = load_stock("probes.webchat.printing")
        print(words("page_line", page=printing.print_page(artefacts.page, artefacts.page.with_suffix(".pdf"))))
