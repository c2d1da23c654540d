"""The commands that write files for a programme."""

from __future__ import annotations

import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..errors import Refused
from ..programme import Programme, stock_root
from ..programme.library import stock_errands
from ..settings import load_settings
from ..settings.models import GuardRails, Settings
from ..settings.scaffold import NOTICE, Answers, write_programme
from ..settings.schema import write_schemas
from ..words import Words
from . import asking
from .fitting import Fit, fit, for_trade, visits_of

# The errands that a new programme begins with, as far as they fit: the first is always taken.
_FIRST = ("questions", "provider_questions", "first_words", "provider_first_words", "returns", "provider_bookings")


def init(
    folder: Path, language: str | None, scenarios: str | None, options: dict[str, str | None], *, ask: bool
) -> None:
    """Ask, write a new programme, and say what to do next. Raises Refused; nothing is written then."""
    language = asking.language(language, ask=ask)
    words = Words(language)
    dialogue = asking.Dialogue(words, ask)
    if ask and any(given is None for given in (scenarios, *options.values())):
        print(f"\n{words('intro')}\n")
    given = asking.answers(dialogue, Answers(name="", language=language), options)
    settings = settings_of(given)
    fits = library_of(settings, given)
    chosen = _chosen(dialogue, scenarios, fits, settings)
    visits = visits_of([scene for found in chosen for scene in found.kept], settings)
    written = write_programme(
        folder,
        given,
        {feature_path(found): found.text for found in chosen},
        visits=max(visits.values(), default=0),
        visits_of_one=visits_of_one(visits, settings),
    )
    if ask:
        print()
    for path in written:
        if "schema" not in path.parts:
            print(words("wrote", path=path))
    for line in left_out_lines(chosen, words):
        print(line)
    _say_next(folder, given, words)


def feature_path(found: Fit) -> str:
    """Where an errand of the library stands in a programme."""
    return f"scenarios/{found.errand.language}/{found.errand.name}.feature"


def left_out_lines(fits: Sequence[Fit], words: Words) -> list[str]:
    """A line for each reason why scenarios of these errands were left out."""
    counts: Counter[str] = Counter()
    for found in fits:
        counts.update({why: len(scenes) for why, scenes in found.left_out.items()})
    return [words("left_out", count=count, why=words(why)) for why, count in counts.items()]


def settings_of(given: Answers) -> Settings:
    """The config that these answers make, as a run would read it."""
    with tempfile.TemporaryDirectory() as place:
        write_programme(Path(place), given)
        return load_settings(Programme(root=Path(place).resolve(), stock=stock_root()))


def library_of(settings: Settings, given: Answers) -> list[Fit]:
    """What of the library fits this company, what is usual first. Raises Refused when nothing does."""
    library = for_trade(stock_errands(stock_root(), given.customers), given.trade)
    fits = [fit(errand, settings, long=False) for errand in library]
    fits = [found for found in fits if found.kept]
    if not fits:
        raise Refused(f"no scenario of the library in “{given.customers}” fits this company; nothing was written.")
    return sorted(fits, key=lambda found: (_rank(found), found.errand.name))


def _rank(found: Fit) -> int:
    return _FIRST.index(found.errand.name) if found.errand.name in _FIRST else len(_FIRST)


def _chosen(dialogue: asking.Dialogue, given: str | None, fits: Sequence[Fit], settings: Settings) -> list[Fit]:
    if dialogue.ask and given is None:
        for number, found in enumerate(fits, start=1):
            line = dialogue.words(
                "errand_line", number=number, title=found.errand.title, description=found.errand.description
            )
            print(line)
    usually = usual_errands(fits, settings)
    names = asking.errands(dialogue, given, [found.errand.name for found in fits], usually)
    return [found for found in fits if found.errand.name in names]


def usual_errands(fits: Sequence[Fit], settings: Settings) -> list[str]:
    """What to begin with: the usual errands, as long as one wave stays within the guard rails as they usually are."""
    most, most_of_one = (GuardRails.model_fields[key].default for key in ("visits_per_day", "persona_visits_per_week"))
    names: list[str] = []
    planned: Counter[str] = Counter()
    for found in fits:
        with_it = planned + visits_of(found.kept, settings)
        fitting = max(with_it.values(), default=0) <= most and visits_of_one(with_it, settings) <= most_of_one
        if not names or (_rank(found) < len(_FIRST) and fitting):
            names.append(found.errand.name)
            planned = with_it
    return names


def visits_of_one(visits: Counter[str], settings: Settings) -> int:
    """The visits in one channel that fall to one customer, when all who can go there share them."""
    channels, personas = settings.company.channels, settings.personas.values()
    who = {cid: sum(channel.kind != "email" or bool(p.email) for p in personas) for cid, channel in channels.items()}
    return max((math.ceil(count / max(1, who[cid])) for cid, count in visits.items()), default=0)


def _say_next(folder: Path, given: Answers, words: Words) -> None:
    company, personas = folder / "config" / "company.yaml", folder / "config" / "personas.yaml"
    print(f"\n{words('next')}")
    print(words("next_read", path=company))
    number = 2
    if given.mail:
        print(words("next_password" if given.mailbox else "next_mailbox", number=number, path=personas))
        number += 1
    print(words("next_notice", number=number, path=folder / NOTICE))
    number += 1
    where = f' -C "{folder}"' if " " in str(folder) else f" -C {folder}"
    commands = {key: f"shopper {key}" for key in ("check", "run", "plan")} | {"more": "shopper scenarios"}
    for key, command in commands.items():
        print(words(f"next_{key}", number=number, command=command + where))
        number += 1


def schema(folder: Path) -> None:
    """Write the schemas and say where they are. Raises Refused where there is no such folder."""
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}: name the programme's, or stand in it.")
    for path in write_schemas(folder):
        print(f"wrote {path}")


__all__ = [
    "feature_path",
    "init",
    "left_out_lines",
    "library_of",
    "schema",
    "settings_of",
    "usual_errands",
    "visits_of_one",
]
