"""The command `shopper look`: what a site offers its customers, what its chat is, and one message in it when asked."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..errors import Exit, Refused, ShopperError
from ..programme import find_programme
from ..programme.loading import load_stock
from ..settings import load_settings
from ..settings.durations import parse_duration
from ..settings.models import Channel
from ..words import LANGUAGES, Words, of_this_computer
from . import asking

_LONGEST_S = 3600.0
_PAGE = 200  # columns where the output is no terminal
Said = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line. page: an address, or the id of a web chat in the programme's config."""

    page: str
    say: str = ""
    wait_s: float = 60.0
    yes: bool = False
    teach: bool = False
    name: str = ""
    facts: tuple[str, ...] = ()
    language: str | None = None
    out: Path | None = None
    json: bool = False


def look(wanted: Wanted) -> int:
    """Look, and say what was seen. The exit code: 0 all that was asked for was seen; 1 nothing was answered; 2 the
    owner did not agree to write; 10 the page or its chat could not be opened or read. Raises Refused."""
    language = _language(wanted.language)
    says = Words(language, "look")
    channel = _channel(wanted.page)
    looking = load_stock("probes.webchat.looking")
    address = channel.address if channel is not None else looking.tidy_address(wanted.page)
    facts = _facts(wanted.facts)
    if wanted.teach:
        return _teach(address, says, channel)
    if wanted.say and not _agreed(wanted, address, says):
        return int(Exit.INTERRUPTED)
    sight = asyncio.run(
        looking.look_once(
            address,
            out=wanted.out or _folder(address),
            language=language,
            say=wanted.say,
            wait_s=wanted.wait_s,
            name=wanted.name,
            facts=facts,
            channel=channel,
            says=says,
            told=_progress(says, address, quiet=wanted.json),
        )
    )
    if wanted.json:
        print(json.dumps(sight.as_json(), ensure_ascii=False, indent=2))
    else:
        tell(sight, says, wait_s=wanted.wait_s)
    return exit_code(sight)


def seconds(wait: str) -> float:
    """A time as it is typed: "60 s", "5 min", or seconds alone. Raises Refused."""
    text = wait.strip()
    try:
        found = parse_duration(f"{text} s" if re.fullmatch(r"[\d.]+", text) else text)
    except (ValueError, OverflowError) as error:
        raise Refused(f"--wait {wait}: {error}") from None
    if not 0 < found <= _LONGEST_S:
        raise Refused(f"--wait {wait}: give a time up to an hour, such as 90 s")
    return found


def exit_code(sight: Any) -> int:
    """0 where nothing failed, 1 where the company did not answer, 10 else."""
    if sight.failed is None:
        return int(Exit.OK)
    return int(Exit.COMPANY_FAILED if sight.failed.step == "silence" else Exit.OUR_FAULT)


# ---- what was asked for ----------------------------------------------------------------------------------------------


def _language(given: str | None) -> str:
    if given is not None and given not in LANGUAGES:
        wrong = Words(of_this_computer())("wrong_language", answer=given, known=", ".join(LANGUAGES))
        raise Refused(f"--lang: {wrong}")
    return given or of_this_computer()


def _channel(page: str) -> Channel | None:
    """The web chat of the programme that is called so, with its hints and its site's keys; None for an address."""
    if not re.fullmatch(r"[\w-]+", page) or page.lower() == "localhost":
        return None
    programme = find_programme([Path.cwd()])
    try:
        channels = load_settings(programme).company.channels if programme is not None else {}
    except ShopperError:
        channels = {}
    channel = channels.get(page)
    if channel is None or channel.kind != "webchat":
        chats = ", ".join(key for key, one in channels.items() if one.kind == "webchat")
        known = f" The web chats of this programme: {chats}." if chats else ""
        raise Refused(f"“{page}” is not the address of a page. Write it like https://shop.example.{known}")
    return channel


def _facts(given: Sequence[str]) -> dict[str, str]:
    facts = {}
    for one in given:
        key, sign, value = one.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise Refused(f"--fact {one}: write it like --fact email=mary@post.example")
        facts[key.strip()] = value.strip()
    return facts


