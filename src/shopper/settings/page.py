"""What the page of a wave shows."""

from __future__ import annotations

from typing import Literal

from .block import Block


class PageSettings(Block):
    """What the page of a wave shows.

    transcripts: word by word only conversations with a problem, the others in a row each; or all of them.
    staff_names: the company's people under one pseudonym each, or as they call themselves. Raw evidence, such as a
    picture of the chat, shows them either way.
    """

    transcripts: Literal["problems", "all"] = "problems"
    staff_names: Literal["pseudonyms", "shown"] = "pseudonyms"
