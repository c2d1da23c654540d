"""A packed state: what is in it, what must not be, and where it may be put."""

from __future__ import annotations

import io
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from shopper.delivery import outbox
from shopper.engine.packing import MANIFEST, Packed, pack, unpack
from shopper.engine.secrets_used import secrets_of
from shopper.errors import Refused
from shopper.journal import notes as marks
from shopper.journal.events import Kind, NewEvent
from shopper.journal.sqlite import open_store
from shopper.model import Clock, Stamp
from shopper.programme import Programme, stock_root
from shopper.settings import load_settings
from shopper.settings.models import Settings
from tests.programmes import make_programme

SECRET = "Tr0ub4dor&3 ключ"
MAIL = """
personas:
  olena:
    name: Olena
    languages: [en]
    email:
      address: olena@else.example
      password: env:OLENA_PASSWORD
      smtp: {host: smtp.else.example, port: 465}
      imap: {host: imap.else.example, port: 993}
"""


def stamp() -> Stamp:
    return Stamp(wall_us=1, mono_ns=1, process="p", clock=Clock.LOCAL, accuracy_us=0)


class Place:
    """A programme's folder with a journal."""

    def __init__(self, root: Path) -> None:
        make_programme(root).write("config/personas.yaml", MAIL)
        self.root, self.state = root, root / ".shopper"
        self.store = open_store(self.state / "journal.db", self.state / "evidence")

    @property
    def settings(self) -> Settings:
        return load_settings(Programme(self.root, stock_root()))

    def wave(self, name: str, text: str = "hello") -> None:
        evidence = self.store.put_evidence(f"picture of {name}".encode(), name="p.png", media_type="image/png")
        body = {"text": text, "evidence": [{"sha256": evidence.sha256}]}
        self.store.append(
            [
                NewEvent(name, Kind.WAVE_STARTED, stamp(), body={"plan": ["j"]}),
                NewEvent(name, Kind.HEARD, stamp(), journey=f"j-{name}", visit=f"v-{name}", body=body),
            ]
        )
        out = self.state / "out" / name
        out.mkdir(parents=True)
        (out / "scorecard.json").write_text("{}", encoding="utf-8")

    def pack(self, wave: str = "") -> Packed:
        return pack(self.settings, self.root, self.state, self.store, wave=wave, target=self.root / "packed.tar.gz")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "here")
    place.wave("one")
    place.wave("two")
    try:
        return place
    finally:
        place.store.close()


@pytest.fixture(autouse=True)
def _reopened(place: Place) -> object:
    place.store = open_store(place.state / "journal.db", place.state / "evidence")
    yield
    place.store.close()


def names(path: Path) -> list[str]:
    with tarfile.open(path) as archive:
        return archive.getnames()


def test_all_waves_or_one_are_packed_with_their_evidence_and_reports(place: Place) -> None:
    packed = place.pack()
    assert len([n for n in names(packed.path) if n.startswith("evidence/")]) == 2
    packed = place.pack("one")
    inside = names(packed.path)
    assert len([n for n in inside if n.startswith("evidence/")]) == 1
    assert "out/one/scorecard.json" in inside
    assert "out/two/scorecard.json" not in inside
    assert packed.open


def test_of_one_wave_nothing_of_the_others_is_left_in_the_pages_of_the_journal(place: Place, tmp_path: Path) -> None:
    place.wave("three", "said in confidence " * 400)
    packed = place.pack("one")
    unpack(packed.path, tmp_path / "there")
    raw = (tmp_path / "there" / "journal.db").read_bytes()
    assert b"in confidence" not in raw
    assert b"three" not in raw
    assert unpacked_is_whole(tmp_path / "there")


def test_letters_about_other_waves_are_sent_from_here_alone(place: Place, tmp_path: Path) -> None:
    for wave in ("one", "two"):
        outbox.put(place.store, outbox.Row(wave, "mail", "boss@shop.example"), stamp())
    for wave, kept in ("one", ["one"]), ("", ["one", "two"]):
        at = tmp_path / f"at{wave}"
        unpack(place.pack(wave).path, at)
        with closing(open_store(at / "journal.db", at / "evidence")) as there:
            assert sorted(row.wave for row in outbox.rows(there)) == kept


def test_one_wave_goes_with_what_was_noted_about_its_company(place: Place, tmp_path: Path) -> None:
    marks.add(place.store, stamp(), at="2026-12-01T00:00:00+00:00", text="e-mail staffed", fix="email")
    for wave in ("one", ""):
        at = tmp_path / f"at{wave}"
        unpack(place.pack(wave).path, at)
        assert unpacked_is_whole(at)
        with closing(open_store(at / "journal.db", at / "evidence")) as there:
            assert [note.text for note in marks.notes(there)] == ["e-mail staffed"]
            marks.withdraw(there, stamp(), marks.notes(there)[0])
        assert unpacked_is_whole(at), "and it goes on there"


