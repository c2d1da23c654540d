"""The command `shopper review`: a person's word about what was found: in the terminal, on a page, or by script."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import Exit, Refused, did_you_mean
from ..journal.events import Store
from ..programme import Programme
from ..settings import load_settings
from ..settings.models import Settings
from ..words import LANGUAGES, Words
from .places import journal_at, programme_at, state_of
from .records import named_wave

if TYPE_CHECKING:
    from ..review.applying import Applied
    from ..review.desk import Desk
    from ..review.spoken import PutRight


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for. finding, word, stars: said by a script; else a person is asked."""

    wave: str = ""
    name: str = ""
    page: bool = False
    port: int | None = None
    finding: str = ""
    word: str = ""
    because: str = ""
    stars: int | None = None
    again: bool = False
    listed: bool = False
    export: Path | None = None
    language: str | None = None
    misread: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A wave in its journal, with all that its report needs."""

    programme: Programme
    settings: Settings
    store: Store
    state: Path
    wave: str
    words: Words

    def load(self, language: str) -> tuple[Applied, Mapping[str, Any]]:
        from ..engine.artefacts import scorecard_in
        from ..engine.judged import reviewed

        applied = reviewed(self.settings, self.store, self.wave, language)
        return applied, scorecard_in(self.settings, self.store, self.wave, self.state, language)

    def write(self) -> Path:
        """Score and render anew; the page."""
        from ..engine.artefacts import write_artefacts

        return write_artefacts(self.programme, self.settings, self.store, self.wave, self.state).page


def review(folder: Path | None, state: Path | None, wanted: Wanted) -> int:
    """Ask a person, or take what the options say. Raises ShopperError."""
    from ..engine.wave import environment_of, language_of, started
    from ..programme.loading import mount
    from ..review.desk import Desk, Unsaid

    if wanted.language is not None and wanted.language not in LANGUAGES:
        raise Refused(f"--lang: “{wanted.language}” is none of {', '.join(LANGUAGES)}.")
    programme = programme_at(folder)
    mount(programme)
    place = state_of(programme, state)
    store = journal_at(place)
    try:
        wave = named_wave(store, wanted.wave)
        programme = replace(programme, environment=environment_of(store, wave))
        settings = load_settings(programme)
        words = Words(wanted.language or language_of(store, wave, settings), "review")
        begun = started(store, wave)
        theirs = str(begun.body.get("company", "")) if begun else ""
        if theirs and theirs != settings.company.name:
            raise Refused(words("other_company", wave=wave, theirs=theirs, ours=settings.company.name))
        at = _Place(programme, settings, store, place, wave, words)
        desk = Desk(store, wave, at.load)
        try:
            return _worked(desk, at, wanted)
        except Unsaid as refusal:
            raise Refused(refusal.told(words)) from None
        finally:
            if desk.spoken:
                print(words("report_at", page=at.write()))
    finally:
        store.close()


def _worked(desk: Desk, at: _Place, wanted: Wanted) -> int:
    if wanted.export is not None:
        _export(desk, at, wanted.export)
    elif wanted.listed:
        for item in desk.items(at.words.language):
            said = f"  ({at.words(f'word_{item.said.word.value}')}: {item.said.by})" if item.said else ""
            print(f"{item.id}  {item.sentence}{said}")
        _tell_gone(at)
    elif wanted.finding or wanted.word or wanted.stars is not None:
        _by_script(desk, at, wanted)
    elif wanted.page:
        return _on_a_page(desk, at, wanted)
    else:
        _in_the_terminal(desk, at, wanted)
        _tell_gone(at)
    return int(Exit.OK)


def _by_script(desk: Desk, at: _Place, wanted: Wanted) -> None:
    from ..review.spoken import Word

    if not wanted.finding:
        raise Refused("--word and --stars say something about --finding ID; shopper review --list names the ids.")
    if not wanted.word and wanted.stars is None:
        raise Refused("what is said of it? --word agree, wrong or ours; or --stars 1 to 5.")
    if wanted.word and wanted.word not in list(Word):
        raise Refused(f"--word: “{wanted.word}” is no word here. {did_you_mean(wanted.word, list(Word))}".strip())
    if wanted.word:
        spoken = at.words.language
        labels = [_put_right(text) for text in wanted.misread]
        word, because = Word(wanted.word), wanted.because
        desk.say(wanted.finding, word, wanted.name, because=because, labels=labels, language=spoken)
    if wanted.stars is not None:
        items = {item.id: item for item in desk.items(at.words.language)}
        visits = [visit for visit, _ in items[wanted.finding].visits] if wanted.finding in items else [wanted.finding]
        for visit in visits:
            desk.rate(visit, wanted.stars, wanted.name, at.words.language)
    print(at.words("kept"))


def _put_right(text: str) -> PutRight:
    from ..review.items import WAYS
    from ..review.spoken import PutRight

    visit, turn, way = ([*text.rsplit(":", 2), "", ""])[:3]
    if not visit or not turn.isdecimal():
        raise Refused(f"--misread: “{text}” is not VISIT:TURN:WAY, as 4f1c.1:2:not_deflection.")
    if way not in WAYS:
        hint = did_you_mean(way, WAYS) or f"Known here: {', '.join(WAYS)}."
        raise Refused(f"--misread: “{way}” is no way to read a message. {hint}")
    return PutRight(visit, int(turn), dict(WAYS[way]))


def _export(desk: Desk, at: _Place, file: Path) -> None:
    from ..review.exporting import append_rows, rows_of

    applied, _ = at.load(at.words.language)
    count = append_rows(file, rows_of(applied, at.settings.company.name))
    print(at.words("exported", file=file, count=count))


def _tell_gone(at: _Place) -> None:
    applied, _ = at.load(at.words.language)
    for word in applied.gone:
        print(at.words("gone", name=word.by, finding=word.finding))


def _in_the_terminal(desk: Desk, at: _Place, wanted: Wanted) -> None:
    from ..review.terminal import Terminal

    name = (wanted.name or _line(at.words("t_name")) or "").strip()
    if not name:
        raise Refused(at.words("no_name"))
    try:
        Terminal(desk, name, at.words, _line, print, again=wanted.again).work()
    except KeyboardInterrupt:
        print()


def _line(question: str) -> str | None:
    try:
        return input(question)
    except EOFError:
        return None


def _on_a_page(desk: Desk, at: _Place, wanted: Wanted) -> int:
    import asyncio

    from ..review.server import ReviewServer, serving

    async def served() -> None:
        server = ReviewServer(desk, at.settings.company.name, lambda: str(at.write()), name=wanted.name)
        async with serving(server, port=wanted.port or 0) as bound:
            _say(at.words("open_at", url=f"http://127.0.0.1:{bound}"))
            _say(at.words("stop"))
            await asyncio.Event().wait()

    try:
        asyncio.run(served())
    except KeyboardInterrupt:
        return int(Exit.OK)  # that is how it is ended
    return int(Exit.OK)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