def _folder(address: str) -> Path:
    """A new folder for the pictures, below .shopper/look."""
    parts = urlsplit(address)
    host = re.sub(r"[^\w.-]+", "-", parts.netloc or Path(parts.path).stem, flags=re.ASCII).strip("-.") or "page"
    base = Path.cwd() / ".shopper" / "look" / f"{host[:60]}-{datetime.now():%Y%m%d-%H%M%S}"
    folder, number = base, 2
    while True:
        try:
            folder.mkdir(parents=True, mode=0o700)
            return folder
        except FileExistsError:
            folder, number = base.with_name(f"{base.name}-{number}"), number + 1
        except OSError as error:
            raise Refused(f"{folder} cannot be written: {error.strerror}. Name another place with --out.") from error


def _agreed(wanted: Wanted, address: str, says: Said) -> bool:
    """Whether the owner agrees to write to people."""
    host = urlsplit(address).netloc or address
    print(says("warn_say", host=host, text=wanted.say), file=sys.stderr if wanted.json else sys.stdout)
    if wanted.yes:
        return True
    own = says if isinstance(says, Words) else Words("en", "look")
    main = Words(own.language)
    if asking.read_line(says("ask_say"), main).strip().casefold() in own.choices("yes_words"):
        return True
    print(says("not_sent"))
    return False


def _progress(says: Said, address: str, *, quiet: bool) -> Callable[[str], None]:
    def told(key: str) -> None:
        if not quiet and sys.stderr.isatty():
            print(says(key, address=address) if key == "open" else says(key), file=sys.stderr)

    return told


# ---- what was seen ---------------------------------------------------------------------------------------------------


def tell(sight: Any, says: Said, *, wait_s: float = 60.0) -> None:
    """Print what was seen: for a person on a terminal, for a script as plain lines."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_PAGE, no_color=True)
    _head(console, sight.title or sight.address)
    console.print(_plain(sight.url or sight.address), soft_wrap=True)
    if sight.chat.state:
        _head(console, says("head_chat"))
        for line in chat_lines(sight, says):
            console.print(_plain(f"  {line}"), soft_wrap=True)
    if sight.url:
        _head(console, says("head_channels"))
        _rows(console, [_channel_row(one, says) for one in sight.channels] or [[says("no_channels")]])
    if sight.hours:
        _head(console, says("head_hours"))
        _rows(console, [[one.text, one.address, says(f"where_{one.where}")] for one in sight.hours])
    if sight.said is not None:
        _head(console, says("head_talk"))
        _rows(console, talk_rows(sight.said, says))
        if sight.said.answered:
            first = next(h for h in sight.said.heard if h.kind not in ("system", "closed"))
            console.print(_plain(f"  {says('first_words', seconds=f'{first.first_s:.1f}')}"))
    if sight.pictures:
        _head(console, says("head_pictures"))
        for picture in sight.pictures:
            console.print(_plain(f"  {says('picture_' + picture.name)}: {picture.path}"), soft_wrap=True)
    if sight.failed is not None:
        _head(console, says("head_failed"))
        for line in failure_lines(sight.failed, says, wait_s=wait_s):
            console.print(_plain(f"  {line}"), soft_wrap=True)


def chat_lines(sight: Any, says: Said) -> list[str]:
    """The verdict on the chat, in sentences."""
    chat = sight.chat
    if chat.state == "none":
        seen = [says("chat_seen", title=chat.title, sure=round(chat.sure * 100))] if chat.title else []
        return [says("chat_none"), *seen]
    title = chat.title or says("chat_unknown")
    lines = [says("chat_of", title=title, sure=round(chat.sure * 100))]
    if chat.pressed:
        names = ", ".join(says("quoted", text=name) if name else says("nameless") for name in chat.pressed)
        lines.append(says("chat_pressed", names=names))
    agreed = {p.name for picture in sight.pictures for p in picture.parts if p.role == "consent" and p.name}
    if agreed:
        lines.append(says("chat_consent", name=", ".join(says("quoted", text=name) for name in sorted(agreed))))
    if chat.state == "form":
        lines.append(says("chat_form", fields=", ".join(chat.form)) if chat.form else says("chat_form_bare"))
    else:
        lines.append(says("chat_open" if chat.writes else "chat_buttons"))
    if sight.said is None and (sight.failed is None or sight.failed.step not in ("bubble", "form")):
        lines.append(says("nothing_sent"))
    return lines


def talk_rows(talk: Any, says: Said) -> list[list[str]]:
    """Who said what when: rows of seconds, who, says."""
    rows = [_heard_row(heard, says) for heard in talk.greeting]
    rows.append(["0.0", says("we_said"), talk.asked])
    if talk.typing_s is not None:
        rows.append([f"{talk.typing_s:.1f}", "", says("typing", seconds=f"{talk.typing_s:.1f}")])
    rows.extend(_heard_row(heard, says) for heard in talk.heard)
    return rows


def failure_lines(failed: Any, says: Said, *, wait_s: float) -> list[str]:
    """Which step failed and what to do, the fault's own says, and the picture."""
    key = f"failed_{'captcha' if failed.code == 'captcha' else failed.step}"
    lines = [says(key, seconds=f"{wait_s:g}")]
    if failed.step != "silence":
        lines.append(says("failed_detail", message=failed.message))
    if failed.picture is not None:
        lines.append(says("failed_picture", path=failed.picture))
    return lines


