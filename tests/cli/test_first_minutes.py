"""The library that travels with the product, as an owner meets it: what `init` writes passes `check` at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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
    planned = [int(count) for count in re.findall(r": (\d+) visits? planned", checked.out)]
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
    names = [errand.name for errand in stock_errands(stock_root(), language) if errand.trade == trade]
    done = shopper("scenarios", "-C", str(folder), "--long", "--take", *names)
    assert done.code == 0, done.err
    programme = Programme(root=folder.resolve(), stock=stock_root())
    assert sorted(errand.name for errand in own_errands(programme)) == sorted(names)
    taken = {scene.name for errand in own_errands(programme) for scene in errand.scenes}
    offered = stock_errands(stock_root(), language)
    assert taken == {scene.name for errand in offered if errand.trade == trade for scene in errand.scenes}
    assert load_settings(programme).company.trade == trade
