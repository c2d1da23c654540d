"""The library that travels with the product, as an owner meets it: what `init` writes passes `check` at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shopper.cli import app
from shopper.programme import Programme, stock_root
from shopper.programme.library import own_errands, stock_errands
from shopper.settings import load_settings
from tests.programmes import TestProgramme

from .conftest import Shopper
from .test_init import options


@pytest.mark.parametrize("trade", ["shop", "provider"])
@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_a_new_programme_passes_check_at_once(tmp_path: Path, shopper: Shopper, language: str, trade: str) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", language, "--yes", *options(trade=trade, order="48213"))
    assert done.code == 0, done.err
    checked = TestProgramme(tmp_path / "shop").shopper("check")
    assert checked.code == 0, checked.out
    planned = [int(count) for count in re.findall(r"^ +(?:chat|email)\b[^\d\n]*(\d+)", checked.out, re.M)]
    assert len(planned) == 2, checked.out
    assert all(0 < count <= 10 for count in planned), checked.out


@pytest.mark.parametrize(
    "lacks", [{"mailbox": ""}, {"mail": "", "mailbox": ""}, {"site": ""}], ids=["mailbox", "mail", "chat"]
)
def test_a_programme_with_one_way_to_write_passes_check_with_all_that_the_library_offers(
    tmp_path: Path, shopper: Shopper, lacks: dict[str, str]
) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", "--yes", *options(**lacks), "--scenarios", "all")
    assert done.code == 0, done.err
    checked = TestProgramme(tmp_path / "shop").shopper("check")
    assert checked.code == 0, checked.out


@pytest.mark.parametrize("trade", ["shop", "provider"])
@pytest.mark.parametrize("language", ["en", "uk", "ru", "pl"])
def test_everything_in_the_library_can_be_taken(tmp_path: Path, shopper: Shopper, language: str, trade: str) -> None:
    folder = tmp_path / "shop"
    done = shopper("init", str(folder), "--lang", language, "--yes", *options(trade=trade, order="48213"))
    assert done.code == 0, done.err
    for path in (folder / "scenarios").rglob("*.feature"):
        path.unlink()
    company = folder / "config" / "company.yaml"
    more = "  telegram: {kind: telegram, address: '@any_shop'}\n  bot: {kind: telegram, address: '@any_shop_bot', "
    more += "names: {uk: [боті], ru: [боте], pl: [bocie]}}\n"
    order = "{by: http, url: 'https://any.example/call', json: {phone: '{phone}'}}"
    more += f"  callback: {{kind: callback, address: '+380440001122', order: {order}}}\n"
    more += "  hotline: {kind: hotline, address: '+380440001123'}\n"
    more += "  viber: {kind: viber, address: '+380440001124'}\n"
    text = company.read_text(encoding="utf-8")
    company.write_text(re.sub(r"^channels:\n", lambda found: found[0] + more, text, flags=re.MULTILINE), "utf-8")
    names = [errand.name for errand in stock_errands(stock_root(), language) if errand.trade == trade]
    done = shopper("scenarios", "-C", str(folder), "--long", "--take", *names)
    assert done.code == 0, done.err
    programme = Programme(root=folder.resolve(), stock=stock_root())
    assert sorted(errand.name for errand in own_errands(programme)) == sorted(names)
    taken = {scene.name for errand in own_errands(programme) for scene in errand.scenes}
    offered = stock_errands(stock_root(), language)
    assert taken == {scene.name for errand in offered if errand.trade == trade for scene in errand.scenes}
    assert load_settings(programme).company.trade == trade


@pytest.mark.parametrize("page", ["first-week.md", "first-week.uk.md"])
def test_what_the_first_week_shows_can_be_used_as_it_stands(tmp_path: Path, shopper: Shopper, page: str) -> None:
    language = "uk" if ".uk." in page else "en"
    folder = tmp_path / "shop"
    assert shopper("init", str(folder), "--lang", language, "--yes", *options()).code == 0
    text = (stock_root() / "docs" / page).read_text(encoding="utf-8")
    blocks = dict(re.findall(r"^```(gherkin|yaml)\n(.*?)^```$", text, re.M | re.S))
    (folder / "scenarios" / "mine.feature").write_text(blocks["gherkin"], encoding="utf-8")
    personas = folder / "config" / "personas.yaml"
    order = blocks["yaml"].splitlines()[1]
    given = re.sub(r"^ +# order_number: .*$", order, personas.read_text(encoding="utf-8"), flags=re.MULTILINE)
    personas.write_text(given, encoding="utf-8")
    assert "orders.feature" in shopper("scenarios", "-C", str(folder), "--take", "orders").out
    checked = TestProgramme(folder).shopper("check")
    assert checked.code == 0, checked.out
    assert "mine.feature: " in checked.out


def test_the_first_week_names_the_commands_there_are() -> None:
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    for page in ("first-week.md", "first-week.uk.md"):
        text = (stock_root() / "docs" / page).read_text(encoding="utf-8")
        named = set(re.findall(r"\bshopper ([a-z]+)", "\n".join(re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S))))
        assert named <= known
        assert {"demo", "init", "check", "run", "resume", "journal", "scenarios"} <= named