def unpacked_is_whole(state: Path) -> bool:
    store = open_store(state / "journal.db", state / "evidence")
    try:
        return [*store.verify(wave=None), *store.verify_evidence()] == []
    finally:
        store.close()


def test_what_is_unpacked_is_whole(place: Place, tmp_path: Path) -> None:
    assert unpack(place.pack().path, tmp_path / "there") == ["one", "two"]
    assert unpacked_is_whole(tmp_path / "there")


def test_neither_environment_nor_login_nor_leases_are_in_the_artefact(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLENA_PASSWORD", SECRET)
    (place.state / "login.json").write_text('{"cookies": [{"value": "session-0123456789abcdef"}]}', encoding="utf-8")
    place.store.lease("email:olena", "elsewhere:1:2:3")
    cookies = {"state": {"cookies": [{"value": "session-0123456789abcdef"}]}}
    place.store.put_state("webchat", "webchat:v-one:storage", cookies)
    with closing(sqlite3.connect(place.state / "journal.db")) as journal, journal:
        journal.execute("UPDATE leases SET beat_us = 1")
    with tarfile.open(place.pack().path) as archive:
        content = b"".join(file.read() for m in archive if (file := archive.extractfile(m)) is not None)
    assert SECRET.encode() not in content
    assert b"session-0123456789abcdef" not in content
    assert b"elsewhere:1:2:3" not in content


@pytest.mark.parametrize("padding", [0, 4050, 9000])
def test_a_secret_that_somebody_said_stops_the_packing_wherever_a_page_ends(
    place: Place, monkeypatch: pytest.MonkeyPatch, padding: int
) -> None:
    monkeypatch.setenv("OLENA_PASSWORD", SECRET)
    place.wave("three", "x" * padding + f"your password is {SECRET}")
    with pytest.raises(Refused, match=r"the secret env:OLENA_PASSWORD stands in journal\.db") as refused:
        place.pack()
    assert SECRET not in str(refused.value)
    assert not (place.root / "packed.tar.gz").exists()
    assert place.pack("one").path.is_file()


def test_a_secret_in_a_keyring_is_looked_for_too(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    personas = MAIL.replace("env:OLENA_PASSWORD", "keyring:mail/olena")
    (place.root / "config" / "personas.yaml").write_text(personas, encoding="utf-8")
    monkeypatch.setattr("keyring.get_password", lambda service, user: f"{service} of {user}, secret")
    assert [secret.what for secret in secrets_of(place.settings, place.root)] == ["the secret keyring:mail/olena"]
    (place.state / "out" / "one" / "page.html").write_text("mail of olena, secret", encoding="utf-8")
    with pytest.raises(Refused, match=r"stands in out/one/page\.html"):
        place.pack()


def test_while_a_wave_is_played_nothing_is_packed(place: Place) -> None:
    place.store.lease("email:olena", "another-host:1:2:3")
    with pytest.raises(Refused, match="a wave is being played now"):
        place.pack()


def test_an_older_state_is_replaced_and_a_newer_one_is_not(place: Place, tmp_path: Path) -> None:
    older, there = place.pack().path, tmp_path / "there"
    unpack(older, there)
    place.wave("three")
    newer = place.pack().path.rename(tmp_path / "newer.tar.gz")
    assert unpack(newer, there) == ["one", "two", "three"]
    before = (there / "journal.db").read_bytes()
    again = pack(place.settings, place.root, place.state, place.store, wave="one", target=tmp_path / "one.tar.gz")
    with pytest.raises(Refused, match="knows more of three, two than"):
        unpack(again.path, there)
    assert (there / "journal.db").read_bytes() == before


def test_an_unknown_wave_is_refused(place: Place) -> None:
    with pytest.raises(Refused, match="Did you mean “two”"):
        place.pack("tow")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "evidence/../../evil", "login.json", "evidence\\..\\evil"])
def test_a_file_that_would_land_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo(name)
        archive.addfile(entry, io.BytesIO())
    with pytest.raises(Refused, match="has no place in it"):
        unpack(path, tmp_path / "there")
    assert not (tmp_path / "there").exists()


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "evil.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("journal.db")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    with pytest.raises(Refused, match="has no place in it"):
        unpack(path, tmp_path / "there")


@pytest.mark.parametrize("content", [b"", b"not a tar", None])
def test_what_is_no_artefact_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "some.tar.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused):
        unpack(path, tmp_path / "there")


def test_an_artefact_of_a_later_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "later.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, data in ((MANIFEST, b'{"format": 99, "shopper": "9.0"}'), ("journal.db", b"")):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    with pytest.raises(Refused, match=r"packed by shopper 9\.0"):
        unpack(path, tmp_path / "there")
