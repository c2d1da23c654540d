"""What a kind of channel needs and is not installed: the libraries of an extra of this package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from ..settings.models import Settings
from .probe import Probe

PACKAGE = "mystery-shopper"


@dataclass(frozen=True, slots=True)
class Missing:
    """What some channels need and is not installed here. channels: their ids; extras: what has to be installed."""

    channels: tuple[str, ...]
    extras: tuple[str, ...]

    @property
    def install(self) -> str:
        """The command that installs it."""
        return f"pip install '{PACKAGE}[{','.join(self.extras)}]'"

    def titles(self, settings: Settings, language: str) -> str:
        """The channels as the company calls them."""
        channels = settings.company.channels
        return ", ".join(channels[cid].called(cid, language) for cid in self.channels)


def missing(settings: Settings, probes: Mapping[str, Probe], channels: Iterable[str]) -> Missing | None:
    """What of these channels (ids) cannot be shopped here before an extra is installed; None where all can."""
    lacking = {cid: extra for cid in channels if (extra := _lacks(probes.get(settings.company.channels[cid].kind)))}
    return Missing(tuple(lacking), tuple(dict.fromkeys(lacking.values()))) if lacking else None


def without(settings: Settings, left_out: Missing) -> Settings:
    """The same config, of a company that has none of these channels."""
    kept = {cid: c for cid, c in settings.company.channels.items() if cid not in left_out.channels}
    return settings.model_copy(update={"company": settings.company.model_copy(update={"channels": kept})})


def _lacks(probe: Probe | None) -> str:
    """The extra that a probe lacks, "" for none."""
    libraries: tuple[str, ...] = getattr(probe, "libraries", ())
    return "" if all(map(_is_there, libraries)) else str(getattr(probe, "extra", ""))


def _is_there(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except (ImportError, ValueError):  # it is hidden, or half unloaded
        return False
