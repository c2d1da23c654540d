"""Where a command works: the programme and its state folder."""

from __future__ import annotations

from pathlib import Path

from ..errors import Refused
from ..journal.events import Store
from ..programme import Programme, find_programme, stock_root


def programme_at(folder: Path | None) -> Programme:
    """The programme in `folder`, or upwards from here. Raises Refused with what to do."""
    if folder is not None and not (folder / "config" / "company.yaml").is_file():
        raise Refused(
            f"there is no programme in {folder}: config/company.yaml is missing. Make one: shopper init {folder}"
        )
    programme = find_programme([(folder or Path.cwd()).resolve()])
    if programme is None and (Path.cwd() / ".shopper" / "journal.db").is_file():
        return Programme(root=stock_root(), stock=stock_root())  # a demo was played here
    if programme is None:
        raise Refused(
            "there is no programme here: no config/company.yaml in this folder or above. Make one: shopper init ."
        )
    return programme


def state_of(programme: Programme, state: Path | None) -> Path:
    """Where its journal, evidence and output are: those of a demo are where it was played."""
    if state is not None:
        return state.resolve()
    here = Path.cwd() / ".shopper"
    is_demo = programme.root == programme.stock and (here / "journal.db").is_file()
    return here if is_demo else programme.state


def journal_at(state: Path) -> Store:
    """The journal below a state folder. Raises Refused where nothing was shopped yet."""
    from ..engine.opening import open_journal

    if not (state / "journal.db").is_file():
        raise Refused(f"nothing was shopped here yet: there is no journal in {state}. Begin with: shopper run")
    return open_journal(state)
