"""Limits that only tell, limits on scores, and a CI job's own summary, in a real run."""

from __future__ import annotations

from tests.programmes import TestProgramme

TALKS = (
    "  Scenario: fine\n    When I ask about the price in quick\n    Then someone replies\n"
    "  Scenario: silent\n    When I ask about the price in mute\n"
)


def test_a_warning_is_told_an_error_is_red_and_the_summary_goes_to_the_job(programme: TestProgramme) -> None:
    programme.feature(TALKS)
    limits = "silence: off, dead_end: off, answered/quick: 100%, reach: {min: 99, judge: point, level: warn}"
    programme.write("config/rubric.yaml", f"assertions: {{{limits}}}\n")
    summary = {"GITHUB_STEP_SUMMARY": str(programme.root / "step.md")}
    done = programme.shopper("run", env=summary)
    assert done.code == 0, done.out
    assert "Told only: customers are answered in time:" in done.out
    assert (programme.root / "step.md").read_text(encoding="utf-8").startswith("## Testland")
    programme.write("config/rubric.yaml", f"assertions: {{{limits}, grade: A}}\n")
    done = programme.shopper("run")
    assert done.code == 1, done.out
    assert "letter: not measured, and at least A asked for" in done.out
