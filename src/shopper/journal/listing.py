"""What `shopper journal` prints: waves, the visits of a wave, one visit's transcript.

A company's words go to a terminal here: control characters are taken out, and nothing of them is read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from rich.table import Table
from rich.text import Text

from ..errors import Refused, did_you_mean
from ..model import Clock, JourneyRecord, Side, Stamp, Turn, TurnKind, VisitRecord
from .events import Event, Kind, Store
from .reading import build_records
from .waves import WaveSummary

_VISIT_ID = 14
_STRAY = 160  # so many characters of a message that nobody could lay to a visit
_ALLOWED = {"\n", "\t"}


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit in the list of a wave. reply_s: wall seconds to the first message that no machine sent by itself."""

    visit: str
    scenario: str
    channel: str
    origin: str
    opened: Stamp
    turns: int
    reply_s: float | None
    state: str


def visit_rows(records: Iterable[JourneyRecord]) -> list[VisitRow]:
    """The visits of these journeys, in the order they were opened."""
    rows = [_row(record, visit) for record in records for visit in record.visits]
    return sorted(rows, key=lambda row: row.opened.wall_us)


def find_visit(store: Store, visit: str) -> VisitRecord:
    """The visit of this id, or of the only id that begins so. Raises Refused where there is none or several."""
    events = store.events(visit=visit) if visit else []
    if not events:
        ids = {event.visit for event in store.events() if event.visit}
        begin = sorted(known for known in ids if known.startswith(visit)) if visit else []
        if len(begin) != 1:
            hint = (
                ("It could be " + ", ".join(begin[:8]) + ".")
                if begin
                else did_you_mean(visit, {*ids, *(event.wave for event in store.events() if event.wave)})
            )
            raise Refused(f"The journal has no wave and no visit “{visit}”. {hint}".rstrip())
        events = store.events(visit=begin[0])
    wave, journey, name = events[0].wave, events[0].journey, events[0].visit
    records = build_records(store, wave, journey=journey)
    for found in (v for record in records for v in record.visits if v.id == name):
        return found
    raise Refused(f"Visit “{name}” was begun and not opened: the journal holds no conversation of it.")


def waves_table(summaries: Sequence[WaveSummary], *, zone: tzinfo = UTC) -> Table:
    """A table of waves."""
    table = _table("Wave", "Started", "Finished", "Journeys", "Waiting")
    for wave in summaries:
        table.add_row(
            Text(clean(wave.name)),
            moment(wave.started, zone),
            moment(wave.finished, zone) if wave.finished is not None else "open",
            f"{wave.journeys_finished} of {wave.journeys}",
            str(wave.waiting),
        )
    return table


def visits_table(rows: Sequence[VisitRow], *, zone: tzinfo = UTC) -> Table:
    """A table of visits."""
    table = _table("Visit", "Scenario", "Channel", "Origin", "Opened", "Turns", "Reply", "State")
    for row in rows:
        table.add_row(
            Text(clean(row.visit)),
            Text(clean(row.scenario)),
            Text(clean(row.channel)),
            row.origin,
            moment(row.opened, zone).partition(" ")[2],
            str(row.turns),
            "—" if row.reply_s is None else seconds(row.reply_s),
            Text(clean(row.state)),
        )
    return table


def transcript_table(visit: VisitRecord, *, zone: tzinfo = UTC) -> Table:
    """A visit's transcript as a table: when, how long after our first words, who, what."""
    table = _table("When", "After", "Who", "What was said")
    table.title = Text(clean(_heading(visit)))
    for turn in visit.turns:
        table.add_row(moment(turn.at, zone, accurate=True), _after(visit, turn), Text(_who(turn)), Text(_words(turn)))
    return table


def transcript_text(visit: VisitRecord, *, zone: tzinfo = UTC) -> str:
    """A visit's transcript as plain text, for a file or a pipe."""
    lines = [clean(_heading(visit))]
    for turn in visit.turns:
        words = _words(turn).replace("\n", "\n    ")
        lines.append(f"{moment(turn.at, zone, accurate=True)}  {_after(visit, turn)}  {_who(turn)}:\n    {words}")
    return "\n".join(lines) + "\n"


