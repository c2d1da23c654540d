"""A package of somebody else's, really installed: its files and its metadata in a folder on Python's path."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from shopper.engine.opening import probes_of
from shopper.engine.reports_there import installed_reports
from shopper.installed import PluginBroken
from shopper.judges import JUDGES
from shopper.judging import all_judges
from shopper.programme import Programme, stock_root
from tests.programmes import CHECKOUT, Result, TestProgramme, make_programme

ASK = "  Scenario: A price is told\n    When I ask about the price in quick\n    Then someone replies\n"
THIRD = "  Scenario: A price is told there\n    When I ask about the price in odd\n    Then someone replies\n"

JUDGE = '''\
"""An answer with a figure in it."""

from shopper.judges.base import Meta, quote, verdict
from shopper.model import Outcome

META = Meta(
    id="figure",
    version=1,
    titles={"en": "No figures", "uk": "Без цифр"},
    failures={"en": "A figure", "uk": "Цифра"},
    why={"en": "This test wants to see one."},
)
TEXTS = {"en": {"figure": "{title} named a figure."}, "uk": {"figure": "{title}: названо цифру."}}


def judge(journey, context):
    say = context.say.over(TEXTS)("figure", title="Quick")
    return [
        verdict(META, Outcome.FAILED, journey, visit, say, [quote(visit, turn)])
        for visit in journey.visits
        for turn in context.speaking(visit)[:1]
        if any(c.isdigit() for c in turn.text)
    ]
'''
REPORT = '''\
"""One line."""

META = {"id": "line", "file": "line.txt", "media_type": "text/plain"}


def render(scorecard, template_dirs=()):
    return f"{scorecard['company']['name']}: {scorecard['counts']['answered']} answered\\n"
'''
PROBE = '''\
"""The scripted company, under a kind of its own."""

from shopper.engine.scripted import PROBE as SCRIPTED


class PROBE(SCRIPTED):
    kind = "odd"
    also = ()
'''

LOADS: dict[str, Callable[[], object]] = {
    "judges": all_judges.__wrapped__,
    "reports": installed_reports.__wrapped__,
    "probes": lambda: probes_of(Programme(stock_root(), stock_root())),
}
Install = Callable[..., dict[str, str]]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Installs a package with its entry points, {group: {name: module or module:object}}; the environment to run in."""

    def make(points: dict[str, dict[str, str]], **modules: str) -> dict[str, str]:
        site = tmp_path / "site"
        info = site / "shopper_more-1.2.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shopper-more\nVersion: 1.2\n", encoding="utf-8")
        lines = [
            line
            for group, named in points.items()
            for line in (f"[{group}]", *(f"{k} = {v}" for k, v in named.items()))
        ]
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        for name, source in modules.items():
            (site / f"{name}.py").write_text(source, encoding="utf-8")
        return {"PYTHONPATH": os.pathsep.join([str(CHECKOUT / "src"), str(site)])}

    return make


@pytest.fixture
def programme(tmp_path: Path) -> TestProgramme:
    return make_programme(tmp_path / "programme", ASK)


def run(programme: TestProgramme, env: dict[str, str], *args: str) -> Result:
    return programme.shopper("run", "--wave", "w", *args, env=env)


def findings(programme: TestProgramme) -> list[tuple[str, str]]:
    card = json.loads((programme.root / ".shopper/out/w/scorecard.json").read_text(encoding="utf-8"))
    return [(finding["judge"], finding["sentence"]) for finding in card["findings"]]


def test_a_judge_of_an_installed_package_judges_and_is_named_on_the_page(
    programme: TestProgramme, install: Install
) -> None:
    done = run(
        programme, install({"shopper.judges": {"figure": "more_figure"}}, more_figure=JUDGE), "--fail-on", "never"
    )
    assert done.code == 0, done.out
    assert findings(programme) == [("figure", "Quick named a figure.")]
    page = (programme.root / ".shopper/out/w/scorecard.html").read_text(encoding="utf-8")
    assert "A figure" in page and "It costs 42 UAH." in page


def test_it_has_its_row_and_its_limit_in_the_rubric_and_speaks_the_owners_language(
    programme: TestProgramme, install: Install
) -> None:
    env = install({"shopper.judges": {"figure": "more_figure"}}, more_figure=JUDGE)
    programme.write("config/rubric.yaml", "judges: {figure: {counts: true}}\nassertions: {figure: 0}\n")
    company = (programme.root / "config/company.yaml").read_text(encoding="utf-8")
    programme.write("config/company.yaml", company + "language: uk\n")
    done = run(programme, env)
    assert done.code == 1, done.out
    assert findings(programme) == [("figure", "Quick: названо цифру.")]
    programme.write("config/rubric.yaml", "judges: {figure: {counts: false}}\n")
    assert programme.shopper("report", "w", env=env).code == 0
    assert findings(programme) == []


