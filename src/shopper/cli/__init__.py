"""The command `shopper`. Every command imports what it needs when it runs, so that --help is instant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from ..errors import Exit, ShopperError

app = typer.Typer(
    name="shopper",
    help="An independent ordinary customer, on a schedule, in every channel.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option("--programme", "-C", metavar="DIR", help="The programme's folder (default: found upwards from here)."),
]
State = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(
        "--state",
        metavar="DIR",
        help="Where journal, evidence and output go (default: .shopper in the programme; for the demo: here).",
    ),
]
Wave = Annotated[str, typer.Argument(metavar="WAVE", help="The wave's name (default: the newest).")]
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def main() -> None:
    """Entry point: a ShopperError is a sentence and its exit code, never a traceback."""
    try:
        app()
    except ShopperError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        sys.exit(int(Exit.INTERRUPTED))


@app.command(context_settings=PASS_ON)
def run(ctx: typer.Context, programme: Folder = None, state: State = None) -> None:
    """Shop: play the programme's scenarios as a new wave. What follows is passed on to pytest (-k NAME, -x …)."""
    from .shop import shop

    raise typer.Exit(shop(programme, state, ctx.args))


@app.command(context_settings=PASS_ON)
def resume(ctx: typer.Context, programme: Folder = None, state: State = None) -> None:
    """Take up the newest open wave (or --wave NAME): after a crash, a reboot, or --detach."""
    from .shop import shop

    raise typer.Exit(shop(programme, state, ["--resume", *ctx.args]))


@app.command(context_settings=PASS_ON)
def check(ctx: typer.Context, programme: Folder = None, state: State = None) -> None:
    """Check config and scenarios, and say what would be shopped. Nothing is sent."""
    from .shop import check_programme

    raise typer.Exit(check_programme(programme, state, ctx.args))


@app.command()
def demo(
    state: State = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a demo that was stopped.")] = False,
) -> None:
    """Shop the sandbox company on this machine, over the real protocols, and show its scorecard."""
    from .shop import demo as play

    raise typer.Exit(play(state, resume=resume))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one with none of these files.")],
    name: Annotated[str, typer.Option(prompt="The company's name", help="Who is shopped.")],
    site: Annotated[
        str, typer.Option(prompt="The page with the chat (https://…; empty: none)", help="The page with the chat.")
    ] = "",
    mail: Annotated[
        str, typer.Option(prompt="The company's e-mail address (empty: none)", help="The company's e-mail address.")
    ] = "",
    authorised_by: Annotated[
        str,
        typer.Option(
            prompt="Who at the company authorises this shopping",
            help="Who at the company authorises it; else nothing is sent.",
        ),
    ] = "",
    zone: Annotated[
        str,
        typer.Option(
            prompt="The company's time zone, such as Europe/Kyiv (empty: by the language)",
            help="The company's time zone, such as Europe/Kyiv.",
        ),
    ] = "",
    language: Annotated[str, typer.Option(help="The customer's language: en, uk, ru or pl.")] = "en",
) -> None:
    """Write a new programme: config with comments, and a scenario to begin with."""
    from .setting_up import init as write

    write(folder, name=name, site=site, mail=mail, authorised_by=authorised_by, zone=zone, language=language)


@app.command()
def schema(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The programme's folder: they go into its config/schema.")
    ] = Path(),
) -> None:
    """Write the JSON Schema files with which editors complete and check the config."""
    from .setting_up import schema as write

    write(folder)


@app.command()
def journal(
    what: Annotated[str, typer.Argument(metavar="WAVE|VISIT", help="A wave's name, or a visit's id.")] = "",
    programme: Folder = None,
    state: State = None,
) -> None:
    """List the waves; the visits of one wave; or the transcript of one visit."""
    from .records import journal as show

    show(programme, state, what)


@app.command()
def verify(wave: Wave = "", programme: Folder = None, state: State = None) -> None:
    """Check that nothing in the journal or the evidence was altered."""
    from .records import verify as check_chains

    raise typer.Exit(check_chains(programme, state, wave))


@app.command()
def observations(wave: Wave = "", programme: Folder = None, state: State = None) -> None:
    """Write the table that scoring reads, one row for each visit, as JSON to the terminal."""
    from .records import observations as table

    table(programme, state, wave)


@app.command()
def report(wave: Wave = "", programme: Folder = None, state: State = None) -> None:
    """Judge and score a wave anew from its journal, and write its page and the other reports again."""
    from .records import report as render

    render(programme, state, wave)


@app.command()
def version() -> None:
    """Print the version."""
    from .. import __version__

    typer.echo(__version__)


__all__ = ["app", "main"]
