"""Evidence files: by content, whole or not at all, and what was changed is told."""

from __future__ import annotations

from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import JournalError
from shopper.journal.evidence import EvidenceFiles
from shopper.journal.sqlite import open_store


def test_a_file_lies_under_the_first_two_digits_of_its_hash(tmp_path: Path) -> None:
    name = EvidenceFiles(tmp_path).put(b"ring")
    assert name == sha256(b"ring").hexdigest()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name[:2] / name[2:]]


@given(contents=st.lists(st.binary(max_size=64), max_size=12))
def test_every_content_is_kept_once_and_given_back(
    contents: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    files = EvidenceFiles(folder)
    names = [files.put(content) for content in contents]
    assert [files.path(name).read_bytes() for name in names] == contents
    assert len([path for path in folder.rglob("*") if path.is_file()]) == len(set(contents))
    assert files.check(names) == []


def test_a_file_that_was_cut_short_is_written_again(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    name = files.put(b"whole")
    files.path(name).write_bytes(b"who")
    assert files.put(b"whole") == name
    assert files.path(name).read_bytes() == b"whole"


def test_missing_and_altered_evidence_is_told(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
        kept, gone, changed = (
            store.put_evidence(data, media_type="text/plain", name="n").sha256
            for data in (b"kept", b"gone", b"changed")
        )
        assert store.verify_evidence() == []
        store.evidence_path(gone).unlink()
        store.evidence_path(changed).write_bytes(b"CHANGED")
        sentences = store.verify_evidence()
    assert len(sentences) == 2
    assert any(gone in sentence and "is missing" in sentence for sentence in sentences)
    assert any(changed in sentence and "was altered" in sentence for sentence in sentences)
    assert not any(kept in sentence for sentence in sentences)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_names_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(JournalError, match="names no evidence"):
        EvidenceFiles(tmp_path).path(name)


def test_a_name_with_half_a_character_is_kept_readable(tmp_path: Path) -> None:
    with closing(open_store(tmp_path / "j.db", tmp_path / "e")) as store:
        assert store.put_evidence(b"x", media_type="image/png", name="цiна\udcff.png").name == "цiна?.png"
