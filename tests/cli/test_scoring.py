"""shopper score: a table from anywhere, scored, or refused with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from shopper.cli.scoring import score
from shopper.errors import Refused

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "scoring" / "odm" / "worked_example.json"


@pytest.fixture(scope="module")
def table() -> Any:
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


def schema(name: str) -> Any:
    return json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


def written(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_the_worked_example_is_a_46_and_a_d_in_both_outputs(capsys: pytest.CaptureFixture[str]) -> None:
    assert score([EXAMPLE]) == 0
    told = capsys.readouterr()
    overall = json.loads(told.out)["overall"]
    assert (overall["shown"], overall["grade"]) == (46, "D")
    assert told.err.startswith("Degree of omnichannel 46 of 100 (36–57), D; dead_channel:email")


def test_what_goes_in_and_comes_out_is_as_the_published_schemas_say(
    tmp_path: Path, table: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    jsonschema.validate(table, schema("observations"))
    score([EXAMPLE], against=[EXAMPLE], what_if=True)
    told = json.loads(capsys.readouterr().out)
    jsonschema.validate(told, schema("scorecard"))
    assert set(schema("scorecard")["properties"]) == set(told)
    score([written(tmp_path / "none.json", {**table, "visits": []})])
    jsonschema.validate(json.loads(capsys.readouterr().out), schema("scorecard"))


def test_a_week_against_the_one_before_tells_what_changed_first(
    tmp_path: Path, table: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = {visit["id"]: visit for visit in table["next_week"]["changed_visits"]}
    later = written(tmp_path / "later.json", {**table, "visits": [changed.get(v["id"], v) for v in table["visits"]]})
    score([later], against=[EXAMPLE])
    against = json.loads(capsys.readouterr().out)["against"]
    assert against["channels"]["email"]["verdict"] == "revived"
    assert against["overall"]["verdict"] == "no evidence of change"


def test_several_tables_are_one_time(tmp_path: Path, table: Any, capsys: pytest.CaptureFixture[str]) -> None:
    other = written(tmp_path / "other.json", table)
    score([EXAMPLE, other])
    told = json.loads(capsys.readouterr().out)
    assert told["visits"] == 60
    assert told["channels"]["email"]["n"] == 12
    assert told["overall"]["score"] == pytest.approx(table["expected"]["overall"]["score"], abs=1e-9)


def test_an_unconfirmed_journey_is_known_again_among_several_tables(
    tmp_path: Path, table: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    findings = [
        {"id": f"trapped_journey:{j}", "confirmed": False} for j in table["expected"]["redirects"]["trapped_journeys"]
    ]
    unsure = written(tmp_path / "unsure.json", {**table, "findings": findings})
    score([unsure, unsure])
    overall = json.loads(capsys.readouterr().out)["overall"]
    assert ["C", "closed_loop"] in overall["will_cap"]
    assert ["C", "closed_loop"] not in overall["caps"]


def test_tables_of_two_companies_are_not_put_together(tmp_path: Path, table: Any) -> None:
    other = written(tmp_path / "other.json", {**table, "config": {**table["config"], "dead_min_visits": 3}})
    with pytest.raises(Refused, match="its config is not that of"):
        score([EXAMPLE, other])


def test_several_waves_are_one_time_and_a_price_that_was_raised_between_them_contradicts_nothing(
    tmp_path: Path, table: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    def wave(name: str, price: int, **about: str) -> Path:
        fact = {"price": {"unit": "UAH", "lo": price, "hi": price}}
        visits = [{**v, "facts": fact} if v["service"] == "tariff" else {**v, "facts": {}} for v in table["visits"]]
        config = {**table["config"], "critical_facts": [["tariff", "price"]] if name == "w1" else []}
        return written(tmp_path / f"{name}.json", {"config": config, "visits": visits, "wave": {"name": name, **about}})

    old, new = wave("w1", 199), wave("w2", 249)
    assert score([old, new]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["visits"], told["facts"]["contradicted"]) == (60, 0)
    with pytest.raises(Refused, match="wave “w1” is there twice"):
        score([old, old])
    with pytest.raises(Refused, match="not of the company and environment"):
        score([old, wave("w3", 199, environment="staging")])


def test_what_is_no_file_no_json_and_no_table_is_refused_by_name(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"config":\n oops}', encoding="utf-8")
    for file, words in (
        (tmp_path / "none.json", "there is no file"),
        (broken, "broken.json:2: this is no JSON"),
        (written(tmp_path / "list.json", []), "list.json: this is no observation table"),
    ):
        with pytest.raises(Refused, match=words):
            score([file])


def test_the_scorecard_can_be_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    score([EXAMPLE], out=tmp_path / "card.json")
    assert json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))["overall"]["shown"] == 46
    assert capsys.readouterr().out == ""


def test_a_table_can_be_held_to_limits_and_breaks_them_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric = tmp_path / "limits.yaml"
    rubric.write_text("assertions: {degree: 60, grade: D, reach/email: {min: 50, level: warn}, slow: 3}\n", "utf-8")
    assert score([EXAMPLE], rubric=rubric) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["overall"]["shown"] == 46
    assert "degree of omnichannel: 46 of 100 (36–57), at least 60 asked for" in told.err
    assert "Told only: customers are answered in time (email): 0 of 100" in told.err
    assert "slower than promised: a table tells nothing of it" in told.err
    assert "letter" not in told.err
    rubric.write_text("assertions: {degree: 40, dead_channel: 1}\n", "utf-8")
    assert score([EXAMPLE], rubric=rubric) == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("assertions: {degre: 60}", "Did you mean “degree”"),
        ("assertions: {grade: Z}", "Known here: A, B, C, D, E"),
        ("assertions: {degree: {min: 60, juge: sure}}", "Did you mean “judge”?"),
        ("assertions: [", "limits.yaml:1"),
    ],
)
def test_a_limit_that_means_nothing_is_refused_before_anything_is_scored(
    tmp_path: Path, text: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rubric = tmp_path / "limits.yaml"
    rubric.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        score([EXAMPLE], rubric=rubric)
    assert says in str(caught.value)
    assert capsys.readouterr().out == ""
    with pytest.raises(Refused, match="cannot be read"):
        score([EXAMPLE], rubric=tmp_path / "none.yaml")


def test_no_visit_one_visit_and_only_invalid_ones_are_scored_as_what_they_are(
    tmp_path: Path, table: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    invalid = [{**visit, "valid": False} for visit in table["visits"]]
    for visits in ([], table["visits"][:1], invalid):
        assert score([written(tmp_path / "thin.json", {**table, "visits": visits})], what_if=True) == 0
        told = capsys.readouterr()
        assert json.loads(told.out)["overall"]["grade"] == "?"
        assert "Degree of omnichannel 46" not in told.err
    assert "nothing was measured" in told.err


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("silence/emial: 0", "there is no channel “emial”, so this limit could never break. Did you mean “email”?"),
        ("slow: {max: 0, services: [delivry]}", "there is no service “delivry”"),
        ("reech: 60", "Did you mean “reach”?"),
        ("zzz: 60", "docs/ci.md lists them."),
    ],
)
def test_a_limit_that_names_what_the_table_has_not_is_refused_with_what_was_meant(
    tmp_path: Path, limit: str, told: str
) -> None:
    rubric = tmp_path / "limits.yaml"
    rubric.write_text(f"assertions:\n  {limit}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        score([EXAMPLE], rubric=rubric)
    assert f"{rubric}:2: assertions." in str(refused.value)
    assert told in str(refused.value)