def test_a_report_of_an_installed_package_is_written_beside_the_page(
    programme: TestProgramme, install: Install
) -> None:
    done = run(programme, install({"shopper.reports": {"line": "more_line"}}, more_line=REPORT))
    assert done.code == 0, done.out
    assert (programme.root / ".shopper/out/w/line.txt").read_text(encoding="utf-8") == "Testland: 1 answered\n"


def test_the_programmes_own_report_goes_before_an_installed_one_of_that_name(
    programme: TestProgramme, install: Install
) -> None:
    programme.write("reports/line.py", REPORT.replace("answered\\n", "of ours\\n"))
    done = run(programme, install({"shopper.reports": {"line": "more_line"}}, more_line=REPORT))
    assert done.code == 0, done.out
    assert (programme.root / ".shopper/out/w/line.txt").read_text(encoding="utf-8") == "Testland: 1 of ours\n"


def test_a_probe_of_an_installed_package_drives_its_kind_of_channel(programme: TestProgramme, install: Install) -> None:
    company = (programme.root / "config/company.yaml").read_text(encoding="utf-8")
    programme.write("config/company.yaml", company.replace("quick: {kind: scripted", "odd: {kind: odd"))
    programme.feature(THIRD)
    done = run(programme, install({"shopper.probes": {"odd": "more_odd:PROBE"}}, more_odd=PROBE))
    assert done.code == 0, done.out


@pytest.mark.parametrize(
    ("group", "name", "source", "told"),
    [
        ("judges", "figure", "import nowhere_to_be_found\n", "cannot be loaded: ModuleNotFoundError"),
        ("judges", "figure", "META = None\n", "is no judge: META and judge(journey, context) are asked for"),
        ("judges", "silence", JUDGE.replace('"figure",', '"silence",', 1), "there is a judge of this id already"),
        ("judges", "digit", JUDGE, "the id in its META is “figure”; both must be the same"),
        (
            "judges",
            "figure",
            JUDGE.replace('failures={"en": "A figure", ', "failures={"),
            "nothing in English under failures",
        ),
        ("reports", "line", "1 / 0\n", "cannot be loaded: ZeroDivisionError: division by zero"),
        ("reports", "line", "META = {}\n", "is no report: it must define META with a `file`"),
        ("reports", "line", REPORT.replace("line.txt", "../line.txt"), "is no plain name of a file"),
        ("probes", "odd", "KIND = 1\n", "is no probe: a class with `kind` is asked for"),
    ],
)
def test_a_plug_in_that_cannot_be_used_is_named_with_what_is_wrong(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, group: str, name: str, source: str, told: str
) -> None:
    module = f"more_{tmp_path.name}"  # a name of its own, since a module is imported once
    site = install({f"shopper.{group}": {name: module}}, **{module: source})["PYTHONPATH"].rpartition(os.pathsep)[2]
    monkeypatch.syspath_prepend(site)
    before = dict(JUDGES)
    with pytest.raises(PluginBroken) as refused:
        LOADS[group]()
    assert str(refused.value).startswith(f"the {group[:-1]} “{name}” of shopper-more 1.2 ({module})")
    assert told in str(refused.value)
    assert before == JUDGES


def test_a_report_that_would_write_over_ours_stops_the_run_before_a_word_is_said(
    programme: TestProgramme, install: Install
) -> None:
    over = REPORT.replace("line.txt", "scorecard.html")
    done = run(programme, install({"shopper.reports": {"line": "more"}}, more=over))
    assert done.code == 12, done.out
    assert "would write “scorecard.html”, which another report writes already" in done.out
    assert "Traceback" not in done.out
    assert not programme.received()


def test_a_judge_that_is_broken_stops_the_run_before_a_word_is_said(programme: TestProgramme, install: Install) -> None:
    done = run(programme, install({"shopper.judges": {"figure": "more"}}, more="1 / 0\n"))
    assert done.code == 12, done.out
    assert "the judge “figure” of shopper-more 1.2 (more) cannot be loaded: ZeroDivisionError" in done.out
    assert "Traceback" not in done.out
    assert not programme.received()
