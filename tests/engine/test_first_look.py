"""What was seen before the first conversation is kept beside the journal, and given to the page that needs it."""

from __future__ import annotations

from pathlib import Path

from shopper.engine.first_look import keep_look, look_of


def picture(folder: Path, content: bytes = b"\x89PNG") -> Path:
    path = folder / "1-before.png"
    path.write_bytes(content)
    return path


def test_what_was_kept_comes_back_with_its_pictures_inside(tmp_path: Path) -> None:
    keep_look(tmp_path / "state", "w", {"host": "shop.example"}, {"before": picture(tmp_path)})
    found = look_of(tmp_path / "state", "w")
    assert found is not None
    assert found["host"] == "shop.example"
    [kept] = found["pictures"]
    assert (kept["name"], kept["src"]) == ("before", "data:image/png;base64,iVBORw==")


def test_a_wave_that_began_without_a_look_has_none(tmp_path: Path) -> None:
    keep_look(tmp_path, "w", {}, {})
    assert look_of(tmp_path, "another") is None


def test_what_is_known_later_is_kept_with_the_pictures_of_before(tmp_path: Path) -> None:
    keep_look(tmp_path / "state", "w", {"watched_s": None}, {"before": picture(tmp_path)})
    keep_look(tmp_path / "state", "w", {"watched_s": 75.0})
    found = look_of(tmp_path / "state", "w")
    assert found is not None
    assert found["watched_s"] == 75.0
    assert [kept["name"] for kept in found["pictures"]] == ["before"]


def test_a_picture_that_was_lost_is_left_out(tmp_path: Path) -> None:
    keep_look(tmp_path / "state", "w", {}, {"before": picture(tmp_path)})
    for file in (tmp_path / "state" / "first_look").glob("*.png"):
        file.unlink()
    found = look_of(tmp_path / "state", "w")
    assert found is not None
    assert found["pictures"] == []
