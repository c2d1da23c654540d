"""What the README and docs/ say is what the code does: nothing is left out, and the examples work."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
import yaml

from shopper.errors import Exit, worst_exit
from shopper.judges import JUDGES
from tests.programmes import COMPANY, TestProgramme, make_programme

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def blocks_of(name: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return [body for tongue, body in _BLOCK.findall(text_of(name)) if tongue == language]


@pytest.fixture(scope="module")
def make_docs() -> ModuleType:
    """tools/make_docs.py."""
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    kept = list(sys.path)
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path[:] = kept
    return module


# -- the reference pages -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["sentences.md", "config.md", "judges.md", "commands.md"])
def test_a_reference_page_is_what_the_code_says_now(make_docs: ModuleType, name: str) -> None:
    assert sorted(make_docs.PAGES) == ["commands.md", "config.md", "judges.md", "sentences.md"]
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == make_docs.PAGES[name](), "run: python tools/make_docs.py"


def test_every_sentence_that_a_feature_may_use_is_on_the_page_in_all_its_languages(make_docs: ModuleType) -> None:
    page = text_of("docs/sentences.md")
    sources = sorted((ROOT / "scenarios" / "sentences").glob("*.py"))
    defined = sum(len(re.findall(r"^@(?:given|when|then|step)\(", p.read_text("utf-8"), re.MULTILINE)) for p in sources)
    told = list(make_docs.sentences())
    assert len(told) == defined > 0
    for _, parser, _ in told:
        for form in (form for forms in parser.forms.values() for form in forms):
            assert f"`{make_docs.shown(form)}`" in page


def test_every_key_of_the_config_is_explained_and_no_key_that_is_gone(make_docs: ModuleType) -> None:
    words = sys.modules["docs_words"]
    keys = {block: set(schema["properties"]) for _, block, schema in make_docs.blocks()}
    assert {block: set(told) for block, told in words.KEYS.items()} == keys
    page = text_of("docs/config.md")
    for key in set().union(*keys.values()):
        assert f"| `{key}` |" in page


def test_every_exit_code_is_in_the_readme_and_explained(make_docs: ModuleType) -> None:
    codes = {int(code) for code in Exit}
    assert set(sys.modules["docs_words"].EXIT_CODES) == codes
    table = text_of("README.md").partition("## Exit codes")[2].partition("##")[0]
    assert {int(n) for n in re.findall(r"\| (\d+) \|", table.replace("|", "| |"))} == codes


def test_the_order_in_which_one_exit_code_speaks_for_several_is_as_told() -> None:
    told = re.search(r"Of several, the first of ([\d, ]+) is told", text_of("docs/commands.md"))
    assert told is not None
    order = [int(n) for n in told[1].split(", ")]
    assert [worst_exit(order[n:]) for n in range(len(order))] == order


def test_every_judge_and_every_command_is_explained(make_docs: ModuleType) -> None:
    judges, commands = text_of("docs/judges.md"), text_of("docs/commands.md")
    for judge in JUDGES:
        assert f"| `{judge}` |" in judges
    for command, told in make_docs.commands().items():
        assert f"| `shopper {command}" in commands
        assert told.help


def test_every_variable_that_the_product_reads_is_told() -> None:
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "probes").rglob("*.py"), *(ROOT / "reports").rglob("*.py")]
    own = {"scripted.py", "secrets.py"}  # a switch for tests; examples in messages
    read = {
        name for p in files if p.name not in own for name in re.findall(r'"(SHOPPER_[A-Z_]+)"', p.read_text("utf-8"))
    }
    told = set(re.findall(r"`(SHOPPER_[A-Z_]+)`", text_of("docs/commands.md")))
    assert read == told


# -- the pages as such -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in _LINK.findall(text):
        path, _, place = unquote(link).partition("#")
        assert "://" not in path, f"{link}: a page that needs the network"
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        if place:
            assert place in _anchors(target), f"{page.name}: {link}"


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, todo = set(), [ROOT / "README.md"]
    while todo:
        page = todo.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in _LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / unquote(link).partition("#")[0]).resolve()
            todo += [target] if target.suffix == ".md" else sorted(target.glob("*.md")) if target.is_dir() else []
    assert set(PAGES) <= reached


@pytest.mark.parametrize(
    ("page", "most"), [("README.md", 180), ("docs/architecture.md", 60), ("docs/add-a-probe.md", 100)]
)
def test_a_page_that_is_to_be_read_at_one_go_stays_short(page: str, most: int) -> None:
    assert len(text_of(page).splitlines()) <= most


# -- the examples ------------------------------------------------------------------------------------------------------
def test_the_scenarios_of_the_readme_are_ones_that_the_stock_company_can_be_shopped_with(tmp_path: Path) -> None:
    programme = TestProgramme(tmp_path)
    programme.write("config/company.yaml", text_of("config/company.yaml"))
    features = blocks_of("README.md", "gherkin")
    for n, feature in enumerate(features):
        programme.write(f"scenarios/{n}.feature", feature)
    result = programme.shopper("check")
    assert result.code == 0, result.out
    scenarios = sum(len(re.findall(r"^\s*(?:Scenario|Сценарій):", f, re.MULTILINE)) for f in features)
    assert len(re.findall(r"^\d\.feature: ", result.out, re.MULTILINE)) == scenarios
    assert len(features) == 2


@pytest.fixture
def tray(tmp_path: Path) -> Path:
    """The folder that the page's example company takes letters in."""
    folder = tmp_path / "tray"
    folder.mkdir()
    return folder


