"""The command itself, and the options that many commands have in common."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Optional

import typer

from ..errors import Refused
from .failing import Commands

app = typer.Typer(
    name="shopper",
    cls=Commands,
    help="An independent ordinary customer, on a schedule, in every channel.",
    epilog=(
        "New here? shopper demo shops a company on this machine. Then your own: shopper init shop, shopper check -C "
        "shop, shopper run -C shop. Of one command: shopper run --help"
    ),
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
Said = Optional[str]  # noqa: UP045


def _one_of_ours(language: str | None) -> str | None:
    """Refused here, where pytest would answer with its whole usage."""
    from ..words import LANGUAGES, Words

    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    return language


Lang = Annotated[
    Said,
    typer.Option(
        "--lang",
        metavar="LANG",
        callback=_one_of_ours,
        help="Only scenarios in this language, and told in it: en, uk, ru or pl.",
    ),
]
Wave = Annotated[str, typer.Argument(metavar="WAVE", help="The wave's name (default: the newest).")]


def _in_environment(name: str | None) -> str | None:
    """By the variable, which the processes that are begun for it have, too."""
    if name is not None:
        os.environ["SHOPPER_ENV"] = name
    return name


Env = Annotated[
    Said,
    typer.Option(
        "--env",
        metavar="NAME",
        callback=_in_environment,
        help="Lay config/env/NAME.yaml over the config (or set SHOPPER_ENV).",
    ),
]
PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


def in_language(language: str | None) -> list[str]:
    """The option that hands a language on to pytest."""
    return [] if language is None else ["--lang", language]


def _tell_version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _before_any_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
