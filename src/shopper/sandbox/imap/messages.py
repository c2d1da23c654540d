"""Messages of the selected folder: searched, fetched, flagged, copied, expunged."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from ..mailboxes import Message
from .connection import No
from .fetch import answer_items, flags_of, parse_items
from .folders import FolderCommands
from .lexer import Atom, BadSyntax, Token, parse_set, text_of
from .search import parse_search


class MessageCommands(FolderCommands):
    """What a client may do with messages, by their places or by their UIDs."""

    def _chosen(self, token: Token, *, by_uid: bool) -> list[tuple[int, Message]]:
        """(sequence number, message) of a set, in order; UIDs that are not there are silently left out."""
        folder = self._here()
        chosen: set[int] = set()
        for low, high in parse_set(text_of(token), self._view if by_uid else [len(self._view)]):
            if by_uid:
                chosen.update(range(bisect_left(self._view, low), bisect_right(self._view, high)))
            elif low < 1 or high > len(self._view):
                raise BadSyntax(f"there are {len(self._view)} messages here")
            else:
                chosen.update(range(low - 1, high))
        there = ((n + 1, folder.messages.get(self._view[n])) for n in sorted(chosen))
        return [(n, message) for n, message in there if message is not None]

    def _on_messages(self, name: str, arguments: list[Token], *, by_uid: bool) -> str:
        least = {"SEARCH": 1, "FETCH": 2, "STORE": 3, "COPY": 2, "MOVE": 2, "EXPUNGE": 1 if by_uid else 0}[name]
        if len(arguments) < least:
            raise BadSyntax(f"{name} needs {least} arguments")
        if self._read_only and name in ("STORE", "MOVE", "EXPUNGE"):
            raise No("[READ-ONLY] this folder was opened with EXAMINE")
        if name == "SEARCH":
            return self._search(arguments, by_uid=by_uid)
        if name == "EXPUNGE":
            return self._expunge(arguments[0] if by_uid else None)
        chosen = self._chosen(arguments[0], by_uid=by_uid)
        if name == "FETCH":
            self._fetch(chosen, arguments[1], by_uid=by_uid)
            return "FETCH done"
        if name == "STORE":
            self._store(chosen, text_of(arguments[1]).upper(), arguments[2:], by_uid=by_uid)
            return "STORE done"
        return self._copy(name, chosen, text_of(arguments[1]))

    def _search(self, arguments: list[Token], *, by_uid: bool) -> str:
        folder = self._here()
        fits = parse_search(arguments, [len(self._view)] if self._view else [], self._view)
        found = []
        for n, uid in enumerate(self._view, 1):
            message = folder.messages.get(uid)
            if message is not None and fits(n, message):
                found.append(uid if by_uid else n)
        self._send(" ".join(["* SEARCH", *map(str, found)]))
        return "SEARCH done"

    def _fetch(self, chosen: list[tuple[int, Message]], token: Token, *, by_uid: bool) -> None:
        items = parse_items(token)
        labels = [item.label for item in items]
        if by_uid and "UID" not in labels:
            items = [*parse_items(Atom("UID")), *items]
        marks_seen = not self._read_only and any(item.section is not None and not item.peek for item in items)
        flags_too = [*items, *parse_items(Atom("FLAGS"))] if "FLAGS" not in labels else items
        whole = any(item.section == "" for item in items)
        for n, message in chosen:
            if whole and self._faults.gone_at_fetch > 0:
                self._faults.gone_at_fetch -= 1
                self._here().remove([message.uid])
                continue
            if whole and self._faults.drop_in_fetch > 0:
                self._faults.drop_in_fetch -= 1
                answer = b"* %d FETCH " % n + answer_items(items, message)
                self._writer.write(answer[: len(answer) // 2])
                self.bye_without_a_word()
            newly_seen = marks_seen and r"\Seen" not in message.flags
            if newly_seen:
                self._here().set_flags(message, {*message.flags, r"\Seen"})
            self._send(f"* {n} FETCH ".encode() + answer_items(flags_too if newly_seen else items, message))

    def _store(self, chosen: list[tuple[int, Message]], how: str, rest: list[Token], *, by_uid: bool) -> None:
        quiet = how.endswith(".SILENT")
        kind = how.removesuffix(".SILENT")
        if kind not in ("FLAGS", "+FLAGS", "-FLAGS"):
            raise BadSyntax(f"STORE {how} is not known here")
        flags = {text_of(f) for token in rest for f in (token if isinstance(token, list) else [token])}
        for n, message in chosen:
            after = {"FLAGS": flags, "+FLAGS": message.flags | flags, "-FLAGS": message.flags - flags}[kind]
            self._here().set_flags(message, after)
            if not quiet:
                uid = f"UID {message.uid} " if by_uid else ""
                self._send(f"* {n} FETCH ({uid}FLAGS {flags_of(message)})")

    def _copy(self, name: str, chosen: list[tuple[int, Message]], target: str) -> str:
        folder, goal = self._here(), self._folder_named(target)
        new = [goal.add(m.raw, at_us=m.at_us, flags=m.flags).uid for _, m in chosen]
        old = [m.uid for _, m in chosen]
        code = f"[COPYUID {goal.uidvalidity} {','.join(map(str, old))} {','.join(map(str, new))}]" if new else ""
        if name == "MOVE":
            if code:
                self._send(f"* OK {code} moved")
            folder.remove(old)
            return "MOVE done"
        return f"{code} COPY done".strip()

    def _expunge(self, only: Token | None) -> str:
        folder = self._here()
        inside = None if only is None else {m.uid for _, m in self._chosen(only, by_uid=True)}
        deleted = [
            uid
            for uid in folder.uids
            if r"\Deleted" in folder.messages[uid].flags and (inside is None or uid in inside)
        ]
        folder.remove(deleted)
        return "EXPUNGE done"
