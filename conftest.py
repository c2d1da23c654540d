"""Loads the plug-in in a bare clone, where no installed package announces it; where one does, it is loaded once."""

pytest_plugins = ["shopper.pytest_plugin"]
