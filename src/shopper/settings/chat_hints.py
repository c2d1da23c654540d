"""Where to look in a chat that the general reader does not make out by itself."""

from __future__ import annotations

from .block import Block


class ChatHints(Block):
    """CSS selectors of one chat's parts. Each is looked for in every frame and through every open shadow root; "" where
    the general reader is to find the part itself.

    launcher: what opens the chat. steps: what is pressed after it, in order, until the box is there (a home screen's
    "New conversation"). box: where one writes. send: what sends; "": the Enter key, or a button that the reader finds.
    list: what holds all messages. theirs, ours: one message of the company, of the customer, its text and no more.
    sender: the name of who wrote, inside or beside a message of theirs. typing: what shows that somebody writes.
    ignore: what stands in the list and is no message.
    """

    launcher: str = ""
    steps: tuple[str, ...] = ()
    box: str = ""
    send: str = ""
    list: str = ""
    theirs: str = ""
    ours: str = ""
    sender: str = ""
    typing: str = ""
    ignore: str = ""