def _heard_row(heard: Any, says: Said) -> list[str]:
    kind = f" ({says('turn_' + heard.kind)})" if heard.kind != "message" else ""
    text = heard.text
    if heard.buttons:
        text += f"\n[{says('buttons', texts=', '.join(heard.buttons))}]"
    return [f"{heard.first_s:.1f}", f"{heard.sender or says('they_said')}{kind}", text]


def _channel_row(one: Any, says: Said) -> list[str]:
    beside = one.text if one.text.casefold() not in one.address.casefold() else ""
    return [says(f"kind_{one.kind}"), one.address, says(f"where_{one.where}"), beside]


def _head(console: Console, text: str) -> None:
    console.print()
    console.print(_plain(text), style="bold", soft_wrap=True)


def _plain(text: str) -> str:
    """A page's says are no markup, and its control characters none of the terminal's."""
    return escape(_printable(text))


def _printable(text: str) -> str:
    return "".join(c if c == "\n" or c.isprintable() else " " for c in text)


def _rows(console: Console, rows: Sequence[Sequence[str]]) -> None:
    if not console.is_terminal:
        for row in rows:
            print("  " + "\t".join(" ".join(_printable(cell).split()) for cell in row))
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for n in range(max(len(row) for row in rows)):
        table.add_column(overflow="fold", no_wrap=n == 0)
    for row in rows:
        table.add_row(*(_plain(cell) for cell in row))
    console.print(table)


# ---- teaching --------------------------------------------------------------------------------------------------------


def _teach(address: str, says: Words, channel: Channel | None) -> int:
    teaching = load_stock("probes.webchat.teaching")
    if not teaching.display_there():
        raise NoScreen(says("teach_no_display"))
    print(says("teach_begins"))
    lesson = asyncio.run(teaching.teach_once(address, words=says, channel=channel))
    if lesson.hints is None:
        print(says("teach_ended"))
        return int(Exit.INTERRUPTED)
    for part, selector in lesson.frail:
        print(says("teach_frail", part=part, selector=selector))
    print(f"\n{says('teach_paste')}\n\n{teaching.block(lesson.hints)}")
    if lesson.verified:
        print(says("teach_verified"))
        return int(Exit.OK)
    print(says("teach_unverified", why=lesson.why))
    return int(Exit.OUR_FAULT)


class NoScreen(Refused):
    """--teach where no window can be shown."""

    exit_code = Exit.OUR_FAULT
    code = "no_display"
