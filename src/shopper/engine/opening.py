"""What a run opens before its first step: the journal, the probes, and for the sandbox company the company itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import Refused
from ..installed import PROBES, PluginBroken, installed
from ..journal.events import Store
from ..programme import Programme, loading
from ..settings.models import Settings
from .probe import Probe


def open_journal(state: Path) -> Store:
    """The programme's journal below its state folder. Raises JournalError."""
    from ..journal.sqlite import open_store

    return open_store(state / "journal.db", state / "evidence")


def probes_of(programme: Programme) -> dict[str, Probe]:
    """One probe for each kind of channel: installed ones, the stock's, the owner's, each giving way to the next. A
    probe that `also` drives other kinds stands under each of them that has no probe of its own.

    Raises PluginBroken naming a plug-in that cannot be loaded, or that is no probe."""
    probes: dict[str, Probe] = {}
    for _, whence, probe_type in installed(PROBES):
        if not isinstance(getattr(probe_type, "kind", None), str):
            raise PluginBroken(f"{whence} is no probe: a class with `kind` is asked for (see docs/add-a-probe.md)")
        probes[probe_type.kind] = probe_type()
    for name in loading.module_names(programme, "probes"):
        # An owner's file of that name takes the place of a stock folder, too.
        folders = [layer / "probes" for layer in programme.layers]
        own = next(f for f in folders if (f / name).is_dir() or (f / f"{name}.py").is_file())
        is_package = (own / name).is_dir()
        module = loading.load(f"probes.{name}.probe" if is_package else f"probes.{name}")
        probe_type = getattr(module, "PROBE", None)
        if probe_type is None or not isinstance(getattr(probe_type, "kind", None), str):
            raise PluginBroken(
                f"probes/{name} is no probe: it must define PROBE, a class with `kind` (see docs/add-a-probe.md)"
            )
        probes[probe_type.kind] = probe_type()
    for probe in list(probes.values()):
        for kind in getattr(probe, "also", ()):
            probes.setdefault(kind, probe)
    return probes


def sandbox_references(programme: Programme, settings: Settings, state: Path) -> Mapping[str, Any] | None:
    """Start the sandbox company, or find it running, and say where it is; None for a company that is real."""
    if not settings.company.sandbox:
        return None
    from ..sandbox.process import ensure_running

    scripts = programme.files("config", "sandbox.yaml")
    if not scripts:
        raise Refused("company.yaml says sandbox: true, but there is no config/sandbox.yaml with the staff's script")
    facts = ensure_running(state / "sandbox", scripts[0])
    return facts.references()
