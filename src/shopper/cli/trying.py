"""The command `shopper try`: an owner's first five minutes. Looks at a page, asks one harmless question in its chat,
shows what came of it, and leaves a programme behind."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..engine.first_look import keep_look
from ..engine.guard_rails import in_quiet_hours
from ..errors import Exit, Refused
from ..programme.loading import load_stock
from ..settings import questions
from ..settings.durations import parse_duration
from ..settings.models import Settings
from ..settings.scaffold import Answers, FirstTry, first_question, settle_company, usual, write_programme
from ..settings.zones import check_zone, zone_of_this_computer
from ..words import Words
from ..words.findings import finding_words
from . import asking
from .first_findings import WAVE, Findings
from .first_look import Seen, look_at, printable, tidy
from .fitting import visits_of
from .places import programme_at
from .setting_up import feature_path, library_of, settings_of, usual_errands, visits_of_one
from .shop import shop

SERVICE = "hours"
_MOST_S = 86400.0
_PLAIN = ("--tb=no", "--no-summary", "-q", "--wave", WAVE)  # what there is to tell is told here


def try_page(
    page: str, folder: Path | None, language: str | None, wait: str, options: dict[str, str | None], *, ask: bool
) -> int:
    """Look, ask once, and save; the exit code of errors.Exit. Raises Refused, OurFault.

    folder: where it is saved. wait: how long an answer is looked for. options: name, trade, authorised_by, zone,
    product and mailbox as given, or None. ask: off, and nothing is asked: given means yes."""
    language = asking.language(language, ask=ask)
    attempt = _Attempt(language, options, ask)
    wait_s = attempt.wait_of(wait)
    address = tidy(page)
    if folder is not None:
        attempt.must_be_new(folder)
    print(attempt.words("looking", address=address))
    with tempfile.TemporaryDirectory() as place:
        seen = look_at(address, Path(place), language)
        if not seen.opened:
            print(attempt.words("page_failed", why=seen.trouble))
            return int(Exit.OUR_FAULT)
        attempt.show(seen)
        if not seen.has_chat and not seen.mail:
            print(f"\n{attempt.words('no_way')}")
            return int(Exit.OUR_FAULT)
        return attempt.go_on(seen, address, folder, wait_s)


class _Attempt:
    """One run of the command, in the owner's language."""

    def __init__(self, language: str, options: dict[str, str | None], ask: bool) -> None:
        self.language, self.options, self.ask = language, options, ask
        self.words, self.common = Words(language, "try"), Words(language)
        self.dialogue = asking.Dialogue(self.common, ask)
        self.labels = load_stock("reports._words").Words(language).plain

    # -- before the page is opened -----------------------------------------------------------------------------------
    def wait_of(self, wait: str) -> float:
        """Seconds. Raises Refused."""
        try:
            seconds = parse_duration(wait)
        except ValueError:
            seconds = 0.0
        if not 1.0 <= seconds <= _MOST_S:
            raise Refused(f"--wait: {self.words('wrong_wait', answer=wait)}")
        return seconds

    def must_be_new(self, folder: Path) -> None:
        """Raises Refused for a folder with something in it."""
        if wrong := self._wrong_folder(folder):
            raise Refused(f"--save: {wrong}")

    def _wrong_folder(self, folder: Path) -> str:
        free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
        return "" if free else self.words("wrong_folder", folder=folder)

    # -- what was found ----------------------------------------------------------------------------------------------
    def show(self, seen: Seen) -> None:
        """Print what a customer finds."""
        chat = seen.sight.chat
        if not seen.has_chat:
            said = self.words("chat_none")
        elif chat.vendor and chat.title:
            said = self.words("chat_vendor", title=chat.title)
        else:
            said = self.words("chat_own")
        if chat.form:
            said += f"; {self.words('chat_form', fields=', '.join(chat.form))}"
        found = seen.as_found()
        rows = [(self._way("webchat"), said)]
        rows += [(self._way(way["kind"]), way["address"]) for way in found["ways"] if way["kind"] != "webchat"]
        rows += [(self.words("hours"), hours) for hours in found["hours"]]
        width = max(len(name) for name, _ in rows)
        print(f"\n{self.words('found', host=seen.host)}")
        for name, text in rows:
            print(f"  {name:<{width}}  {printable(text)}")
        if seen.trouble and not seen.has_chat:
            print(f"  {self.words('no_chat_why', why=seen.trouble)}")

    def _way(self, kind: str) -> str:
        try:
            return str(self.labels(f"way_{kind}"))
        except KeyError:
            return kind

    # -- the question ------------------------------------------------------------------------------------------------
    def go_on(self, seen: Seen, address: str, folder: Path | None, wait_s: float) -> int:
        """From what was found to a programme, with the conversation in its journal if the owner said yes."""
        print()
        given = self._answers(seen, address)
        settings = settings_of(given)
        why_not, at_night = self._consent(given, settings, wait_s) if seen.has_chat else ("no_chat", False)
        folder = folder or self._folder(seen)
        features, visits = self._scenarios(given, settings, seen)
        most = {"visits": max(visits.values(), default=0), "visits_of_one": visits_of_one(visits, settings)}
        first_try = None if why_not else FirstTry(wait_s, at_night)
        written = write_programme(folder, given, features, first_try=first_try, **most)
        programme = programme_at(folder)
        at = datetime.now(UTC).astimezone(ZoneInfo(settings.company.zone)).isoformat(timespec="seconds")
        command = f"shopper run -C {_quoted(folder)}"
        found = {**seen.as_found(), "at": at, "command": command, "watched_s": None, "wait_s": wait_s}
        keep_look(programme.state, WAVE, found, seen.pictures)
        code = int(Exit.OUR_FAULT) if why_not == "no_chat" else int(Exit.OK)
        if not why_not:
            print(f"\n{self.words('waiting', wait=self._spoken(wait_s))}\n")
            feature = next(path for path in written if path.name == "first_question.feature")
            try:
                code = shop(folder, None, [*_PLAIN, str(feature)])
            finally:
                settle_company(folder, given, **most)
        elif why_not == "night":
            code = int(Exit.REFUSED)
        findings = Findings(programme_at(folder), self.language)
        if code == Exit.INTERRUPTED:
            print(f"\n{self.words('stopped')}")
            keep_look(programme.state, WAVE, {**found, "watched_s": findings.watched_s()})
        self._tell(findings, folder, given, why_not, waits=code == Exit.INTERRUPTED)
        return code

    def _answers(self, seen: Seen, address: str) -> Answers:
        common, options, ask = self.common, self.options, self.dialogue.answer
        speaks = seen.language or self.language
        mail = seen.mail

        def needed(value: str) -> str:
            return "" if value else common("wrong_empty")

        name = ask(common("ask_name"), options["name"], needed, seen.name())
        trades = {word: trade for trade in ("shop", "provider") for word in common.choices(f"{trade}_words")}
        said = ask(
            common("ask_trade"),
            options["trade"],
            lambda value: "" if value.casefold() in trades else common("wrong_trade"),
            "1",
        )
        given = Answers(
            name=name,
            language=self.language,
            speaks=speaks,
            site=address if seen.has_chat else "",
            mail=mail,
            trade=trades[said.casefold()],
            authorised_by=ask(common("ask_authorised"), options["authorised_by"], needed),
            zone=self._zone() or zone_of_this_computer() or usual(speaks, "shop")["zone"],
            product=options["product"] or "",
            hours=seen.hours,
        )
        if mail and not seen.has_chat:
            print(self.words("mail_instead", mail=mail))
            box = asking.mailbox(self.dialogue, options, mail, needed=False)
            given = replace(given, mailbox=box, to_come=not box)
        return replace(given, others=seen.others(self._way))

    def _zone(self) -> str:
        zone = self.options["zone"] or ""
        try:
            return check_zone(zone) if zone else ""
        except ValueError as error:
            raise Refused(f"--zone: {error}") from None

    def _consent(self, given: Answers, settings: Settings, wait_s: float) -> tuple[str, bool]:
        """(why the question is not asked, "" when it is; whether it is asked in the quiet hours)."""
        company = settings.company
        now = datetime.now(UTC).astimezone(ZoneInfo(company.zone))
        quiet = company.guard_rails.quiet_hours
        night = quiet is not None and in_quiet_hours(quiet, now.time())
        if not self.ask:
            return ("night" if night else ""), False
        customer = settings.personas["customer"]
        wording = questions(settings.services[SERVICE], given.customers, customer.told(given.customers))[0]
        wait = self._spoken(wait_s)
        print(f"\n{self.words('about_to_ask', customer=customer.name, question=wording, wait=wait)}")
        if night:
            print(self.words("at_night", time=f"{now:%H:%M}", zone=company.zone))
        return ("", night) if self._yes() else ("declined", False)

    def _yes(self) -> bool:
        yes, no = self.words.choices("yes_words"), self.words.choices("no_words")

        def check(value: str) -> str:
            return "" if value.casefold() in (*yes, *no) else self.words("wrong_yes")

        return self.dialogue.answer(self.words("ask_yes"), None, check).casefold() in yes

    def _folder(self, seen: Seen) -> Path:
        name = f"{seen.host}-shopper"
        number = 2
        while self._wrong_folder(Path(name)):
            name, number = f"{seen.host}-shopper-{number}", number + 1
        return Path(self.dialogue.answer(self.words("ask_save"), None, lambda v: self._wrong_folder(Path(v)), name))

    def _scenarios(self, given: Answers, settings: Settings, seen: Seen) -> tuple[dict[str, str], Counter[str]]:
        """What the programme begins with: path -> text, and how many conversations that makes in each channel."""
        texts: dict[str, str] = {}
        planned: Counter[str] = Counter()
        if seen.has_chat or given.mailbox:
            fits = library_of(settings, given)
            usually = usual_errands(fits, settings)
            chosen = [found for found in fits if found.errand.name in usually]
            texts = {feature_path(found): found.text for found in chosen}
            planned = visits_of([scene for found in chosen for scene in found.kept], settings)
        if seen.has_chat:
            spoken = given.customers
            texts[f"scenarios/{spoken}/first_question.feature"] = first_question(spoken)
            planned["chat"] += 1
        return texts, planned

    # -- the end -----------------------------------------------------------------------------------------------------
    def _tell(self, findings: Findings, folder: Path, given: Answers, why_not: str, *, waits: bool) -> None:
        words = self.words
        page = findings.write()
        print()
        for line in findings.lines(words):
            print(line)
        where = f"-C {_quoted(folder)}"
        if why_not == "declined":
            print(words("not_asked_no"))
        elif why_not == "night":
            question = folder / "scenarios" / given.customers / "first_question.feature"
            self._tell_night(findings.settings, where, question)
        elif why_not == "no_chat":
            path = folder / "config" / "personas.yaml"
            take = f"shopper scenarios {where} --take"
            print(words("mail_ready", path=path) if given.mailbox else words("mail_later", path=path, command=take))
        print(f"\n{words('saved', folder=folder)}")
        print(words("page", page=page.resolve()))
        print(f"\n{words('anecdote')}")
        if waits:
            print(words("next_resume", command=f"shopper resume {where}"))
        for key, command in (("check", "check"), ("run", "run"), ("journal", "journal")):
            if key != "journal" or findings.asked:
                print(words(f"next_{key}", command=f"shopper {command} {where}"))

    def _tell_night(self, settings: Settings, where: str, question: Path) -> None:
        quiet = settings.company.guard_rails.quiet_hours
        now = datetime.now(UTC).astimezone(ZoneInfo(settings.company.zone))
        if quiet is not None:
            command = f"shopper run {where} {_quoted(question)}"
            times = {"time": f"{now:%H:%M}", "start": quiet.start, "end": quiet.end}
            print(self.words("not_asked_night", zone=settings.company.zone, command=command, **times))

    def _spoken(self, seconds: float) -> str:
        return finding_words(self.language).brief(seconds)


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)
