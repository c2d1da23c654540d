"""mystery-shopper: an independent ordinary customer, on a schedule, in every channel."""

__version__ = "0.1.0"
