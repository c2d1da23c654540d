"""A programme's state as one file, to be taken up on another machine: journal, evidence, reports; no secrets.

The artefact is a gzipped tar: `shopper-pack.json` (what it is), `journal.db` (a copy that SQLite made with VACUUM
INTO, so without free pages), `evidence/`, `out/`, and for the sandbox company what it remembers. Left out are leases,
which name processes of this machine, and browsers' cookies. Paths inside are relative; others are refused.
"""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from .. import __version__
from ..errors import JournalError, Refused, did_you_mean
from ..journal.events import Kind, Store
from ..journal.leases import described, is_gone
from ..settings.models import Settings
from . import wave as waves
from .secrets_used import Secret, secrets_of

MANIFEST = "shopper-pack.json"
FORMAT = 1
_JOURNAL = "journal.db"
_FRESH_S = 60.0
_SANDBOX = "sandbox"
_TEXTS = (("payloads", "data"), ("state", "value"))  # table, column: where the journal keeps all that was said


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written. wave: "" for the whole journal. open: whether something of it can be resumed."""

    path: Path
    wave: str
    files: int
    size: int
    open: bool


def pack(
    settings: Settings, root: Path, state: Path, store: Store, *, wave: str = "", target: Path | None = None
) -> Packed:
    """Write the artefact. wave: only this one; "" for all, with which guard rails know what was done before.

    Raises Refused where a process is shopping now, or where a secret of this programme's would be in the file; and
    JournalError where something cannot be read or written."""
    names = [event.wave for event in store.events(kinds=[Kind.WAVE_STARTED])]
    if wave and wave not in names:
        raise Refused(f"there is no wave “{wave}” in the journal. {did_you_mean(wave, names)}".strip())
    if not names:
        raise Refused("there is no wave in the journal yet. Begin with: shopper run")
    target = (target or Path(f"{wave or 'shopper'}.tar.gz")).resolve()
    if settings.company.sandbox:
        from ..sandbox.process import stop

        stop(state / _SANDBOX)
    with tempfile.TemporaryDirectory(prefix="shopper-pack-") as scratch:
        copy = Path(scratch) / _JOURNAL
        _copy(state / _JOURNAL, copy, wave)
        files = {_JOURNAL: copy, **_evidence(copy, state), **_reports(state, [wave] if wave else names)}
        if settings.company.sandbox:
            files |= _of_the_sandbox(state / _SANDBOX, Path(scratch))
        _refuse_secrets(files, secrets_of(settings, root))
        open_ = [name for name in waves.open_waves(store) if wave in ("", name)]
        manifest = {"format": FORMAT, "shopper": __version__, "waves": [wave] if wave else names, "open": open_}
        _write(target, files, manifest)
    return Packed(target, wave, len(files), target.stat().st_size, bool(open_))


def unpack(source: Path, state: Path) -> list[str]:
    """Put the artefact's state in the place of the one in this folder; the names of its waves.

    Raises Refused for a file that is no artefact, and where the journal that is there has anything that the artefact's
    has not; nothing is changed then."""
    with tempfile.TemporaryDirectory(prefix="shopper-unpack-") as scratch:
        fresh = Path(scratch)
        manifest = _extract(source, fresh)
        there = state / _JOURNAL
        if there.is_file():
            _refuse_newer(there, fresh / _JOURNAL, source)
        state.mkdir(parents=True, exist_ok=True)
        for path in sorted(fresh.rglob("*")):
            if path.is_file() and path.name not in (MANIFEST, _JOURNAL):
                _put(path, state / path.relative_to(fresh))
        for leftover in ("-wal", "-shm"):
            (state / f"{_JOURNAL}{leftover}").unlink(missing_ok=True)
        _put(fresh / _JOURNAL, there)  # last: with it the state is whole
    return [str(name) for name in manifest["waves"]]


def extract_reports(source: Path, folder: Path) -> list[Path]:
    """The scorecards in an artefact, put below a folder, the newest wave's last. Raises Refused."""
    manifest = _extract(source, folder)
    paths = [folder / "out" / str(name) / "scorecard.json" for name in manifest["waves"]]
    return [path for path in paths if path.is_file()]


