"""Loads the Python of a programme's folders by path, the owner's laid over the stock.

`shopper_programme.probes`, `.reports` and `.scenarios` are synthetic packages whose path is [owner's folder, stock
folder]: a file of the owner's hides the stock one of the same name, and nothing shadows the standard library
(`probes/email.py` is shopper_programme.probes.email). The stock alone is mounted once more as `shopper_stock`, so that
an owner's probes/email.py can build on ours.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import threading
from types import ModuleType

from ..errors import Mistake, ScenarioError, ShopperError
from ..installed import PluginBroken
from .finding import Programme, stock_root

# What threads import they import one after another: until 3.11.8 Python cannot parse in two of them at once, and
# pytest parses what it rewrites.
IMPORTING = threading.Lock()

PACKAGE = "shopper_programme"
STOCK = "shopper_stock"
_CODE_FOLDERS = ("probes", "reports", "scenarios")


def mount(programme: Programme) -> None:
    """Make the programme's Python importable as shopper_programme.*; a programme mounted before is forgotten."""
    _mount_package(PACKAGE, {f: [str(layer / f) for layer in programme.layers] for f in _CODE_FOLDERS})
    _mount_package(STOCK, {f: [str(programme.stock / f)] for f in _CODE_FOLDERS})


def _mount_package(name: str, folders: dict[str, list[str]]) -> None:
    wanted = [path for paths in folders.values() for path in paths]
    present = sys.modules.get(name)
    if present is not None and list(getattr(present, "_mounted", ())) == wanted:
        return
    for loaded in [m for m in sys.modules if m == name or m.startswith(f"{name}.")]:
        del sys.modules[loaded]
    parent = ModuleType(name)
    parent.__path__ = []
    parent._mounted = wanted  # type: ignore[attr-defined]
    parent.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
    sys.modules[name] = parent
    for folder, paths in folders.items():
        child = ModuleType(f"{name}.{folder}")
        child.__path__ = paths
        spec = importlib.machinery.ModuleSpec(f"{name}.{folder}", None, is_package=True)
        spec.submodule_search_locations = paths
        child.__spec__ = spec
        sys.modules[child.__name__] = child
        setattr(parent, folder, child)


def load(name: str) -> ModuleType:
    """Import `probes.email` and the like from the mounted programme. Raises PluginBroken with the plug-in's name."""
    try:
        return importlib.import_module(f"{PACKAGE}.{name}")
    except ShopperError:
        raise
    except Exception as error:
        raise PluginBroken(f"{name.replace('.', '/')} cannot be loaded: {type(error).__name__}: {error}") from error


def load_stock(name: str) -> ModuleType:
    """Import a stock module, such as `probes.email`, without any programme."""
    if STOCK not in sys.modules:
        _mount_package(STOCK, {f: [str(stock_root() / f)] for f in _CODE_FOLDERS})
    return importlib.import_module(f"{STOCK}.{name}")


def module_names(programme: Programme, folder: str) -> list[str]:
    """The modules directly in a folder of either layer (a package counts by its folder's name), in order."""
    found: dict[str, None] = {}
    for layer in reversed(programme.layers):
        base = layer / folder
        if not base.is_dir():
            continue
        for path in sorted(base.iterdir()):
            if path.name.startswith(("_", ".")):
                continue
            if path.suffix == ".py":
                found[path.stem] = None
            elif path.is_dir() and any(path.glob("*.py")):
                found[path.name] = None
    return list(found)


__all__ = [
    "PACKAGE",
    "STOCK",
    "Mistake",
    "PluginBroken",
    "ScenarioError",
    "load",
    "load_stock",
    "module_names",
    "mount",
]
