"""A programme: four folders that say what to shop and how, and the stock programme they are laid over."""

from .finding import MARKER, Programme, find_programme, stock_root

__all__ = ["MARKER", "Programme", "find_programme", "stock_root"]
