"""A wave is begun on one machine, packed, and ended on another, in another folder; then the two are compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

from bench._programme import company, persona, write_programme
from shopper.sandbox.process import stop
from tests.programmes import TestProgramme, make_programme

TIMES = "sla: 20 s, tolerable: 40 s, patience: 60 s, quiet: 1 s"
CHANNELS = {"mail": f"kind: email, title: Mail, address: help@two.example, {TIMES}"}
STAFF = """company: Two Shops
domain: two.example
mail:
  help@two.example:
    as: Petro
    default: {replies: [{after: 6 s, text: "Good day! It costs 1,299 UAH."}]}
"""
FEATURE = """Feature: Two
  Scenario: The price by mail
    When I ask about the price in Mail
    Then someone replies within 40 s
"""


def test_a_mail_that_was_sent_on_one_machine_is_answered_on_the_other(tmp_path: Path) -> None:
    box = {"smtp": "sandbox:smtp", "imap": "sandbox:imap", "password": "sandbox:password"}
    first = make_programme(tmp_path / "first" / "checkout")
    write_programme(
        first.root,
        {
            "config/company.yaml": company(CHANNELS, sandbox=True),
            "config/personas.yaml": persona("mark", **box),
            "config/sandbox.yaml": STAFF,
            "scenarios/a.feature": FEATURE,
        },
    )
    second = TestProgramme(tmp_path / "second" / "elsewhere" / "copy")
    try:
        left = first.shopper("run", "--detach", "--wave", "w")
        assert left.code == 0, left.out
        assert "1 journey waits on" in left.out
        packed = first.shopper("pack", "w", "-o", "../w.tar.gz")
        assert packed.code == 0, packed.out
        shutil.copytree(first.root, second.root, ignore=shutil.ignore_patterns(".shopper"))
        shutil.move(tmp_path / "first" / "w.tar.gz", tmp_path / "w.tar.gz")
        shutil.rmtree(tmp_path / "first")
        assert second.shopper("unpack", str(tmp_path / "w.tar.gz")).code == 0
        assert second.shopper("verify").code == 0
        ended = second.shopper("resume")
        assert ended.code == 0, ended.out
        assert "1 of 1 answered" in ended.out
        mails = [event for event in second.events() if event.kind == "say_done"]
        assert len(mails) == 1, "the question was asked once, on the first machine"
        again = second.shopper("unpack", str(tmp_path / "w.tar.gz"))
        assert again.code == 12, "what is here has gone on"
    finally:
        for root in (first.root, second.root):
            stop(root / ".shopper" / "sandbox")


def test_the_line_that_a_difference_prints_plays_that_scenario_and_no_other(tmp_path: Path) -> None:
    programme = make_programme(tmp_path)
    programme.feature(
        """\
Feature: Ends
  Scenario: refused, and not "helped" (at all)
    When I ask about the price in refuser
    Then there is no dead end
  Scenario: refused
    When I ask about the price in quick
    Then there is no dead end
  @every-channel
  Scenario: everywhere
    When I ask about the price here
    Then there is no dead end
  Scenario Outline: from a table
    When I ask about the price in <where>
    Then there is no dead end
    Examples:
      | where   |
      | quick   |
      | refuser |
"""
    )
    assert programme.shopper("run", "--wave", "new", "-k", "refuse or refuser or table").code == 1
    out = programme.root / ".shopper" / "out"
    new = json.loads((out / "new" / "scorecard.json").read_text(encoding="utf-8"))
    old = {**new, "findings": [], "wave": {**new["wave"], "name": "old"}}
    (programme.root / "old.json").write_text(json.dumps(old), encoding="utf-8")
    told = programme.shopper("diff", "old.json", "new", "--json", "--fail-on-new")
    assert told.code == 1, told.out
    found = json.loads(told.out)["findings"]["new"]
    assert len(found) == 3
    for finding in found:
        command = shlex.split(finding["again"])
        assert command[0] == "shopper"
        listed = programme.shopper("check", *command[2:])
        assert listed.code == 0, listed.out
        titles = re.findall(r"^shop\.feature: (.*)$", listed.out, re.MULTILINE)
        assert titles == [finding["title"]]
