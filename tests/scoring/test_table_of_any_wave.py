"""Whatever a wave holds, its table can be scored, and nobody who may have been helped is called trapped."""

from __future__ import annotations

from hypothesis import given, settings

from shopper.judges import judge_journey
from shopper.model import JourneyRecord
from shopper.scoring.observations import observe, to_json
from shopper.scoring.odm.method import score
from shopper.scoring.odm.table import read_table

from ..judges.strategies import journeys
from ..samples import context, table_settings


@settings(deadline=None, max_examples=60)
@given(journeys())
def test_the_table_of_any_journey_can_be_read_and_scored(record: JourneyRecord) -> None:
    known = context()
    verdicts = judge_journey(record, known)
    rows = observe([record], verdicts, known)
    scored = score(read_table(to_json(rows, table_settings())))
    assert [row.id for row in scored.table.rows] == [visit.id for visit in record.visits]
    for row in rows:
        assert row.repeats <= row.internal_switches + (row.origin == "redirect" and row.reply_s is not None)
        assert (row.solved_s is not None) <= (row.outcome == "solved")
        if not row.valid:
            assert (row.outcome, row.reply_s, row.parallel_probe, row.history_probe) == (None, None, None, None)
            assert not (row.facts or row.steps or row.tone)


@settings(deadline=None, max_examples=60)
@given(journeys())
def test_who_is_trapped_by_the_score_is_not_helped_by_the_judge(record: JourneyRecord) -> None:
    known = context()
    verdicts = judge_journey(record, known)
    scored = score(read_table(to_json(observe([record], verdicts, known), table_settings())))
    helped = any(known.helped(visit) for visit in record.visits if visit.valid and visit.origin.value != "followup")
    if scored.ways.trapped_journeys and not helped:
        loop = [verdict.outcome.value for verdict in verdicts if verdict.judge == "closed_loop"]
        assert loop != ["passed"]
