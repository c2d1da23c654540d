"""The commands that shop: now, going on, by hand, by the schedule."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from .options import PASS_ON, Env, Folder, Lang, Said, State, app, in_language

PANEL = "Shopping"


@app.command(context_settings=PASS_ON, rich_help_panel=PANEL)
def run(ctx: typer.Context, programme: Folder = None, state: State = None, lang: Lang = None, env: Env = None) -> None:
    """Shop: play the programme's scenarios as a new wave. What follows is passed on to pytest (-k NAME, -x,
    --fail-on scenarios …)."""
    from .shop import shop

    raise typer.Exit(shop(programme, state, [*in_language(lang), *ctx.args]))


@app.command(context_settings=PASS_ON, rich_help_panel=PANEL)
def resume(ctx: typer.Context, programme: Folder = None, state: State = None, env: Env = None) -> None:
    """Take up the newest open wave (or --wave NAME): after a crash, a reboot, or --detach."""
    from .shop import shop

    raise typer.Exit(shop(programme, state, ["--resume", *ctx.args]))


@app.command(rich_help_panel=PANEL)
def hand(
    programme: Folder = None,
    state: State = None,
    lan: Annotated[bool, typer.Option("--lan", help="Serve the page on the local network too, with a code.")] = False,
    port: Annotated[Optional[int], typer.Option("--port", help="The page's port; 0 is any free one.")] = None,  # noqa: UP045
    terminal: Annotated[bool, typer.Option("--terminal", help="No page: in this terminal.")] = False,
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Who you are, for --terminal.")] = "",
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="en, uk, ru or pl.")] = None,
    env: Env = None,
) -> None:
    """Do by hand what no robot should: write in Viber, comment, go to the branch. Runs beside the wave."""
    from .hand import by_hand

    raise typer.Exit(by_hand(programme, state, lan=lan, port=port, terminal=terminal, name=name, language=lang))


@app.command(rich_help_panel=PANEL)
def plan(
    programme: Folder = None,
    state: State = None,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=53, help="How many weeks.")] = 1,
    since: Annotated[
        Said, typer.Option("--from", metavar="DATE", help="The first day, as 2026-11-23 (default: today).")
    ] = None,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
    env: Env = None,
) -> None:
    """Show what the schedule will do: which visits when and by whom, and what they cost the company's staff."""
    from .planning import plan as show

    raise typer.Exit(show(programme, state, weeks=weeks, since=since, language=lang))


@app.command(rich_help_panel=PANEL)
def serve(
    programme: Folder = None,
    state: State = None,
    health: Annotated[
        str, typer.Option("--health", metavar="HOST:PORT", help="Answer /healthz and /metrics there.")
    ] = "",
    standby: Annotated[
        bool, typer.Option("--standby", help="Wait while another server is at work, then take over.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end: for a cron of your own.")] = False,
    env: Env = None,
) -> None:
    """Shop by the schedule (config/schedule.yaml) until stopped."""
    from .serving import serve as keep

    keep(programme, state, health=health, standby=standby, once=once)
