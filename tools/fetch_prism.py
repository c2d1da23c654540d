"""Fetches what the sandbox's provider of telephony is checked against: Twilio's own description of its API, and Prism,
which holds requests and answers to it. Into .cache/prism, out of git.

    python tools/fetch_prism.py

The description comes out of a package of Twilio's on npm, whose archive must have the sha512 written here. Nothing of
what is installed runs a script. Ends with 0, or with 1 and a sentence on stderr.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fetch_widget import FetchFailed, check, pack

PRISM_DIR = Path(__file__).resolve().parent.parent / ".cache" / "prism"
PRISM = "@stoplight/prism-cli@5.14.2"
TWILIO = "@twilio/cli-core@8.3.2"
INTEGRITY = "sha512-qRTAZS15i/nseKHu2zZIb1BD78WFRVOWM65iC9JqjZdNpz5KQaiEI1klsLcWDi1pwXH9JG6pbFXJrIiYRJw/dw=="
_API = "package/src/services/twilio-api/twilio_api_v2010.json"


def fetch(into: Path = PRISM_DIR) -> tuple[Path, Path]:
    """Prism's program (for node) and the API's description, fetched if they are not there yet. Raises FetchFailed."""
    program, api = into / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js", into / "twilio.json"
    if not program.is_file():
        _install(into)
    if not program.is_file():
        raise FetchFailed(f"{PRISM} has no {program.name} where it is expected")
    if not api.is_file():
        with tempfile.TemporaryDirectory(dir=into) as folder:
            archive = pack(TWILIO, Path(folder))
            check(archive, INTEGRITY)
            with tarfile.open(archive) as tar:
                inside = tar.extractfile(_API)
                if inside is None:
                    raise FetchFailed(f"{TWILIO} has no {_API}")
                (Path(folder) / "api").write_bytes(inside.read())
            (Path(folder) / "api").replace(api)
    return program, api


def _install(into: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise FetchFailed("npm is not installed; Prism is fetched with it")
    into.mkdir(parents=True, exist_ok=True)
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    # Hundreds of packages: with npm's own patience a registry that cannot be reached takes many minutes to give up on.
    patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=2000"]
    command = [npm, "install", "--prefix", str(into), *quiet, *patience, PRISM]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=into)
    except subprocess.TimeoutExpired as error:
        raise FetchFailed(f"npm did not install {PRISM} within 300 s") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise FetchFailed(f"npm could not install {PRISM}: {last}")


def main() -> int:
    """The command line."""
    try:
        program, api = fetch()
    except FetchFailed as error:
        print(f"Prism: {error}", file=sys.stderr)
        return 1
    print(f"{program}\n{api}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
