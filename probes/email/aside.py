"""Looks from time to time into the folders where a filter may have put a reply."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from shopper.engine.probe import Host

from .fetching import Fetching
from .folders import Folder, folders_aside
from .wire import Client

_log = logging.getLogger(__name__)


class Aside:
    """The folders beside the inbox of one mailbox. Belongs to the mailbox's thread; nothing in them is changed."""

    def __init__(self, host: Host, fetching: Fetching, state_key: Callable[[str], str], relist_s: float) -> None:
        self._host = host
        self._fetching = fetching
        self._state_key = state_key
        self._relist_s = relist_s
        self._folders: list[Folder] = []
        self._listed_at: float | None = None
        self._closed: set[str] = set()  # what this account may not read

    def begin(self, client: Client) -> None:
        """Note where each folder ends, before anybody may write: what comes into it from now on is new."""
        self._list(client)
        since = self._host.get_state(self._began_key)
        for folder, (validity, uidnext) in self._ends(client):
            if since is None:
                self._fetching.begin_at(folder, validity, uidnext)
            else:
                self._fetching.begin_by_date(folder, int(since))
        if since is None:  # last: a crash in between begins anew
            self._host.put_state(self._began_key, self._host.stamp().wall_us)

    def look(self, client: Client) -> bool:
        """Hand in what is new in them. Returns whether another folder than the inbox is selected now."""
        if self._listed_at is not None and time.monotonic() - self._listed_at >= self._relist_s:
            self.begin(client)
        moved = False
        for folder, (validity, uidnext) in list(self._ends(client)):
            if self._fetching.has_taken(folder, validity, uidnext - 1):
                continue
            moved = True
            try:
                self._fetching.open(client, folder)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                self._close(folder, error)
                continue
            since = int(self._host.get_state(self._began_key) or 0)
            self._fetching.take_new(client, folder, delivered_since=since, up_to=uidnext - 1)
        return moved

    @property
    def _began_key(self) -> str:
        return self._state_key("").strip() + " began"

    def _list(self, client: Client) -> None:
        try:
            listing = client.list_folders()
        except IMAPClientAbortError:
            raise
        except (
            IMAPClientError,
            ValueError,
        ) as error:  # a server that cannot tell its folders has an inbox all the same
            _log.warning("the folders of a mailbox cannot be listed, so its spam folder is not looked into: %s", error)
            listing = []
        self._folders = folders_aside(listing, self._state_key(""))
        self._listed_at = time.monotonic()

    def _ends(self, client: Client) -> Iterator[tuple[Folder, tuple[int, int]]]:
        """Each folder with its UIDVALIDITY and UIDNEXT: a question that costs the server little (RFC 3501 §6.3.10)."""
        for folder in self._folders:
            if folder.name in self._closed:
                continue
            try:
                status = client.folder_status(folder.name, ["UIDNEXT", "UIDVALIDITY"])
                yield folder, (int(status[b"UIDVALIDITY"]), int(status[b"UIDNEXT"]))
            except IMAPClientAbortError:
                raise
            except (IMAPClientError, KeyError, ValueError) as error:
                self._close(folder, error)

    def _close(self, folder: Folder, error: Exception) -> None:
        _log.warning("the folder “%s” of a mailbox cannot be read, so it is left out: %s", folder.name, error)
        self._closed.add(folder.name)
