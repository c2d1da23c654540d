"""What installed packages offer beside our own probes, judges and reports, by their entry points."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

from .errors import ShopperError

PROBES, JUDGES, REPORTS = "shopper.probes", "shopper.judges", "shopper.reports"


class PluginBroken(ShopperError):
    """A plug-in cannot be loaded, or is none; the run stops and names it."""

    code = "plugin"
    exit_code = 12


def installed(group: str) -> Iterator[tuple[str, str, Any]]:
    """(name, whence, what) of each entry point of a group, in the order of their names. whence: the words that name it
    in a message. Raises PluginBroken for the first that cannot be loaded."""
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value)):
        package = f" of {point.dist.name} {point.dist.version}" if point.dist is not None else ""
        whence = f"the {group.removeprefix('shopper.').removesuffix('s')} “{point.name}”{package} ({point.value})"
        try:
            yield point.name, whence, point.load()
        except ShopperError:
            raise
        except Exception as error:
            raise PluginBroken(
                f"{whence} cannot be loaded: {type(error).__name__}: {error}. Mend that package, or uninstall it."
            ) from error
