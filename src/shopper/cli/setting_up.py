"""The commands that write files for a programme."""

from __future__ import annotations

from pathlib import Path

from ..settings.scaffold import write_programme
from ..settings.schema import write_schemas


def init(folder: Path, *, name: str, site: str, mail: str, authorised_by: str, language: str) -> None:
    """Write a new programme and say what to do next. Raises Refused."""
    written = write_programme(folder, name=name, language=language, site=site, mail=mail, authorised_by=authorised_by)
    for path in written:
        print(f"wrote {path}")
    print(f"\nNext: read {folder / 'config' / 'company.yaml'}, then: shopper check -C {folder}")


def schema(folder: Path) -> None:
    """Write the schemas and say where they are."""
    for path in write_schemas(folder):
        print(f"wrote {path}")