def _copy(journal: Path, copy: Path, wave: str) -> None:
    try:
        with closing(sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=15)) as source:
            _refuse_while_played(source)
            source.execute("VACUUM INTO ?", (str(copy),))
        with closing(sqlite3.connect(copy, isolation_level=None)) as made:
            made.execute("PRAGMA secure_delete = ON")
            made.execute("DELETE FROM leases")
            # What a site has put into a customer's browser: a session there, and perhaps the login of a closed site.
            made.execute("DELETE FROM state WHERE key LIKE '%:storage'")
            if wave:
                _keep_only(made, wave)
            made.execute("VACUUM")
    except sqlite3.Error as error:
        raise JournalError(
            f"The journal {journal} cannot be copied ({error}). Look at it with: shopper verify"
        ) from error


def _refuse_while_played(journal: sqlite3.Connection) -> None:
    fresh = time.time_ns() // 1000 - round(_FRESH_S * 1e6)
    for owner, beat_us in journal.execute("SELECT owner, beat_us FROM leases"):
        if beat_us > fresh and not is_gone(owner):
            raise Refused(
                f"a wave is being played now, by {described(owner)}. Pack after its end, or end it with --detach: what "
                "is packed while it goes on would be said twice."
            )


def _keep_only(copy: sqlite3.Connection, wave: str) -> None:
    # What is of no wave stays: the marks of `shopper note`, which the page's trend and effects are read with.
    others = "wave NOT IN (?, '')"
    copy.execute("BEGIN")
    copy.execute(f"DELETE FROM payloads WHERE seq IN (SELECT seq FROM events WHERE {others})", (wave,))
    copy.execute(f"DELETE FROM events WHERE {others}", (wave,))
    copy.execute(f"DELETE FROM chains WHERE {others}", (wave,))
    # Letters about the others are still sent from here (delivery/outbox.py); from there, too, they would come twice.
    copy.execute("DELETE FROM state WHERE scope = 'delivery' AND json_extract(key, '$[0]') <> ?", (wave,))
    named = _named_in(copy)
    for (sha,) in copy.execute("SELECT DISTINCT sha256 FROM evidence").fetchall():
        if sha not in named:
            copy.execute("DELETE FROM evidence WHERE sha256 = ?", (sha,))
    copy.execute("COMMIT")


def _named_in(copy: sqlite3.Connection) -> set[str]:
    """Every evidence that some event or state speaks of."""
    known = {sha for (sha,) in copy.execute("SELECT DISTINCT sha256 FROM evidence")}
    found: set[str] = set()
    for table, column in _TEXTS:
        for (data,) in copy.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
            found |= _hashes(json.loads(data)) & known
    return found


