"""The command `shopper scenarios`: what there is to choose from, one of it as written, and taking some."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..errors import Refused, ShopperError, did_you_mean
from ..programme import Programme, stock_root
from ..programme.library import Errand, own_errands, read_errand, stock_errands
from ..settings import load_settings
from ..settings.models import Settings
from ..words import LANGUAGES, Words, of_this_computer
from .fitting import NEEDS, ORDER, channels_of, fit, for_trade
from .places import programme_at
from .setting_up import feature_path, left_out_lines

_ORDINARY_TAGS = ("every-channel",)


def scenarios(folder: Path | None, language: str | None, names: Sequence[str], *, take: bool, long: bool) -> None:
    """List the errands; or print the named ones; or take them into the programme. Raises Refused."""
    programme = _programme(folder)
    settings = _settings(programme)
    language = _language(language, settings)
    words = Words(language)
    library = stock_errands(stock_root(), language)
    own = own_errands(programme) if programme is not None else []
    if take and programme is None:
        raise Refused(words("no_programme_to_take"))
    if take and programme is not None:
        chosen = [_named(name, library, words) for name in names or [""]]
        _take(programme, load_settings(programme), chosen, words, long=long)
    elif names:
        _show([_named(name, [*own, *library], words) for name in names])
    else:
        trade = settings.company.trade if settings is not None else ""
        _list(for_trade(library, trade), own, words, programme)


def _programme(folder: Path | None) -> Programme | None:
    """The owner's programme; None where there is none: the library can be read anywhere."""
    try:
        programme = programme_at(folder)
    except Refused:
        if folder is not None:
            raise
        return None
    return None if programme.root == programme.stock else programme


def _settings(programme: Programme | None) -> Settings | None:
    """Its config; None for one that cannot be read now, which is no reason not to show what there is."""
    try:
        return load_settings(programme) if programme is not None else None
    except ShopperError:
        return None


def _language(given: str | None, settings: Settings | None) -> str:
    if given is not None:
        if given not in LANGUAGES:
            words = Words(of_this_computer())
            raise Refused(f"--lang: {words('wrong_language', answer=given, known=', '.join(LANGUAGES))}")
        return given
    return settings.company.languages[0] if settings is not None else of_this_computer()


def _named(name: str, errands: Sequence[Errand], words: Words) -> Errand:
    """An errand by its name; the owner's before the library's. Raises Refused."""
    wanted = name.removesuffix(".feature").rpartition("/")[2]
    for errand in errands:
        if errand.name == wanted:
            return errand
    hint = did_you_mean(wanted, [errand.name for errand in errands]) or "→ shopper scenarios"
    raise Refused(words("unknown_name", name=name, hint=hint).strip())


def _show(errands: Sequence[Errand]) -> None:
    sys.stdout.write("\n".join(errand.text.rstrip("\n") + "\n" for errand in errands))


def _take(programme: Programme, settings: Settings, errands: Sequence[Errand], words: Words, *, long: bool) -> None:
    fits = [fit(errand, settings, long=long) for errand in errands]
    written = False
    for found in fits:
        name, kept = found.errand.name, set(found.kept)
        path, there = _place(programme.root / feature_path(found))
        new = {scene for scene in kept if scene.name not in there}
        if new:
            _write(path, found.errand.without([scene for scene in found.errand.scenes if scene not in new]))
            print(words("took", name=name, path=path))
            written = True
        else:
            print(words("took_not" if kept else "took_nothing_of", name=name))
    for line in left_out_lines(fits, words):
        print(line)
    if written:
        print(words("then_check"))


def _place(path: Path) -> tuple[Path, set[str]]:
    """Where an errand goes: its file, or returns_2.feature beside a file that is there; and the scenarios there are."""
    there: set[str] = set()
    for number in count(2):
        if not path.exists():
            return path, there
        read = read_errand(path)
        there |= {scene.name for scene in read.scenes} if read is not None else set()
        path = path.with_stem(f"{path.stem.removesuffix(f'_{number - 1}')}_{number}")
    raise AssertionError("count() does not end")


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:  # never overwrites, whatever came meanwhile
            file.write(text)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.") from error


def _list(library: Sequence[Errand], own: Sequence[Errand], words: Words, programme: Programme | None) -> None:
    have = {errand.name for errand in own}
    console = Console(highlight=False)
    offered = {errand.name for errand in library}
    own = [errand for errand in own if errand.name not in offered]
    tables = [(words("library"), library, programme is not None), *([(words("yours"), own, False)] if own else [])]
    for title, errands, show_taken in tables:
        if not errands:
            print(words("none_in_library"))
            continue
        rows = [_row(errand, words, errand.name in have if show_taken else None) for errand in errands]
        heads = [words(f"column_{key}") for key in ("name", "title", "scenarios", "channels", "notes")]
        if show_taken:
            heads.append(words("column_taken"))
        if console.is_terminal:
            console.print(_table(title, heads, rows))
        else:
            for row in rows:
                print("\t".join(row))
    if console.is_terminal:
        console.print(words("how_to_show"), style="dim", markup=False)


def _row(errand: Errand, words: Words, taken: bool | None) -> list[str]:
    channels = ", ".join(words(kind) if kind in words else kind for kind in channels_of(errand))
    tags = dict.fromkeys([*errand.tags, *(tag for scene in errand.scenes for tag in scene.tags)])
    notes = ", ".join(_tag(tag, words) for tag in tags if tag not in _ORDINARY_TAGS)
    row = [errand.name, errand.title, str(len(errand.scenes)), channels, notes]
    return row if taken is None else [*row, words("is_taken") if taken else ""]


def _tag(tag: str, words: Words) -> str:
    """A tag in words; one of the owner's own as it is written."""
    if f"tag_{tag}" in words:
        return words(f"tag_{tag}")
    return words(f"tag_{NEEDS}{ORDER}") if tag == f"{NEEDS}order-number" else f"@{tag}"


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="dim")
    for n, head in enumerate(heads):
        table.add_column(head, justify="right" if n == 2 else "left", no_wrap=n == 0, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
