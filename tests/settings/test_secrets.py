"""Secrets by reference."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopper.errors import OurFault
from shopper.settings import resolve
from shopper.settings.secrets import check_reference

WHERE = "the mailbox of anna"


class Drawer(keyring.backend.KeyringBackend):
    """A keyring that holds one secret, or is locked."""

    priority = 0

    def __init__(self, locked: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked("the drawer is locked")
        return "open sesame" if (service, username) == ("mail", "anna@shopper.example/in") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture
def _as_it_was() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_a_secret_of_the_environment_is_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANNA_PASSWORD", "open sesame")
    assert resolve("env:ANNA_PASSWORD", WHERE) == "open sesame"


@pytest.mark.parametrize("value", [None, ""])
def test_a_variable_that_is_not_set_is_our_fault_and_named(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("ANNA_PASSWORD", raising=False)
    if value is not None:
        monkeypatch.setenv("ANNA_PASSWORD", value)
    with pytest.raises(OurFault, match=r"the mailbox of anna: the environment variable ANNA_PASSWORD is not set") as no:
        resolve("env:ANNA_PASSWORD", WHERE)
    assert no.value.code == "secret"


@pytest.mark.usefixtures("_as_it_was")
def test_a_secret_of_the_keyring_is_found_by_service_and_user() -> None:
    keyring.set_keyring(Drawer())
    assert resolve("keyring:mail/anna@shopper.example/in", WHERE) == "open sesame"


@pytest.mark.usefixtures("_as_it_was")
@pytest.mark.parametrize(
    ("backend", "says"),
    [
        (Drawer(), "Run: keyring set"),
        (Drawer(locked=True), "Unlock it"),
        (keyring.backends.fail.Keyring(), "no keyring"),  # type: ignore[no-untyped-call]
    ],
    ids=["it holds no such secret", "it is locked", "there is none"],
)
def test_a_keyring_that_does_not_give_the_secret_is_our_fault_with_what_to_do(
    backend: keyring.backend.KeyringBackend, says: str
) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(OurFault, match=says) as no:
        resolve("keyring:mail/somebody", WHERE)
    assert no.value.code == "secret"


def test_the_password_of_the_sandbox_is_known_to_all() -> None:
    assert resolve("sandbox:password", WHERE) == "sandbox"


@given(
    st.text(min_size=8, alphabet=st.characters(min_codepoint=48, max_codepoint=122)).filter(
        lambda text: not text.startswith(("env:", "keyring:", "sandbox:"))
    )
)
def test_a_secret_written_in_the_config_is_refused_without_repeating_it(secret: str) -> None:
    with pytest.raises(ValueError, match="env:NAME") as no:
        check_reference(secret)
    assert secret not in str(no.value)
    with pytest.raises(OurFault) as fault:
        resolve(secret, WHERE)
    assert secret not in str(fault.value)
