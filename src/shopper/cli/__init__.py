"""The command `shopper`. Every command imports what it needs when it runs, so that --help is instant."""

from __future__ import annotations

import os
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
Said = Optional[str]  # noqa: UP045
Lang = Annotated[
    Said,
    typer.Option("--lang", metavar="LANG", help="Only scenarios in this language, and told in it: en, uk, ru or pl."),
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


def main() -> None:
    """Entry point: a ShopperError is a sentence and its exit code, never a traceback."""
    try:
        app()
    except ShopperError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        sys.exit(int(Exit.INTERRUPTED))


def _in(language: str | None) -> list[str]:
    return [] if language is None else ["--lang", language]


@app.command(context_settings=PASS_ON)
def run(ctx: typer.Context, programme: Folder = None, state: State = None, lang: Lang = None, env: Env = None) -> None:
    """Shop: play the programme's scenarios as a new wave. What follows is passed on to pytest (-k NAME, -x,
    --fail-on scenarios …)."""
    from .shop import shop

    raise typer.Exit(shop(programme, state, [*_in(lang), *ctx.args]))


@app.command(context_settings=PASS_ON)
def resume(ctx: typer.Context, programme: Folder = None, state: State = None, env: Env = None) -> None:
    """Take up the newest open wave (or --wave NAME): after a crash, a reboot, or --detach."""
    from .shop import shop

    raise typer.Exit(shop(programme, state, ["--resume", *ctx.args]))


@app.command(context_settings=PASS_ON)
def check(
    ctx: typer.Context,
    programme: Folder = None,
    state: State = None,
    lang: Lang = None,
    env: Env = None,
    online: Annotated[
        bool,
        typer.Option(
            "--online",
            help="Also ask Telegram who is logged in, and whom the company's names mean, and have telephones ring.",
        ),
    ] = False,
) -> None:
    """Check config and scenarios, and say what would be shopped. Nothing is sent."""
    from .shop import check_programme

    code = check_programme(programme, state, [*_in(lang), *ctx.args], lang or "")
    if online and code == 0:
        from .login import who_is_logged_in

        code = who_is_logged_in(programme, lang)
    if code == 0:
        from .lines import tell_lines

        code = tell_lines(programme, lang, online=online)
    raise typer.Exit(code)


@app.command()
def login(
    what: Annotated[str, typer.Argument(metavar="telegram", help="Where: telegram.")],
    persona: Annotated[
        str, typer.Option("--persona", metavar="ID", help="Whose account (not needed where one persona has one).")
    ] = "",
    programme: Folder = None,
    lang: Annotated[Said, typer.Option("--lang", metavar="LANG", help="Told in en, uk, ru or pl.")] = None,
    env: Env = None,
) -> None:
    """Log a customer's own Telegram account in, once. Asks for the code that Telegram sends."""
    from .login import login as log_in

    raise typer.Exit(log_in(what, programme, persona, lang))


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def demo(
    state: State = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a demo that was stopped.")] = False,
    lang: Annotated[
        Said, typer.Option("--lang", metavar="LANG", help="Its customers' language and its own: en, uk, ru or pl.")
    ] = None,
) -> None:
    """Shop the sandbox company on this machine, over the real protocols, and show its scorecard."""
    from .shop import demo as play

    raise typer.Exit(play(state, resume=resume, language=lang))


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, or one with none of these files.")],
    lang: Annotated[
        Said, typer.Option("--lang", "--language", metavar="LANG", help="The owner's language: en, uk, ru or pl.")
    ] = None,
    name: Annotated[Said, typer.Option(help="The company's name.")] = None,
    trade: Annotated[Said, typer.Option(help="What it does: shop, or provider of services.")] = None,
    site: Annotated[Said, typer.Option(help="The page with its chat; an empty text: there is none.")] = None,
    mail: Annotated[Said, typer.Option(help="Its e-mail address for customers; an empty text: none.")] = None,
    mailbox: Annotated[
        Said, typer.Option(help="The customer's own mailbox, elsewhere; an empty text: not yet.")
    ] = None,
    authorised_by: Annotated[Said, typer.Option(help="Who at the company allows it; else nothing is sent.")] = None,
    zone: Annotated[Said, typer.Option(help="Its time zone, such as Europe/Kyiv.")] = None,
    customer: Annotated[Said, typer.Option(help="The customer's name.")] = None,
    product: Annotated[Said, typer.Option(help="Something it really sells or does.")] = None,
    order: Annotated[
        Said, typer.Option(help="The number of an order that was really placed; an empty text: none.")
    ] = None,
    scenarios: Annotated[
        Said, typer.Option(help="The errands to begin with: names or numbers of the list, or “all”.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing: take the usual answer for what is not given.")
    ] = False,
) -> None:
    """Write a new programme: asks what matters, in your language, or takes it from these options."""
    from .setting_up import init as write

    said = {
        "name": name,
        "trade": trade,
        "site": site,
        "mail": mail,
        "mailbox": mailbox,
        "authorised_by": authorised_by,
        "zone": zone,
        "customer": customer,
        "product": product,
        "order": order,
    }
    try:
        write(folder, lang, scenarios, said, ask=not yes)
    except KeyboardInterrupt:
        raise typer.Exit(int(Exit.INTERRUPTED)) from None


