"""The command `shopper compare`: several companies side by side, of the programmes that shop them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import Exit, OurFault, Refused
from ..programme import stock_root
from ..scoring.companies import Company, side_by_side
from ..scoring.odm.table import TableError, read_table
from ..scoring.pooling import moment
from ..words import LANGUAGES, Words

CARD, TABLE, PAGE = "scorecard.json", "observations.json", "companies.html"


def compare(places: Sequence[Path], *, out: Path | None, as_json: bool, language: str | None) -> int:
    """Write the page, or print the JSON. Raises Refused for fewer than two companies and for what holds no wave."""
    if language is not None and language not in LANGUAGES:
        raise Refused(f"--lang: {Words('en')('wrong_language', answer=language, known=', '.join(LANGUAGES))}")
    if len(places) < 2:
        raise Refused("name two companies at least: the folders of the programmes that shop them.")
    waves = [_wave_in(place) for place in places]
    cards = [_read(wave / CARD) for wave in waves]
    companies = [_company(wave, card) for wave, card in zip(waves, cards, strict=True)]
    found: dict[str, Any] = {**side_by_side(companies), "language": language or str(cards[0].get("language", "en"))}
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return int(Exit.OK)
    from ..programme import Programme
    from ..programme.loading import load, mount

    mount(Programme(root=stock_root(), stock=stock_root()))
    page = out or Path(PAGE)
    try:
        page.write_text(load("reports.companies").render(found), encoding="utf-8")
    except OSError as error:
        raise OurFault(f"{page} could not be written: {error.strerror}.", code="disk") from error
    print(page.resolve())
    return int(Exit.OK)


def _wave_in(place: Path) -> Path:
    """The folder of a wave's reports: the newest below a programme or its state, or the one that is named itself."""
    if place.is_file() and place.name == CARD:
        return place.parent
    if (place / CARD).is_file():
        return place
    outs = [folder / "out" for folder in (place / ".shopper", place)]
    there = [card.parent for out in outs for card in out.glob(f"*/{CARD}") if (card.parent / TABLE).is_file()]
    if not there:
        raise Refused(
            f"{place}: no wave with its reports was found there. Name a programme's folder (with .shopper in it), its "
            f"state folder, a wave's folder in out/, or a {CARD}."
        )
    return max(there, key=lambda wave: (moment(str(_read(wave / CARD).get("wave", {}).get("began") or "")), wave.name))


def _read(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{path} cannot be read: {error}") from None
    if not isinstance(value, dict):
        raise Refused(f"{path} is none of our reports.")
    return value


def _company(wave: Path, card: Mapping[str, Any]) -> Company:
    """Scored anew from the observations beside the scorecard; that says only what everything is called."""
    document = _read(wave / TABLE)
    try:
        table = read_table(document, name=str(wave / TABLE))
        return Company(
            name=str(card["company"]["name"]),
            wave=str(card["wave"]["name"]),
            began=str(card["wave"]["began"] or ""),
            table=table,
            kinds={str(channel["id"]): str(channel["kind"]) for channel in card["channels"]},
            scripts=str((document.get("wave") or {}).get("scripts", "")),
        )
    except TableError as error:
        raise Refused(str(error)) from None
    except (KeyError, TypeError, AttributeError) as error:
        raise Refused(f"{wave / CARD} is no scorecard of this version of shopper ({error!r} is not there).") from None
