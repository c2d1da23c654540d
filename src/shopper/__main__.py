"""python -m shopper."""

from .cli import main

main()