@app.command("try")
def try_(
    page: Annotated[str, typer.Argument(metavar="URL", help="A page of the company, best one with its chat.")],
    lang: Annotated[
        Said, typer.Option("--lang", "--language", metavar="LANG", help="The owner's language: en, uk, ru or pl.")
    ] = None,
    wait: Annotated[str, typer.Option(metavar="TIME", help="How long an answer is waited for: 30 s, 5 min.")] = "5 min",
    save: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="The new folder that it is saved in (default: HOST-shopper)."),
    ] = None,
    name: Annotated[Said, typer.Option(help="The company's name (default: by the page's title).")] = None,
    trade: Annotated[Said, typer.Option(help="What it does: shop, or provider of services.")] = None,
    authorised_by: Annotated[Said, typer.Option(help="Who at the company allows it; else nothing is sent.")] = None,
    zone: Annotated[Said, typer.Option(help="Its time zone (default: this computer's).")] = None,
    product: Annotated[Said, typer.Option(help="Something it really sells or does.")] = None,
    mailbox: Annotated[
        Said, typer.Option(help="Where there is no chat: the customer's own mailbox, elsewhere.")
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing here, and ask the one question in the chat.")
    ] = False,
) -> None:
    """An owner's first five minutes: look at a page, ask one harmless question in its chat, save what came of it."""
    from .trying import try_page

    said = {"name": name, "trade": trade, "authorised_by": authorised_by, "zone": zone, "product": product}
    try:
        code = try_page(page, save, lang, wait, said | {"mailbox": mailbox}, ask=not yes)
    except KeyboardInterrupt:
        code = int(Exit.INTERRUPTED)
    raise typer.Exit(code)


@app.command()
def look(
    page: Annotated[
        str, typer.Argument(metavar="PAGE", help="A page's address; or the id of a web chat in the config.")
    ],
    say: Annotated[str, typer.Option(metavar="TEXT", help="Send this one message, and show what is answered.")] = "",
    wait: Annotated[str, typer.Option(metavar="TIME", help="With --say: wait so long at most.")] = "60 s",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --say: do not ask before writing to people.")] = False,
    name: Annotated[
        str, typer.Option(metavar="NAME", help="With --say: the customer's name, where a form asks for it.")
    ] = "",
    fact: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="KEY=VALUE", help="With --say: what a form may ask for: email=…, phone=…"),
    ] = None,
    teach: Annotated[
        bool, typer.Option("--teach", help="Show the parts of a chat that is not found: click them in a browser.")
    ] = False,
    out: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="DIR", help="Where the pictures go (default: .shopper/look/… here)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was seen as JSON.")] = False,
    lang: Annotated[
        Said, typer.Option("--lang", metavar="LANG", help="The customer's language and yours: en, uk, ru or pl.")
    ] = None,
) -> None:
    """Look at a site as a customer would: its chat and every way to reach the company. Only --say sends anything."""
    from .look import Wanted, seconds
    from .look import look as see

    wanted = Wanted(page, say, seconds(wait), yes, teach, name, tuple(fact or ()), lang, out, as_json)
    raise typer.Exit(see(wanted))


@app.command()
def scenarios(
    names: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="[NAME]...", help="Print these as they are written (default: list all).", show_default=False
        ),
    ] = None,
    take: Annotated[bool, typer.Option("--take", help="Copy them into the programme; nothing is overwritten.")] = False,
    long: Annotated[
        bool, typer.Option("--long", help="With --take: also scenarios that take days or make many conversations.")
    ] = False,
    programme: Folder = None,
    lang: Annotated[
        Said, typer.Option("--lang", metavar="LANG", help="en, uk, ru or pl (default: the company's first).")
    ] = None,
) -> None:
    """List the scenarios there are to choose from, by errand; print one; or take some."""
    from .choosing import scenarios as choose

    choose(programme, lang, names or [], take=take, long=long)


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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def unpack(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What shopper pack wrote.")],
    programme: Folder = None,
    state: State = None,
) -> None:
    """Put a packed state in its place here. Refused where what is here is newer. Then: shopper resume"""
    from .packing import unpack as put

    put(programme, state, file)


@app.command()
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


@app.command()
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


@app.command()
def version() -> None:
    """Print the version."""
    from .. import __version__

    typer.echo(__version__)


__all__ = ["app", "main"]