@pytest.fixture
def with_the_probe_of_the_page(tmp_path: Path, tray: Path) -> TestProgramme:
    """A programme with the probe and the channel of docs/add-a-probe.md, written as they stand there."""
    programme = make_programme(
        tmp_path / "programme",
        "  Scenario: a letter\n    When I ask about the price in the tray\n    Then someone replies\n"
        '    And the answer mentions "42"\n',
    )
    [probe] = blocks_of("docs/add-a-probe.md", "python")
    [channel] = blocks_of("docs/add-a-probe.md", "yaml")
    programme.write("probes/tray.py", probe)
    channel = (
        channel.partition("\n")[2].replace("/srv/tray", str(tray)).replace("quiet: 10 s", "title: the tray, quiet: 0")
    )
    assert yaml.safe_load(channel)["tray"]["address"] == str(tray)
    programme.write("config/company.yaml", COMPANY.replace("guard_rails:", f"{channel}guard_rails:"))
    return programme


def answer(tray: Path) -> None:
    """What staff do: a reply beside each letter, there at once."""
    for letter in tray.glob("*.letter"):
        draft = letter.with_suffix(".draft")
        draft.write_text("It costs 42 UAH.", encoding="utf-8")
        draft.rename(letter.with_suffix(".reply"))


def test_the_probe_of_the_page_shops_leaves_and_takes_its_conversation_up_again(
    with_the_probe_of_the_page: TestProgramme, tray: Path
) -> None:
    programme = with_the_probe_of_the_page
    left = programme.pytest("scenarios", "--detach", "--fail-on-waiting")
    assert left.code == int(Exit.WAITING), left.out
    assert len(list(tray.glob("*.letter"))) == 1
    answer(tray)
    resumed = programme.shopper("resume")
    assert resumed.code == 0, resumed.out
    assert "1 of 1 answered" in resumed.out
    assert len(list(tray.glob("*.letter"))) == 1, "said twice"


def test_the_probe_of_the_page_tells_that_there_is_no_tray_and_blames_nobody(
    with_the_probe_of_the_page: TestProgramme, tray: Path
) -> None:
    tray.rmdir()
    result = with_the_probe_of_the_page.pytest("scenarios")
    assert result.code == int(Exit.OUR_FAULT), result.out
    assert f"{tray} is no folder; make it, or correct the address" in result.out
