"""The commands of the GitLab file, run by a shell as a runner would: by night, and for a merge request after it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.programmes import CHECKOUT, environment, make_programme

FILE = CHECKOUT / "docs" / "ci" / "gitlab.yml"
NIGHT = "  Scenario: fine\n    When I ask about the price in quick\n    Then someone replies\n"
WORSE = NIGHT.replace("quick", "refuser").replace("fine", "worse").replace("someone replies", "there is no dead end")


class Runner:
    """One project: every job works in a fresh checkout, with the caches and artifacts that the file names."""

    def __init__(self, folder: Path) -> None:
        self.flow = yaml.safe_load(FILE.read_text(encoding="utf-8"))
        self.folder, self.cache = folder, folder / "cache"
        self.cache.mkdir()
        programs = folder / "bin"
        programs.mkdir()
        for name, line in (("shopper", f'exec "{sys.executable}" -m shopper "$@"'), ("pip", ":"), ("playwright", ":")):
            (programs / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            (programs / name).chmod(0o755)
        self.path = f"{programs}{os.pathsep}{os.environ['PATH']}"

    def pipeline(self, number: int, source: str, feature: str) -> tuple[dict[str, int], Path]:
        """The exit code of each job, and the folder of the last."""
        codes, artifact, work = {}, None, self.folder
        company = self.folder / "nobody"
        for name in self.flow["stages"]:
            work = self.folder / f"{number}-{name}"
            programme = make_programme(work)
            programme.feature(feature)
            programme.write("config/env/staging.yaml", "company: {name: Testland staging}\n")
            if company.exists():  # the scripted company's own memory: it is elsewhere, whichever machine asks
                (work / ".shopper").mkdir()
                shutil.copy(company, work / ".shopper")
            for file in (artifact, self.cache / "before.tar.gz"):
                if file is not None and file.exists():
                    shutil.copy(file, work)
            variables = {"CI_PIPELINE_ID": str(number), "CI_PIPELINE_SOURCE": source, "PATH": self.path}
            variables |= {
                key: value.replace("$CI_PROJECT_DIR", str(work)) for key, value in self.flow["variables"].items()
            }
            job = self.flow[name]
            codes[name] = self._shell([*self.flow[".shopper"]["before_script"], *job["script"]], work, variables)
            self._shell(job.get("after_script", []), work, variables)
            artifact, company = work / "begun.tar.gz", work / ".shopper" / "scripted.jsonl"
            if any(cache.get("policy") == "pull-push" for cache in job.get("cache", [])):
                shutil.copy(work / "before.tar.gz", self.cache)
        return codes, work

    @staticmethod
    def _shell(lines: list[str], work: Path, variables: dict[str, str]) -> int:
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
            cwd=work, env=environment(variables), capture_output=True, text=True, timeout=240, check=False,
        )  # fmt: skip
        with (work / "said.txt").open("a", encoding="utf-8") as file:
            file.write(done.stdout + done.stderr)
        return done.returncode


@pytest.mark.skipif(shutil.which("bash") is None, reason="a runner has a bash")
def test_the_gitlab_file_shops_by_night_and_tells_a_merge_request_what_is_new(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    codes, work = runner.pipeline(1, "schedule", NIGHT)
    assert codes == {"begin": 0, "end": 0}, (work / "said.txt").read_text(encoding="utf-8")
    night = (runner.cache / "before.tar.gz").read_bytes()
    codes, work = runner.pipeline(2, "merge_request_event", NIGHT + WORSE)
    said = (work / "said.txt").read_text(encoding="utf-8")
    assert codes["end"] == 1, said
    told = (work / "new.md").read_text(encoding="utf-8")
    assert "ci-2 against ci-1" in told.replace("\\", "")
    assert "🔴 New: 1" in told
    assert list(work.glob(".shopper/out/ci-*/junit.xml"))
    assert (runner.cache / "before.tar.gz").read_bytes() == night, "others are compared with the main branch"
