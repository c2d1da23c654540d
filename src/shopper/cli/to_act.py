"""The commands about what was found: the page, a person's word, what changed, who is told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from .options import Env, Folder, Said, State, Wave, app

PANEL = "What was found"


@app.command(rich_help_panel=PANEL)
def report(
    wave: Wave = "",
    programme: Folder = None,
    state: State = None,
    second_opinion: Annotated[
        bool,
        typer.Option(
            "--second-opinion", help="First ask the service that config/rubric.yaml names what it thinks of findings."
        ),
    ] = False,
    embed: Annotated[
        bool, typer.Option("--embed", help="Put pictures inside the page, so that one file holds it all.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also print the page, beside it, with the browser of the web chat.")
    ] = False,
) -> None:
    """Judge and score a wave anew from its journal, and write its page and the other reports again."""
    from .records import report as render

    render(programme, state, wave, second_opinion=second_opinion, embed=embed, pdf=pdf)


@app.command(rich_help_panel=PANEL)
def review(
    wave: Wave = "",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Who you are (else you are asked once).")] = "",
    page: Annotated[bool, typer.Option("--page", help="On a page, served on this machine alone.")] = False,
    port: Annotated[Optional[int], typer.Option("--port", help="The page's port (default: any free one).")] = None,  # noqa: UP045
    again: Annotated[bool, typer.Option("--all", help="Ask again about what somebody has spoken of.")] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the findings with their ids, and ask nothing.")] = False,
    finding: Annotated[str, typer.Option("--finding", metavar="ID", help="By script: of which finding.")] = "",
    word: Annotated[str, typer.Option("--word", metavar="WORD", help="By script: agree, wrong or ours.")] = "",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="By script: why.")] = "",
    misread: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--misread",
            metavar="VISIT:TURN:WAY",
            help="By script: how a message should be read, as x.1:2:not_deflection.",
        ),
    ] = None,
    stars: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--stars", metavar="1-5", help="By script: how satisfied one would be as this customer."),
    ] = None,
    export: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--export", metavar="FILE", help="Add the messages that were put right, for make accuracy."),
    ] = None,
    programme: Folder = None,
    state: State = None,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
) -> None:
    """Say of each finding whether you agree, it is wrong, or it was our mistake; then the wave is scored anew."""
    from .review import Wanted
    from .review import review as ask

    wanted = Wanted(wave, name, page, port, finding, word, because, stars, again, listed, export, lang, misread or ())
    raise typer.Exit(ask(programme, state, wanted))


@app.command(rich_help_panel=PANEL)
def facts(
    wave: Wave = "",
    tick: Annotated[bool, typer.Option("--tick", help="Ask for each fact which answer is right.")] = False,
    write: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--write", metavar="FILE", help="Write the draft as YAML, to be laid into the services."),
    ] = None,
    programme: Folder = None,
    state: State = None,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
) -> None:
    """Draft the company's right answers from what its channels said, side by side, for you to tick."""
    from .facts import facts as draft

    raise typer.Exit(draft(programme, state, wave, tick=tick, file=write, language=lang))


@app.command(rich_help_panel=PANEL)
def note(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What was changed; nothing: list the notes.")] = "",
    fix: Annotated[
        str, typer.Option("--fix", metavar="WHAT", help="What it was to mend: a channel's id, or a criterion.")
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="DATE", help="Since when (default: the day TEXT begins with, or now).")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who notes it (default: who is logged in).")] = "",
    withdraw: Annotated[str, typer.Option("--withdraw", metavar="ID", help="Take a note back.")] = "",
    programme: Folder = None,
    state: State = None,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
    env: Env = None,
) -> None:
    """Note what was changed at the company, and see on the trend, with waves before and after, whether it helped."""
    from .note import note as put

    raise typer.Exit(put(programme, state, text, fix=fix, at=at, by=by, withdraw=withdraw, language=lang))


@app.command(rich_help_panel=PANEL)
def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A wave's name, a scorecard.json, or a file of shopper pack.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")],
    programme: Folder = None,
    state: State = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown: that is how it is told anyway.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    fail_on_new: Annotated[
        bool, typer.Option("--fail-on-new", help="Exit code 1 where a finding is new, or known and overdue.")
    ] = False,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
) -> None:
    """Tell what is new between two waves: new, known and fixed findings, for a pull request or a job's summary."""
    from .differing import diff as show

    if markdown and as_json:
        raise typer.BadParameter("choose one of --markdown and --json")
    raise typer.Exit(show(programme, state, old, new, as_json=as_json, fail_on_new=fail_on_new, language=lang))


@app.command(rich_help_panel=PANEL)
def compare(
    places: Annotated[
        list[Path],
        typer.Argument(metavar="DIR…", help="Folders of programmes (or of their state, or of one wave in out/)."),
    ],
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--out", "-o", metavar="FILE", help="The page (default: companies.html here)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON, and write no page.")] = False,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
) -> None:
    """Put several companies side by side on one page: the newest wave of each, in the sorts of channel all have."""
    from .compare import compare as show

    raise typer.Exit(show(places, out=out, as_json=as_json, language=lang))


@app.command(rich_help_panel=PANEL)
def send(
    wave: Wave = "",
    to: Annotated[str, typer.Option("--to", metavar="ADDR", help="Mail it to this address alone.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Also to those who have it already.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write what would go out (.eml, webhook.json), and send nothing.")
    ] = False,
    waiting: Annotated[
        bool,
        typer.Option("--waiting", help="What could not be delivered before, of all waves: for a cron of your own."),
    ] = False,
    programme: Folder = None,
    state: State = None,
) -> None:
    """Send a wave's reports as config/reports.yaml says, to those who do not have them yet."""
    from .sending import send as deliver
    from .sending import send_waiting

    if waiting:
        raise typer.Exit(send_waiting(programme, state))
    raise typer.Exit(deliver(programme, state, wave, to=to, again=again, dry_run=dry_run))
