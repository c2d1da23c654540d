"""The commands for the record, other machines, and other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from .options import Env, Folder, State, Wave, app

PANEL = "Records and other programs"


@app.command(rich_help_panel=PANEL)
def journal(
    what: Annotated[str, typer.Argument(metavar="WAVE|VISIT", help="A wave's name, or a visit's id.")] = "",
    programme: Folder = None,
    state: State = None,
) -> None:
    """List the waves; the visits of one wave; or the transcript of one visit."""
    from .records import journal as show

    show(programme, state, what)


@app.command(rich_help_panel=PANEL)
def verify(wave: Wave = "", programme: Folder = None, state: State = None) -> None:
    """Check that nothing in the journal or the evidence was altered."""
    from .records import verify as check_chains

    raise typer.Exit(check_chains(programme, state, wave))


@app.command(rich_help_panel=PANEL)
def touches(
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day on, as 2026-11-23.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Up to this day, and with it.")] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table as CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list as JSON.")] = False,
    programme: Folder = None,
    state: State = None,
) -> None:
    """List every conversation of ours, so that the company can take them out of its own figures."""
    from .touching import touches as show

    show(programme, state, since=since, until=until, form="csv" if as_csv else "json" if as_json else "")


@app.command(rich_help_panel=PANEL)
def observations(wave: Wave = "", programme: Folder = None, state: State = None) -> None:
    """Write the table that scoring reads, one row for each visit, as JSON to the terminal."""
    from .records import observations as table

    table(programme, state, wave)


@app.command(rich_help_panel=PANEL)
def score(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Observation tables (see docs/scoring.md), taken as one; - reads one."),
    ],
    against: Annotated[
        Optional[list[Path]],  # noqa: UP045
        typer.Option("--against", metavar="OLDER", help="Tell what changed since this table; may be given again."),
    ] = None,
    what_if: Annotated[
        bool, typer.Option("--what-if", help="Tell what each fix would gain, and what closing a channel would.")
    ] = False,
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="Write the scorecard there instead of printing it."),
    ] = None,
    rubric: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--rubric", metavar="FILE", help="Hold it against the assertions of this file; 1 if one breaks."),
    ] = None,
) -> None:
    """Score an observation table, from wherever it is: the degree of omnichannel, its letter, and why, as JSON."""
    from .scoring import score as score_files

    raise typer.Exit(score_files(files, against=against or (), what_if=what_if, out=out, rubric=rubric))


@app.command(rich_help_panel=PANEL)
def read(
    file: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Argument(metavar="FILE", help="JSON lines; - or nothing: standard input.", show_default=False),
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="Lines of question, a and b: do the two answers agree?")
    ] = False,
) -> None:
    """Read any transcript: what each company message does, by its text (and context, lang, channel). JSON lines out."""
    from .read import read as read_lines

    raise typer.Exit(read_lines(file, pairs=pairs))


@app.command(rich_help_panel=PANEL)
def pack(
    wave: Annotated[str, typer.Argument(metavar="WAVE", help="Only this wave (default: the whole journal).")] = "",
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="The file (default: WAVE.tar.gz here)."),
    ] = None,
    programme: Folder = None,
    state: State = None,
    env: Env = None,
) -> None:
    """Put journal, evidence and reports into one file without secrets, to be taken up on another machine."""
    from .packing import pack as write

    write(programme, state, wave, out)


@app.command(rich_help_panel=PANEL)
def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What shopper pack wrote.")],
    programme: Folder = None,
    state: State = None,
) -> None:
    """Put a packed state in its place here. Refused where what is here is newer. Then: shopper resume"""
    from .packing import unpack as put

    put(programme, state, file)


@app.command(rich_help_panel=PANEL)
def schema(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The programme's folder: they go into its config/schema.")
    ] = Path(),
) -> None:
    """Write the JSON Schema files with which editors complete and check the config."""
    from .setting_up import schema as write

    write(folder)


@app.command(rich_help_panel=PANEL)
def version() -> None:
    """Print the version."""
    from .. import __version__

    typer.echo(__version__)
