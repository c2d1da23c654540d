"""Loads the plug-in in a bare clone, where no installed package announces it; where one does, it is loaded once."""

from importlib.util import find_spec

pytest_plugins = ["shopper.pytest_plugin"] if find_spec("shopper.pytest_plugin") else []
