"""Other people's plug-ins, where they need to be told what a visit that waits is.

pytest-xdist: a persona's lines may be used by one process only, so all that a persona plays goes to one worker.
pytest-timeout: a worker of xdist cannot leave a journey that waits, and its waiting is no hang.
allure-pytest-bdd: writes a result at the end of every run of an item; of one that goes on later there is none yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from ..errors import Refused

_CAST = "xdist-cast"


def distributes(config: pytest.Config) -> bool:
    """Whether this process only hands items out to xdist's workers."""
    return getattr(config.option, "dist", "no") != "no" and bool(getattr(config.option, "tx", None))


def refuse_each(config: pytest.Config) -> None:
    """Raise Refused where every worker would play everything, so that all would be said several times."""
    if config.option.dist == "each":
        raise Refused("--dist each lets every worker play everything: all would be said several times. Leave it away.")


def write_cast(store: Any, wave: str, cast: Mapping[str, str]) -> None:
    """In a worker of xdist: who plays which item (node id -> persona), for the process that hands the items out."""
    store.put_state(_CAST, wave, dict(cast))


def make_scheduler(config: pytest.Config, log: Any, cast: Callable[[], Mapping[str, str]]) -> Any:
    """xdist's scheduler that gives all of a persona's journeys to one worker, and other tests as --dist says."""
    from xdist.scheduler.loadscope import LoadScopeScheduling  # type: ignore[import-untyped,unused-ignore]

    class ByPersona(LoadScopeScheduling):  # type: ignore[misc,unused-ignore]
        def _split_scope(self, nodeid: str) -> str:
            persona = cast().get(nodeid)
            return f"persona {persona}" if persona else _scope_of(nodeid, config.getvalue("dist"))

    return ByPersona(config, log)


def read_cast(store: Any, wave: str) -> dict[str, str]:
    """What `write_cast` wrote."""
    return dict(store.get_state(_CAST, wave) or {})


def _scope_of(nodeid: str, dist: str) -> str:
    """What xdist's own modes keep together."""
    if dist == "loadscope":
        return nodeid.rsplit("::", 1)[0]
    if dist == "loadfile":
        return nodeid.split("::", 1)[0]
    if dist == "loadgroup" and nodeid.rfind("@") > nodeid.rfind("]"):
        return nodeid.rpartition("@")[2]
    return nodeid


def lift_timeouts(items: Iterable[pytest.Item]) -> None:
    """In a worker of xdist: no time limit of pytest-timeout for these, whose waiting it would take for a hang."""
    for item in items:
        if item.config.pluginmanager.hasplugin("timeout"):
            item.add_marker(pytest.mark.timeout(0), append=False)


def forget_result(item: pytest.Item) -> None:
    """An item waits and goes on later: this run of it has no result for allure."""
    for plugin in item.config.pluginmanager.get_plugins():
        if type(plugin).__module__.startswith("allure_pytest_bdd"):
            uuids, lifecycle = getattr(plugin, "nodeid_to_uuid", {}), getattr(plugin, "lifecycle", None)
            if item.nodeid in uuids and lifecycle is not None:
                lifecycle._pop_item(uuid=uuids[item.nodeid])
