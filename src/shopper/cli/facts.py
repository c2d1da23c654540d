"""The command `shopper facts`: right answers drafted from what the channels said, for the owner to tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import Exit, OurFault, Refused
from ..settings import load_settings
from ..words import LANGUAGES, Words
from .places import journal_at, programme_at, state_of
from .records import named_wave

if TYPE_CHECKING:
    from ..review.drafting import Drafted

_QUOTE = 120  # characters
Ticked = dict[tuple[str, str, str], str]


def facts(
    folder: Path | None, state: Path | None, wave: str, *, tick: bool, file: Path | None, language: str | None
) -> int:
    """Show what was said of each fact, side by side; let a person choose; write YAML. Raises ShopperError."""
    from ..engine.judged import reviewed
    from ..engine.wave import environment_of, language_of
    from ..review.drafting import as_yaml, draft

    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: “{language}” is none of {', '.join(LANGUAGES)}.")
    programme = programme_at(folder)
    store = journal_at(state_of(programme, state))
    try:
        wave = named_wave(store, wave)
        settings = load_settings(replace(programme, environment=environment_of(store, wave)))
        words = Words(language or language_of(store, wave, settings), "review")
        applied = reviewed(settings, store, wave, words.language)
    finally:
        store.close()
    drafted = draft(applied.journeys, applied.context)
    titles = applied.context.titles
    if not drafted:
        print(words("f_none"))
    _show(drafted, titles, words, Console())
    ticked = _tick(drafted, words) if tick else {}
    if file is not None:
        head = [words("f_yaml_head", wave=wave), words("f_yaml_where")]
        notes = {key: words(f"f_{key}") for key in ("agree", "once", "differ")}
        _write(file, as_yaml(drafted, ticked, titles, head, notes))
        print(words("f_written", file=file))
    return int(Exit.OK)


def _show(drafted: Sequence[Drafted], titles: Mapping[str, str], words: Words, console: Console) -> None:
    for one in drafted:
        fact = f"{one.fact} ({one.about})" if one.about else one.fact
        state = "f_differ" if not one.agreed else "f_once" if one.once else "f_agree"
        head = f"{words('f_head', service=one.service, fact=fact)} – {words(state)}"
        columns = ("f_channel", "f_value", "f_times", "f_quote", "f_visits")
        table = Table(title=Text(head), title_justify="left")
        for column in columns:
            table.add_column(words(column), overflow="fold")
        for said in one.said:
            where = ", ".join(titles.get(c) or c for c in said.channels)
            quote = " ".join(said.quote.split())[:_QUOTE]
            table.add_row(*map(Text, (where, said.text, str(said.times), quote, " ".join(said.visits))))
        console.print(table)


def _tick(drafted: Sequence[Drafted], words: Words) -> Ticked:
    """What a person chose. The end of the input leaves the rest open."""
    from ..review.drafting import can_be_read

    chosen: Ticked = {}
    for one in drafted:
        fact = f"{one.fact} ({one.about})" if one.about else one.fact
        print(f"\n{words('f_head', service=one.service, fact=fact)}")
        for n, said in enumerate(one.said, 1):
            print(f"  {n}  {said.text}")
        while True:
            try:
                answer = input(f"{words('f_tick')} ").strip()
            except EOFError:
                return chosen
            if not answer:
                break
            place = int(answer) if answer.isdecimal() and len(answer) < 4 else 0
            text = one.said[place - 1].text if 1 <= place <= len(one.said) else answer
            if can_be_read(text, one.kind):
                chosen[one.service, one.fact, one.about] = text
                break
            print(words("f_unread", kind=one.kind, text=text))
    return chosen


def _write(file: Path, text: str) -> None:
    if file.exists():
        raise Refused(f"{file} is there already; nothing is overwritten. Name another file.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OurFault(f"{file} could not be written: {error.strerror}.", code="disk") from error
