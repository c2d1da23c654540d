"""Where a programme is: the folder with config/company.yaml, and the stock programme it is laid over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import shopper

MARKER = Path("config") / "company.yaml"
FOLDERS = ("scenarios", "probes", "reports", "config")


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme's folder (`root`) and the stock programme (`stock`); the same folder when the stock is shopped.

    environment: of config/env/NAME.yaml, which is laid over its config; "" for none.
    """

    root: Path
    stock: Path
    environment: str = ""

    @property
    def state(self) -> Path:
        """Where its journal, evidence and output live: .shopper, ignored by git."""
        return self.root / ".shopper"

    @property
    def layers(self) -> tuple[Path, ...]:
        """The owner's folder before the stock one; one of them when they are the same."""
        return (self.root,) if self.root == self.stock else (self.root, self.stock)

    def files(self, folder: str, pattern: str) -> list[Path]:
        """Files of both layers below `folder`, an owner's one hiding the stock one of the same relative path."""
        found: dict[Path, Path] = {}
        for layer in reversed(self.layers):
            base = layer / folder
            found.update({path.relative_to(base): path for path in sorted(base.glob(pattern)) if path.is_file()})
        return [found[key] for key in sorted(found)]


def stock_root() -> Path:
    """The stock programme: inside the wheel where that is installed, else the checkout."""
    package = Path(shopper.__file__).resolve().parent
    inside = package / "stock"
    return inside if inside.is_dir() else package.parent.parent


def find_programme(starts: Iterable[Path]) -> Programme | None:
    """The programme of the first of `starts` that stands in one, walking up to the marker file; None if none does. It
    is in the environment that SHOPPER_ENV names."""
    for start in starts:
        for folder in (start, *start.parents):
            if (folder / MARKER).is_file():
                from ..settings.environments import chosen  # loads much, and most places where pytest runs are none

                return Programme(root=folder.resolve(), stock=stock_root(), environment=chosen())
    return None
