"""An owner begins: asked in their own language, and what they get runs as it stands."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from shopper.programme import Programme, stock_root
from shopper.settings import load_settings
from shopper.settings.models import Settings
from tests.programmes import environment

from .conftest import Shopper

ANSWERS = {
    "--name": "Чайник",
    "--site": "https://teapot.example",
    "--mail": "help@teapot.example",
    "--mailbox": "olena@shopper.example",
    "--authorised-by": "О. Чайник, власник",
}


def options(**changed: str | None) -> list[str]:
    """The answers as options; one that is None is left to be asked."""
    given = dict[str, str | None](ANSWERS) | {f"--{key.replace('_', '-')}": value for key, value in changed.items()}
    return [word for key, value in given.items() if value is not None for word in (key, value)]


def settings_of(folder: Path) -> Settings:
    return load_settings(Programme(root=folder.resolve(), stock=stock_root()), kinds=["webchat", "email"])


def feature(folder: Path, name: str = "questions") -> str:
    return (folder / "scenarios" / "uk" / f"{name}.feature").read_text(encoding="utf-8")


# -- the questions -----------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("library")
def test_every_answer_given_at_the_keyboard_stands_in_the_config(tmp_path: Path, shopper: Shopper) -> None:
    keys = [
        "uk", "Чайник і сини", "1", "https://teapot.example", "help@teapot.example", "olena@shopper.example",
        "О. Чайник, власник", "Europe/Warsaw", "Марія Гай", "чайник", "48213", "усі",
    ]  # fmt: skip
    done = shopper("init", str(tmp_path / "shop"), keys="\n".join(keys) + "\n")
    assert done.code == 0, done.err
    settings = settings_of(tmp_path / "shop")
    company, customer = settings.company, settings.personas["customer"]
    assert (company.name, company.trade, company.zone) == ("Чайник і сини", "shop", "Europe/Warsaw")
    assert company.language == "uk", "the language of the questions is the one that findings will speak"
    assert company.guard_rails.authorised_by == "О. Чайник, власник"
    assert {c.kind: c.address for c in company.channels.values()} == {
        "webchat": "https://teapot.example",
        "email": "help@teapot.example",
    }
    assert customer.name == "Марія Гай"
    assert customer.told("uk")["product"] == "чайник"
    assert customer.email is not None
    assert customer.email.address == "olena@shopper.example"
    assert customer.facts["order_number"].value == "48213"
    assert customer.real("order_number")
    assert "Де замовлення" in feature(tmp_path / "shop", "orders")


@pytest.mark.usefixtures("library")
def test_answers_that_cannot_be_used_are_asked_again_in_the_owners_words(tmp_path: Path, shopper: Shopper) -> None:
    keys = [
        "deutsch", "uk", "", "Чайник", "три", "магазин", "чайник", "https://teapot.example", "допомога",
        "help@teapot.example", "help@teapot.example", "", "", "Я", "Київ", "Kiev", "", "", "", "", "9", "1",
    ]  # fmt: skip
    done = shopper("init", str(tmp_path / "shop"), keys="\n".join(keys) + "\n")
    assert done.code == 0, done.out + done.err
    for said in (
        "“deutsch” is not one of them",
        "Без цього не можна.",
        "Напишіть 1 або 2.",
        "«чайник» – не адреса сторінки",
        "«допомога» – не електронна адреса",
        "Це адреса самої компанії",
        "«Київ» – не часовий пояс",
        "Може, Europe/Kyiv?",
        "«9»: напишіть номери від 1 до 1",
    ):
        assert said in done.out, said
    assert settings_of(tmp_path / "shop").company.zone == "Europe/Kyiv"


@pytest.mark.usefixtures("library")
def test_a_company_that_cannot_be_reached_is_asked_about_again(tmp_path: Path, shopper: Shopper) -> None:
    keys = ["", "", "https://teapot.example", "", ""]
    done = shopper(
        "init", str(tmp_path / "shop"), "--lang", "uk", *options(site=None, mail=None), *rest(), keys=lines(keys)
    )
    assert done.code == 0, done.out + done.err
    assert "інакше до компанії не звернутися" in done.out


@pytest.mark.usefixtures("library")
def test_the_terminals_language_is_the_one_that_enter_takes(
    tmp_path: Path, shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    done = shopper("init", str(tmp_path / "shop"), *options(), *rest(), keys="\n")
    assert done.code == 0, done.err
    assert settings_of(tmp_path / "shop").company.languages == ("uk",)


@pytest.mark.usefixtures("library")
def test_what_was_given_as_an_option_is_not_asked(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", *options(), *rest())
    assert done.code == 0, done.err
    assert "Назва компанії" not in done.out


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"site": "чайник"}, "не адреса сторінки"),
        ({"mail": "чайник"}, "не електронна адреса"),
        ({"zone": "Kiev"}, "Europe/Kyiv"),
        ({"authorised_by": ""}, "Без цього не можна"),
        ({"name": " "}, "Без цього не можна"),
        ({"site": "", "mail": ""}, "не звернутися"),
        ({"site": "", "mailbox": ""}, "потрібна скринька"),
        ({"trade": "цирк"}, "1 або 2"),
        ({"scenarios": "щось"}, "номери від 1 до 1"),
    ],
)
def test_an_option_that_cannot_be_used_is_refused_and_nothing_is_written(
    tmp_path: Path, shopper: Shopper, wrong: dict[str, str], says: str
) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", "--yes", *options(**wrong))
    assert done.code == 12
    assert says in done.err
    assert not (tmp_path / "shop").exists()


@pytest.mark.usefixtures("library")
def test_a_language_that_nobody_here_writes_is_refused(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "de", "--yes", *options())
    assert done.code == 12
    assert "uk" in done.err


@pytest.mark.usefixtures("library")
def test_input_that_ends_too_early_writes_nothing_and_points_to_the_options(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", keys="Чайник\n")
    assert done.code == 2
    assert "shopper init --help" in done.err
    assert not (tmp_path / "shop").exists()


# -- what is written ---------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("library")
def test_without_a_mailbox_the_mail_scenarios_are_left_out_with_a_word(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", "--yes", *options(mailbox=""))
    assert done.code == 0, done.err
    text = feature(tmp_path / "shop")
    assert "Ціна в чаті" in text
    assert "поштою" not in text
    assert "Пропущено сценаріїв: 1" in done.out
    assert "скринька клієнта" in done.out
    channels = settings_of(tmp_path / "shop").company.channels
    assert channels["chat"].shopped
    assert not channels["email"].shopped


@pytest.mark.usefixtures("library")
def test_without_a_real_order_the_scenarios_about_one_are_not_offered(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", "--yes", *options(), "--scenarios", "all")
    assert done.code == 0, done.err
    assert not (tmp_path / "shop" / "scenarios" / "uk" / "orders.feature").exists()


@pytest.mark.usefixtures("library")
def test_a_provider_of_services_is_offered_its_own_scenarios(tmp_path: Path, shopper: Shopper) -> None:
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", "--yes", *options(trade="послуги"))
    assert done.code == 0, done.err
    [path] = (tmp_path / "shop" / "scenarios").rglob("*.feature")
    assert path.name == "provider_questions.feature"


def test_the_guard_rails_allow_what_was_chosen(tmp_path: Path, shopper: Shopper, library: Path) -> None:
    many = "".join(
        f"\n  Сценарій: Питання {n}\n    Коли я питаю про ціну в пошті\n    Тоді хтось відповідає\n" for n in range(12)
    )
    (library / "uk" / "many.feature").write_text(f"# language: uk\nФункціонал: Багато\n{many}", encoding="utf-8")
    done = shopper("init", str(tmp_path / "shop"), "--lang", "uk", "--yes", *options(), "--scenarios", "many")
    assert done.code == 0, done.err
    rails = settings_of(tmp_path / "shop").company.guard_rails
    assert (rails.visits_per_day, rails.persona_visits_per_week) == (12, 12)


@pytest.mark.usefixtures("library")
def test_a_folder_that_holds_a_programme_is_left_as_it_is(tmp_path: Path, shopper: Shopper) -> None:
    folder = tmp_path / "shop"
    assert shopper("init", str(folder), "--lang", "uk", "--yes", *options()).code == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = shopper("init", str(folder), "--lang", "uk", "--yes", *options(name="Інша"))
    assert done.code == 12
    assert "config/company.yaml" in done.err
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- a terminal --------------------------------------------------------------------------------------------------------
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux whether a process reads")
def test_at_a_terminal_ctrl_c_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    terminal = Terminal(["init", "shop", "--lang", "uk"], tmp_path)
    terminal.expect("Назва компанії")
    terminal.type("Чайник\r")
    terminal.expect("Чим займається")
    terminal.wait_until_it_reads()
    terminal.interrupt()
    assert terminal.end() == 2
    assert "Traceback" not in terminal.seen
    assert list(tmp_path.iterdir()) == []


class Terminal:
    """The command at a pseudo-terminal."""

    def __init__(self, args: Sequence[str], cwd: Path) -> None:
        self._screen, inner = pty.openpty()
        self.seen = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "shopper", *args],
            cwd=cwd, env=environment({"LC_ALL": "C.UTF-8"}), stdin=inner, stdout=inner, stderr=inner,
        )  # fmt: skip
        os.close(inner)

    def expect(self, text: str) -> None:
        """Read until a text stands on the screen."""
        while text not in self.seen:
            more = self._read()
            assert more, f"it ended without saying “{text}”:\n{self.seen}"

    def wait_until_it_reads(self) -> None:
        """Until the process sleeps: a Ctrl-C between its prompt and its read would be noticed at the next key only."""
        stat = Path(f"/proc/{self._process.pid}/stat")
        while stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "S":
            os.sched_yield()

    def type(self, keys: str) -> None:
        os.write(self._screen, keys.encode())

    def interrupt(self) -> None:
        """What a terminal does at Ctrl-C."""
        self._process.send_signal(signal.SIGINT)

    def end(self) -> int:
        """Read to the end; the exit code."""
        while self._read():
            pass
        os.close(self._screen)
        return self._process.wait(timeout=60)

    def _read(self) -> bool:
        try:
            data = os.read(self._screen, 65536)
        except OSError:  # Linux says EIO when the other side is closed
            return False
        self.seen += data.decode(errors="replace")
        return bool(data)


def rest() -> list[str]:
    """The answers that have a usual one."""
    return [
        "--trade",
        "1",
        "--zone",
        "Europe/Kyiv",
        "--customer",
        "Олена",
        "--product",
        "чай",
        "--order",
        "",
        "--scenarios",
        "1",
    ]


def lines(keys: Sequence[str]) -> str:
    return "\n".join(keys) + "\n"
