"""The commands with which an owner begins: practise, look, write a programme, check it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from ..errors import Exit
from .options import PASS_ON, Env, Folder, Lang, Said, State, app, in_language

PANEL = "To begin"


@app.command(rich_help_panel=PANEL)
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


@app.command("try", rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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


@app.command(context_settings=PASS_ON, rich_help_panel=PANEL)
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

    code = check_programme(programme, state, [*in_language(lang), *ctx.args], lang or "")
    if online and code == 0:
        from .login import who_is_logged_in

        code = who_is_logged_in(programme, lang)
    if code == 0:
        from .lines import tell_lines

        code = tell_lines(programme, lang, online=online)
    raise typer.Exit(code)


@app.command(rich_help_panel=PANEL)
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


@app.command(rich_help_panel=PANEL)
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
