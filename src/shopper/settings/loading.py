"""Reads a programme's config, the owner's files laid over the stock ones, and refuses it with every mistake at once.

Company and personas are the owner's alone; services and rubric are the stock ones under the owner's, key by key.
Services stand in services.yaml and in any services/*.yaml beside it; which file one stands in means nothing. Schedule,
calendar, known findings and who gets the reports are the owner's alone, too, and need not be there. An environment
(config/env/NAME.yaml) is laid over all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from ..errors import ConfigError, Mistake, did_you_mean
from .across import Written, check_across, drop_unspoken
from .across_limits import check_limits, check_places
from .across_schedule import check_schedule
from .assertions import Assertion
from .block import Block
from .calendar import Calendar
from .complaints import validate
from .delivery import Delivery
from .environments import Environment
from .known import STEPS, KnownFile, KnownFinding
from .models import Company, Persona, PersonasFile, Rubric, Rule, Service, ServicesFile, Settings
from .opinion import SecondOpinion
from .partial import is_partial, laid_over, stock_services
from .sandbox_references import PLACEHOLDERS, fill_in
from .schedule import Schedule
from .standards import StandardStep
from .yaml_reader import Document, read_yaml

COMPANY, PERSONAS, SERVICES, RUBRIC = "company.yaml", "personas.yaml", "services.yaml", "rubric.yaml"
SCHEDULE, CALENDAR, REPORTS, KNOWN = "schedule.yaml", "calendar.yaml", "reports.yaml", "known.yaml"
MORE_SERVICES = "services"


class Folders(Protocol):
    """Where a programme is: its own folder, and the stock one below it (programme.Programme is one)."""

    @property
    def root(self) -> Path: ...
    @property
    def stock(self) -> Path: ...
    @property
    def environment(self) -> str: ...


def load_settings(
    programme: Folders,
    references: Mapping[str, Any] | None = None,
    *,
    kinds: Collection[str] | None = None,
    judges: Collection[str] | None = None,
) -> Settings:
    """The config of a programme.

    references: what the running sandbox company is reached by ({"site": "http://…", "smtp": 2525, "imap": 1143});
    without them its addresses are placeholders where nobody answers.
    kinds, judges: the kinds of channels that probes drive, and the judges there are; not checked when not given.

    Raises ConfigError with every mistake found in all the files. Secrets are not resolved here.
    """
    return _Loader(programme, references, kinds, judges).load()


def read_limits(
    file: Path,
    judges: Collection[str] | None = None,
    *,
    channels: Collection[str] | None = None,
    services: Collection[str] | None = None,
) -> dict[str, Assertion]:
    """The assertions of one file as config/rubric.yaml has them, alone. channels, services: those there are; not
    checked when not given. Raises ConfigError with every mistake in it."""
    try:
        document = read_yaml(str(file), file.read_bytes())
    except OSError as error:
        raise ConfigError([Mistake(str(file), None, "", f"cannot be read: {error.strerror}.")]) from None
    read = None if document.broken else validate(Rubric, document, document.value)
    if read is not None:
        check_limits(document, read.assertions, judges)
        check_places(document, read.assertions, channels=channels, services=services)
    if read is None or document.mistakes:
        raise ConfigError(document.mistakes)
    return dict(read.assertions)


class _Loader:
    def __init__(
        self,
        programme: Folders,
        references: Mapping[str, Any] | None,
        kinds: Collection[str] | None,
        judges: Collection[str] | None,
    ) -> None:
        self.root = programme.root
        self.owners = programme.root / "config"
        self.stock = programme.stock / "config"
        self.references = PLACEHOLDERS if references is None else references
        self.kinds, self.judges = kinds, judges
        self.documents: list[Document] = []
        self._partial: set[str] = set()
        self._ours: dict[str, Any] | None = None
        # Channels and services that are written anywhere: an environment may take out what a limit is for.
        self._named: dict[str, set[str]] = {"channels": set(), "services": set()}
        self.mistakes: list[Mistake] = []
        self.name = programme.environment
        self.environment = Environment(programme.root, self.name) if self.name else None
        if self.environment is not None:
            self.documents.append(self.environment.document)

    def load(self) -> Settings:
        company_folder = self.owners if (self.owners / COMPANY).is_file() else self.stock
        company_file = self._read(company_folder, COMPANY, "it says who is shopped")
        company = self._company(company_file)
        # A company that can't be read at all may be the sandbox's: nothing is said about references then.
        sandbox = company_file is None or company_file.broken or _says_sandbox(company_file)
        personas_file = self._read(
            self._personas_folder(company_folder, sandbox), PERSONAS, "it says who the customers are"
        )
        personas = self._personas(personas_file, sandbox=sandbox)
        services, own = self._services()
        rubric = self._rubric(company, services)
        schedule, calendar = self._when(company)
        known = self._known(company, services)
        delivery = self._delivery(schedule, sandbox=sandbox)
        if company is not None and company_file is not None:
            services = drop_unspoken(services, keep=own, company=company)
            check_across(
                company, company_file, services=services, own=own, personas=personas, personas_file=personas_file
            )
        self.mistakes += [mistake for document in self.documents for mistake in document.mistakes]
        if self.mistakes or company is None or personas is None:
            raise ConfigError(_in_order(list(dict.fromkeys(self.mistakes))))  # an environment lies over two layers
        return Settings.model_construct(
            company=company,
            services=services,
            personas=personas,
            rubric=rubric,
            schedule=schedule,
            calendar=calendar,
            delivery=delivery,
            known=known,
            environment=self.name,
        )

    def _known(self, company: Company | None, services: Mapping[str, Service]) -> tuple[KnownFinding, ...]:
        """The known findings; none where the file is not there, or cannot be read."""
        document = self._read(self.owners, KNOWN)
        read: KnownFile | None = None if document is None else _as(KnownFile, document)
        if document is None or read is None or company is None:
            return ()
        judges = None if self.judges is None else (*self.judges, *STEPS)
        for n, entry in enumerate(read.known):
            for key, there in (("judge", judges), ("channel", company.channels), ("service", services)):
                named = getattr(entry, key)
                if named and there is not None and named not in there:
                    document.blame(("known", n, key), f"there is no {key} “{named}”.", did_you_mean(named, there))
        return read.known

    def _when(self, company: Company | None) -> tuple[Schedule, Calendar]:
        """The owner's schedule and calendar; empty ones where there are none, or where they cannot be read."""
        calendar_file, schedule_file = self._read(self.owners, CALENDAR), self._read(self.owners, SCHEDULE)
        calendar = None if calendar_file is None else _as(Calendar, calendar_file)
        schedule = None if schedule_file is None else _as(Schedule, schedule_file)
        if company is not None and schedule is not None and schedule_file is not None:
            scenarios = self.root / "scenarios"
            check_schedule(schedule, schedule_file, calendar or Calendar(), company, scenarios)
        return schedule or Schedule(), calendar or Calendar()

    def _delivery(self, schedule: Schedule, *, sandbox: bool) -> Delivery:
        """Who gets the reports; nobody where there is no such file, or where it cannot be read."""
        document = self._read(self.owners, REPORTS)
        if document is None or document.broken:
            return Delivery()
        read = validate(Delivery, document, fill_in(document, self.references, allowed=sandbox)) or Delivery()
        for n, name in enumerate(read.waves if isinstance(read.waves, tuple) else ()):
            if name not in schedule.waves:
                hint = did_you_mean(name, ["all", "scheduled", *schedule.waves])
                document.blame(("waves", n), f"the schedule has no wave “{name}”.", hint)
        return read

    def _read(self, folder: Path, name: str, purpose: str = "") -> Document | None:
        """The file's document; None when there is none, which is a mistake if it has a purpose."""
        path = folder / name
        shown = self._shown(path)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            alone = self._laid_alone(folder, name)
            if alone is not None:
                return alone
            if purpose:
                hint = "Run shopper init in an empty folder for one to begin with."
                self.mistakes.append(Mistake(shown, None, "", f"the file is missing; {purpose}.", hint))
            return None
        except OSError as error:
            self.mistakes.append(Mistake(shown, None, "", f"the file cannot be read: {error.strerror}."))
            return None
        document = read_yaml(shown, data)
        if document.empty and not purpose:
            document.mistakes[-1] = replace(document.mistakes[-1], hint="Delete it, or write something in it.")
        for block, names in self._named.items():
            written = document.value.get(block) if isinstance(document.value, dict) else None
            names.update(map(str, written) if isinstance(written, dict) else ())
        if self.environment is not None:
            document = self.environment.lay_over(document, _block(name))
        self.documents.append(document)
        return document

    def _laid_alone(self, folder: Path, name: str) -> Document | None:
        """What the environment says for a file that is not there; its services are read last."""
        if self.environment is None or folder != self.owners or name in (COMPANY, PERSONAS, SERVICES):
            return None
        return self.environment.alone(_block(name))

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    def _personas_folder(self, company_folder: Path, sandbox: bool) -> Path:
        own = self.owners / PERSONAS
        return self.stock if company_folder == self.stock or (sandbox and not own.is_file()) else self.owners

    def _company(self, document: Document | None) -> Company | None:
        if document is None or document.broken:
            return None
        value = fill_in(document, self.references, allowed=_says_sandbox(document))
        return validate(Company, document, value, {"kinds": self.kinds, "root": self.root})

    def _personas(self, document: Document | None, *, sandbox: bool) -> dict[str, Persona] | None:
        if document is None or document.broken:
            return None
        read = validate(
            PersonasFile, document, fill_in(document, self.references, allowed=sandbox), {"root": self.root}
        )
        return None if read is None else dict(read.personas)

    def _services(self) -> tuple[dict[str, Service], dict[str, Written]]:
        """All services, the owner's before the stock ones; and the owner's alone, whose files may be blamed."""
        own = self._services_in(self.owners)
        services = {key: written.service for key, written in own.items()}
        if self.owners != self.stock:
            for key, written in self._services_in(self.stock).items():
                services.setdefault(key, written.service)
        more = self.environment.alone("services") if self.environment is not None else None
        read = None if more is None else validate(ServicesFile, more, more.value)
        if more is not None and read is not None:
            own |= {key: Written(more, service) for key, service in read.services.items()}
            services |= read.services
        return services, {key: written for key, written in own.items() if key not in self._partial}

    def _services_in(self, folder: Path) -> dict[str, Written]:
        """The services of one layer. One that stands in two of its files is a mistake."""
        found: dict[str, Written] = {}
        for name in (SERVICES, *self._more_services(folder)):
            document = self._read(folder, name)
            value = None if document is None or document.broken else self._laid_over_ours(folder, document.value)
            read = None if document is None or value is None else validate(ServicesFile, document, value)
            if document is None or read is None:
                continue
            for key, service in read.services.items():
                other = found.setdefault(key, Written(document, service)).file
                if other is not document:
                    at = f"{other.file}:{other.line(('services', key))}"
                    what = f"a service of this name stands in {at} already."
                    document.blame(("services", key), what, "Name one of them otherwise.")
        return found

    def _laid_over_ours(self, folder: Path, value: Any) -> Any:
        """The owner's services, those without a question on top of ours of the same name."""
        given = value.get("services") if isinstance(value, dict) else None
        if folder == self.stock or not isinstance(given, dict) or not any(map(is_partial, given.values())):
            return value
        if self._ours is None:
            self._ours = stock_services(self.stock)
        self._partial.update(key for key, own in given.items() if key in self._ours and is_partial(own))
        return {**value, "services": {key: laid_over(self._ours.get(key), own) for key, own in given.items()}}

    def _more_services(self, folder: Path) -> list[str]:
        """The files below services/, by name. Raises nothing: what cannot be listed has no files."""
        paths = sorted(p for p in (folder / MORE_SERVICES).glob("*.y*ml") if not p.name.startswith("."))
        for path in paths:
            if path.suffix != ".yaml":
                hint = f"Name it {path.stem}.yaml."
                self.mistakes.append(
                    Mistake(self._shown(path), None, "", "only files that end in .yaml are read.", hint)
                )
        return [f"{MORE_SERVICES}/{path.name}" for path in paths if path.suffix == ".yaml"]

    def _rubric(self, company: Company | None, services: Mapping[str, Service]) -> Rubric:
        rules: dict[str, Rule] = {}
        assertions: dict[str, Assertion] = {}
        opinion: SecondOpinion | None = None
        standard: tuple[StandardStep, ...] = ()
        for folder in self._layers():
            document = self._read(folder, RUBRIC)
            read = None if document is None or document.broken else validate(Rubric, document, document.value)
            if document is None or read is None:
                continue
            rules.update(read.judges)
            assertions.update(read.assertions)
            standard = read.standard or standard
            opinion = read.second_opinion or opinion
            check_limits(document, read.assertions, self.judges)
            if folder == self.owners and company is not None:
                channels, named = {*company.channels, *self._named["channels"]}, {*services, *self._named["services"]}
                check_places(document, read.assertions, channels=channels, services=named)
            if self.judges is not None:
                _check_judges(document, read, self.judges)
        return Rubric(judges=rules, assertions=assertions, standard=standard, second_opinion=opinion)

    def _layers(self) -> tuple[Path, ...]:
        return (self.stock,) if self.owners == self.stock else (self.stock, self.owners)


def _as(model: type[Block], document: Document) -> Any:
    return None if document.broken else validate(model, document, document.value)


def _says_sandbox(document: Document) -> bool:
    return isinstance(document.value, dict) and document.value.get("sandbox") is True


def _check_judges(document: Document, rubric: Rubric, judges: Collection[str]) -> None:
    for name in rubric.judges:
        if name not in judges:
            document.blame(("judges", name), "there is no such judge.", did_you_mean(name, judges))


def _block(name: str) -> str:
    """What an environment calls a file of the config: services for services/of_shops.yaml, too."""
    return name.partition("/")[0].removesuffix(".yaml")


def _in_order(mistakes: list[Mistake]) -> list[Mistake]:
    """By file as read, then by line."""
    files = list(dict.fromkeys(mistake.file for mistake in mistakes))
    return sorted(mistakes, key=lambda mistake: (files.index(mistake.file), mistake.line or 0))
