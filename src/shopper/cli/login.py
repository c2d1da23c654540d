"""The command `shopper login telegram`: logs a persona's account in once, or says who is logged in."""

from __future__ import annotations

import asyncio
import getpass
from pathlib import Path
from types import ModuleType

from ..errors import Exit, OurFault, Refused
from ..programme.loading import load_stock
from ..settings import load_settings
from ..settings.models import Persona, Settings
from ..settings.secrets import SANDBOX_PASSWORD, resolve
from ..settings.telegram import TelegramAccount
from ..words import LANGUAGES, Words, of_this_computer
from . import asking
from .places import programme_at

_EXAMPLE = "telegram: {phone: +380 44 123 45 67, api_id: 12345, api_hash: env:TG_API_HASH, session: env:TG_SESSION}"


def login(what: str, folder: Path | None, persona: str, language: str | None) -> int:
    """Log one persona in, asking for code and password. Raises Refused, OurFault."""
    settings = load_settings(programme_at(folder))
    says = _words(settings, language)
    if what != "telegram":
        raise Refused(says("only_telegram", what=what))
    name, account = _chosen(settings, persona, says)
    if account.session == SANDBOX_PASSWORD:
        print(says("sandbox", persona=name))
        return int(Exit.OK)
    module = _module()
    api_hash = resolve(account.api_hash, f"personas.{name}.telegram.api_hash")
    print(says("begins", phone=account.phone, persona=name))
    main = Words(says.language)

    def ask(sort: str, again: bool) -> str:
        question = says(f"wrong_{sort}" if again else f"ask_{sort}")
        if sort == "code":
            return asking.read_line(question, main)
        try:
            return getpass.getpass(question)
        except EOFError:
            raise asking.NotAnswered(f"\n{main('not_answered')}") from None

    done = asyncio.run(module.log_in(name, account, api_hash, ask))
    print(says("done", who=done.who, phone=done.phone))
    _put(done.session, name, account.session, says)
    return int(Exit.OK)


def who_is_logged_in(folder: Path | None, language: str | None) -> int:
    """Ask Telegram, for every persona with an account, who is logged in, and whom the company's addresses mean. Nothing
    is said to anybody. Exit code 10 where one is not."""
    settings = load_settings(programme_at(folder))
    says = _words(settings, language)
    accounts = {name: one.telegram for name, one in settings.personas.items() if one.telegram is not None}
    channels = {cid: c.address for cid, c in settings.company.channels.items() if c.kind == "telegram" and c.shopped}
    good = True
    for n, (name, account) in enumerate(accounts.items()):
        if account.session == SANDBOX_PASSWORD:
            print(says("sandbox", persona=name))
            continue
        wanted = list(channels.values()) if n == 0 else []  # looking names up is dear: one account does it
        try:
            api_hash = resolve(account.api_hash, f"personas.{name}.telegram.api_hash")
            who, found = asyncio.run(_module().who_is(name, account, api_hash, wanted))
        except OurFault as fault:
            print(says("is_not", persona=name, why=fault))
            good = False
            continue
        print(says("is", persona=name, who=who))
        for channel, one in zip(channels, found, strict=False):
            if one.trouble:
                print(says("resolves_not", channel=channel, why=one.trouble))
            else:
                print(says("resolves", channel=channel, address=one.address, who=one.who))
            good = good and not one.trouble
    return int(Exit.OK if good else Exit.OUR_FAULT)


def _words(settings: Settings, language: str | None) -> Words:
    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    return Words(language or settings.company.language or of_this_computer(), "login")


def _chosen(settings: Settings, persona: str, says: Words) -> tuple[str, TelegramAccount]:
    having: dict[str, Persona] = {name: one for name, one in settings.personas.items() if one.telegram is not None}
    if not having:
        raise Refused(says("nobody", example=_EXAMPLE))
    names = ", ".join(having)
    if not persona and len(having) > 1:
        raise Refused(says("which", personas=names, first=next(iter(having))))
    name = persona or next(iter(having))
    account = having[name].telegram if name in having else None
    if account is None:
        raise Refused(says("no_such", persona=persona, personas=names))
    return name, account


def _put(session: str, persona: str, reference: str, says: Words) -> None:
    """Where the config looks for the session, as far as we may put it there."""
    sort, _, rest = reference.partition(":")
    if sort == "keyring":
        service, _, user = rest.partition("/")
        import keyring
        import keyring.errors

        try:
            keyring.set_password(service, user, session)
        except keyring.errors.KeyringError as error:
            print(says("no_keyring", why=error))
        else:
            print(says("in_keyring", reference=reference))
            return
        print(says("put_anywhere", reference=reference))
    else:
        print(says("put", persona=persona, name=rest))
    print(session)


def _module() -> ModuleType:
    try:
        return load_stock("probes.telegram.logging_in")
    except ImportError as error:
        raise OurFault(
            f"Telegram needs Telethon, which is not installed ({error}). Run: pip install 'mystery-shopper[telegram]'",
            code="not_installed",
        ) from None
