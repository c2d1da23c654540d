"""Fetches the third-party chat widgets for the tests, checks each, and unpacks it below .cache/widgets, out of git.

    python tools/fetch_widget.py [NAME ...]        all widgets when none is named

`npm pack --ignore-scripts` fetches the published archive through the npm client's own configuration and runs nothing of
it; the archive must have the sha512 written here. Ends with 0, or with 1 and a sentence on stderr for each that failed.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

WIDGETS_DIR = Path(__file__).resolve().parent.parent / ".cache" / "widgets"


class FetchFailed(Exception):
    """The widget cannot be had; the message says why."""


@dataclass(frozen=True)
class Widget:
    """A package on npm. integrity: its archive's sha512, as npm writes it. bundle: the file inside it that a page
    loads; it needs no other package."""

    package: str
    version: str
    integrity: str
    bundle: str


WIDGETS = {
    # No chat: the checker that the pages are tried with. MPL-2.0; used, never handed on.
    "axe-core": Widget(
        package="axe-core",
        version="4.14.1",
        integrity="sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        bundle="axe.min.js",
    ),
    "deep-chat": Widget(
        package="deep-chat",
        version="2.4.2",
        integrity="sha512-wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==",
        bundle="dist/deepChat.bundle.js",
    ),
    "flowise-embed": Widget(
        package="flowise-embed",
        version="3.1.6",
        integrity="sha512-xSrvBDiEvIIzRFsPBgmzG3SdfBeG4wBzdchdMurft5PQcdYO0HfB8cwGhn00fE5JOsdhVZXfJ3Fq6e/DgrW4ag==",
        bundle="dist/web.js",
    ),
    # Its licence allows use, not handing on; `npm install` of it wants a package that does not exist.
    "n8n-chat": Widget(
        package="@n8n/chat",
        version="1.37.0",
        integrity="sha512-V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==",
        bundle="dist/chat.bundle.es.js",
    ),
}


def fetch(name: str, into: Path = WIDGETS_DIR) -> Path:
    """The unpacked widget's bundle, fetched if it is not there yet. Raises FetchFailed."""
    widget = WIDGETS.get(name)
    if widget is None:
        raise FetchFailed(f"{name} is not known here; known: {', '.join(sorted(WIDGETS))}")
    mark = into / name / "integrity"
    bundle = into / name / "package" / widget.bundle
    if bundle.is_file() and mark.is_file() and mark.read_text("utf-8") == widget.integrity:
        return bundle
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into) as folder:
        archive = pack(f"{widget.package}@{widget.version}", Path(folder))
        check(archive, widget.integrity)
        unpacked = Path(folder) / "unpacked"
        with tarfile.open(archive) as tar:
            # The filter came with Python 3.11.4; the archive's hash was checked before.
            if hasattr(tarfile, "data_filter"):
                tar.extractall(unpacked, filter="data")
            else:
                tar.extractall(unpacked)
        (unpacked / "integrity").write_text(widget.integrity, "utf-8")
        shutil.rmtree(into / name, ignore_errors=True)
        unpacked.rename(into / name)
    if not bundle.is_file():
        raise FetchFailed(f"{widget.package}@{widget.version} has no {widget.bundle}")
    return bundle


def check(archive: Path, integrity: str) -> None:
    """Raises FetchFailed when the file is not the one that `integrity` (sha512-BASE64) speaks of."""
    seen = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if seen != integrity:
        raise FetchFailed(f"{archive.name} is not the archive that was checked: {seen} instead of {integrity}")


def pack(package: str, folder: Path) -> Path:
    """A package's archive, fetched by npm into the folder. Raises FetchFailed."""
    npm = shutil.which("npm")
    if npm is None:
        raise FetchFailed("npm is not installed; widgets are fetched with it")
    try:
        done = subprocess.run(
            [npm, "pack", package, "--ignore-scripts", "--silent", "--pack-destination", str(folder)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=folder,
        )
    except subprocess.TimeoutExpired as error:
        raise FetchFailed(f"npm did not fetch {package} within 120 s") from error
    archives = sorted(folder.glob("*.tgz"))
    if done.returncode or not archives:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise FetchFailed(f"npm could not fetch {package}: {last}")
    return archives[0]


def main(names: list[str]) -> int:
    """The command line. One that cannot be had does not keep the others away."""
    failed = 0
    for name in names or sorted(WIDGETS):
        try:
            print(f"{name}: {fetch(name)}")
        except FetchFailed as error:
            print(f"{name}: {error}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
