"""The commands that write files for a programme."""

from __future__ import annotations

from pathlib import Path

from ..settings.scaffold import write_programme
from ..settings.schema import write_schemas


def init(folder: Path, *, name: str, site: str, mail: str, authorised_by: str, zone: str, language: str) -> None:
    """Write a new programme and say what to do next. Raises Refused."""
    written = write_programme(
        folder, name=name, language=language, site=site, mail=mail, authorised_by=authorised_by, zone=zone
    )
    for path in written:
        print(f"wrote {path}")
    print(f"\nNext: read {folder / 'config' / 'company.yaml'} (its zone and quiet hours above all), then:")
    print(f"  shopper check -C {folder}    says what would be shopped; nothing is sent")
    print(f"  shopper run -C {folder}      shops")


def schema(folder: Path) -> None:
    """Write the schemas and say where they are."""
    for path in write_schemas(folder):
        print(f"wrote {path}")