def asides_text(events: Iterable[Event], *, zone: tzinfo = UTC) -> str:
    """What of a wave belongs to no visit and somebody should know: messages that nobody could lay to one, and lines
    that could not be listened on. "" where there is nothing."""
    strays: list[str] = []
    deaf: list[str] = []
    for event in events:
        body = event.body
        if event.kind is Kind.UNASSIGNED:
            said = clean(" ".join(f"{body.get('subject') or ''} {body.get('text') or ''}".split()))
            said = said if len(said) <= _STRAY else said[: _STRAY - 1] + "…"
            who, line = clean(body.get("sender") or "somebody"), clean(body.get("line") or "an unknown line")
            strays.append(f"  {moment(event.at, zone)}  {who} on {line}: {said}")
        elif event.kind is Kind.FAULT and not event.visit:
            deaf.append(f"  {clean(body.get('line') or '')}: {clean(body.get('message') or '')}")
    heads = {
        "These messages answer no visit for sure. Ask a person whether they are the company's, and to which:": strays,
        "What came on these lines was not heard:": deaf,
    }
    return "\n\n".join("\n".join([head, *lines]) for head, lines in heads.items() if lines)


def moment(stamp: Stamp, zone: tzinfo = UTC, *, accurate: bool = False) -> str:
    """A moment for people; with `accurate`, milliseconds where the clock knows them."""
    when = datetime.fromtimestamp(stamp.wall_us / 1e6, UTC).astimezone(zone)
    if not accurate:
        return when.strftime("%Y-%m-%d %H:%M:%S")
    if stamp.accuracy_us >= 500_000:
        return when.strftime("%Y-%m-%d %H:%M:%S") + (" (server)" if stamp.clock is Clock.SERVER else "")
    return when.strftime("%Y-%m-%d %H:%M:%S.") + f"{stamp.wall_us // 1_000 % 1_000:03d}"


def seconds(value: float) -> str:
    """A duration for people: “0.42 s”, “2 min 05 s”, “3 h 10 min”, “2 d 04 h”."""
    if value < 60:
        return f"{value:.2f} s"
    whole = round(value)
    for size, unit, small_size, small in ((86_400, "d", 3_600, "h"), (3_600, "h", 60, "min"), (60, "min", 1, "s")):
        if whole >= size:
            return f"{whole // size} {unit} {whole % size // small_size:02d} {small}"
    return f"{whole} s"


def clean(text: str) -> str:
    """The text without what would steer a terminal: control characters and changes of writing direction."""
    return "".join(
        c for c in text.encode(errors="replace").decode() if c in _ALLOWED or (c.isprintable() or c == "\u00a0")
    )


def _row(record: JourneyRecord, visit: VisitRecord) -> VisitRow:
    heard = [turn for turn in visit.company_turns() if turn.kind is TurnKind.MESSAGE]
    reply_s = None
    if visit.first_said is not None:
        replies = (turn.at.seconds_since(visit.first_said) for turn in heard)
        reply_s = next((s for s in replies if s >= 0), None)
    return VisitRow(
        visit=visit.id,
        scenario=record.scenario + (f" [{record.example}]" if record.example else ""),
        channel=visit.channel,
        origin=visit.origin.value,
        opened=visit.opened,
        turns=len(visit.turns),
        reply_s=reply_s,
        state=_state(visit),
    )


def _state(visit: VisitRecord) -> str:
    if visit.fault:
        return f"unmeasured: {visit.fault}"
    if visit.closed is None:
        return "open"
    return "closed" if visit.closing is None else f"closed ({visit.closing.value})"


def _heading(visit: VisitRecord) -> str:
    return f"Visit {visit.id}: {visit.persona} in {visit.channel}, {visit.service}, {visit.language}; {_state(visit)}"


def _who(turn: Turn) -> str:
    who = "customer" if turn.side is Side.CUSTOMER else clean(turn.sender) or "company"
    notes = [turn.kind.value] if turn.side is Side.COMPANY and turn.kind != "message" else []
    notes += [f"by {clean(turn.via)}"] if turn.via else []
    notes += [_folder(turn)] if turn.data.get("folder") else []
    notes += ["late"] if turn.late else []
    return f"{who} ({', '.join(notes)})" if notes else who


def _folder(turn: Turn) -> str:
    """Where a filter had put it."""
    name = clean(str(turn.data["folder"]))
    return f"found in the spam folder, “{name}”" if turn.data.get("spam") else f"found in the folder “{name}”"


def _words(turn: Turn) -> str:
    said = clean(f"{turn.subject}\n{turn.text}" if turn.subject else turn.text)
    return "\n".join([said, *(clean(f"[{e.name}, {e.media_type}, {e.size} bytes]") for e in turn.evidence)])


def _after(visit: VisitRecord, turn: Turn) -> str:
    if visit.first_said is None:
        return "—"
    gap = turn.at.seconds_since(visit.first_said)
    return f"-{seconds(-gap)}" if gap < 0 else f"+{seconds(gap)}"


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        # Only words may be folded: an id or a time in pieces can be neither read nor copied.
        whole = column in ("Visit", "Wave", "When", "After", "Channel", "Turns")
        table.add_column(column, overflow="fold", no_wrap=whole, min_width=_VISIT_ID if column == "Visit" else None)
    return table