def _hashes(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(_hashes, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(_hashes, value)) if value else set()
    return {value} if isinstance(value, str) and len(value) == 64 else set()


def _evidence(copy: Path, state: Path) -> dict[str, Path]:
    with closing(sqlite3.connect(copy)) as made:
        names = sorted(sha for (sha,) in made.execute("SELECT DISTINCT sha256 FROM evidence"))
    paths = {f"evidence/{sha[:2]}/{sha[2:]}": state / "evidence" / sha[:2] / sha[2:] for sha in names}
    return {name: path for name, path in paths.items() if path.is_file()}


def _reports(state: Path, names: list[str]) -> dict[str, Path]:
    folders = [state / "out" / name for name in names]
    return {
        path.relative_to(state).as_posix(): path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def _of_the_sandbox(folder: Path, scratch: Path) -> dict[str, Path]:
    """What the sandbox company remembers: it goes on there as it would have here."""
    files: dict[str, Path] = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix in (".db", ".sqlite"):
            copy = scratch / path.name
            with closing(sqlite3.connect(path, timeout=15)) as source:
                source.execute("VACUUM INTO ?", (str(copy),))
            files[f"{_SANDBOX}/{path.name}"] = copy
        elif path.suffix == ".jsonl" or path.name == "ports.json":  # a mailbox is known by its server and port
            files[f"{_SANDBOX}/{path.name}"] = path
    return files


def _refuse_secrets(files: dict[str, Path], secrets: list[Secret]) -> None:
    """The last look before anything is written: none of the programme's own secrets may be in it."""
    for name, path in files.items():
        data = path.read_bytes() + (_texts_in(path) if name == _JOURNAL else b"")
        for secret in secrets:
            if any(form in data for form in secret.forms):
                raise Refused(
                    f"nothing was packed: {secret.what} stands in {name}. A person or a site said it where it is kept; "
                    "change that secret, and pack only waves that do not hold it: shopper pack WAVE"
                )


def _texts_in(journal: Path) -> bytes:
    """Every text whole: in the file a long one is cut where a page of it ends."""
    with closing(sqlite3.connect(journal)) as made:
        rows = [made.execute(f"SELECT {c} FROM {t} WHERE {c} IS NOT NULL") for t, c in _TEXTS]
        return b"\n".join(bytes(value) for row in rows for (value,) in row)


def _write(target: Path, files: dict[str, Path], manifest: dict[str, Any]) -> None:
    draft = target.with_name(f".{target.name}.draft")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(draft, "w:gz", format=tarfile.PAX_FORMAT) as archive:
            _add(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
            for name in sorted(files):
                _add(archive, name, files[name].read_bytes())
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Refused(f"{target} cannot be written: {error.strerror}.") from error


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)  # neither user nor machine nor mode of this one
    entry.size, entry.mtime, entry.mode = len(data), int(time.time()), 0o600
    archive.addfile(entry, io.BytesIO(data))


def _extract(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            for entry in _safe(archive, source):
                path = folder / entry.name
                path.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(entry)
                assert content is not None
                with content, path.open("wb") as file:
                    shutil.copyfileobj(content, file)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(f"{source} is not there, or is nothing that shopper packed.") from error
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise Refused(f"{source} cannot be unpacked: {error}. Make it again with: shopper pack") from error
    if manifest.get("format") != FORMAT or not (folder / _JOURNAL).is_file():
        made = manifest.get("shopper", "another version")
        raise Refused(f"{source} was packed by shopper {made}, in a form that this one ({__version__}) does not read.")
    return manifest


def _safe(archive: tarfile.TarFile, source: Path) -> Iterator[tarfile.TarInfo]:
    for entry in archive:
        path = PurePosixPath(entry.name)
        top = path.parts[0] if path.parts else ""
        known = top in (MANIFEST, _JOURNAL, "evidence", "out", _SANDBOX)
        if not entry.isfile() or path.is_absolute() or ".." in path.parts or "\\" in entry.name or not known:
            raise Refused(f"{source} was not made by shopper pack: “{entry.name}” has no place in it.")
        yield entry


def _refuse_newer(there: Path, fresh: Path, source: Path) -> None:
    """Raise Refused where the journal that is there has an event that the artefact's has not."""
    try:
        with closing(sqlite3.connect(f"file:{there}?mode=ro", uri=True, timeout=15)) as journal:
            _refuse_while_played(journal)
            heads = journal.execute("SELECT wave, head FROM chains").fetchall()
        with closing(sqlite3.connect(fresh)) as packed:
            newer = {
                w for w, head in heads if not packed.execute("SELECT 1 FROM events WHERE hash = ?", (head,)).fetchone()
            }
    except sqlite3.Error as error:
        raise Refused(f"{there} or the journal in {source} cannot be read ({error}).") from error
    if newer:
        raise Refused(
            f"nothing was unpacked: {there} knows more of {', '.join(sorted(newer))} than {source} does. Go on with "
            "what is there (shopper resume), or unpack elsewhere: shopper unpack FILE --state DIR"
        )


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.draft")
    shutil.copyfile(source, draft)
    draft.replace(target)
