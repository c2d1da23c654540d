"""What reports say of the waves before, and of companies side by side, in English."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: dict[str, str | Mapping[str, str]] = {
    "chg_h": "What changed",
    "chg_why_first": "This is the first wave: from the next one on it says here what changed.",
    "chg_why_open": "This wave is not over yet; what changed is said when it is.",
    "chg_why_nothing": "Too little was measured to be compared.",
    "chg_why_scripts": "Not compared with earlier waves: the customers' scripts are other ones than last time.",
    "chg_why_terms": "Not compared with earlier waves: the channels promise something else than last time.",
    "chg_why_method": "Not compared with earlier waves: they were scored by another method.",
    "chg_against": {
        "one": "Compared with {n} earlier wave ({visits} conversations).",
        "other": "Compared with {n} earlier waves together ({visits} conversations).",
    },
    "chg_total_changed_better": "The degree has risen: {diff} points (between {lo} and {hi}).",
    "chg_total_changed_worse": "The degree has fallen: {diff} points (between {lo} and {hi}).",
    "chg_total_perhaps_better": "The degree has perhaps risen: {diff} points (between {lo} and {hi}).",
    "chg_total_perhaps_worse": "The degree has perhaps fallen: {diff} points (between {lo} and {hi}).",
    "chg_total_no_evidence": (
        "No evidence that the degree changed: {diff} points (between {lo} and {hi}). So few conversations"
        " cannot show less than {sees} points."
    ),
    "chg_between": "({lo} to {hi})",
    "chg_span": "{lo} to {hi} points",
    "chg_points": "Points",
    "chg_verdict": "Verdict",
    "chg_v_changed": "changed",
    "chg_v_perhaps": "perhaps",
    "chg_v_no_evidence": "no evidence of change",
    "chg_died": "{title} answers no more: {k} of {n}, before {k0} of {n0}",
    "chg_revived": "{title} answers again: {k} of {n}, before {k0} of {n0}",
    "chg_answers_better": "{title} answers more customers: {k} of {n}, before {k0} of {n0}",
    "chg_answers_worse": "{title} answers fewer customers: {k} of {n}, before {k0} of {n0}",
    "chg_loop_appeared": {
        "one": "{n} customer was sent in a circle or into silence; before, nobody was",
        "other": "{n} customers were sent in circles or into silence; before, nobody was",
    },
    "chg_loop_gone": {
        "one": "Nobody is sent in a circle or into silence any more; last time {n} customer was",
        "other": "Nobody is sent in circles or into silence any more; last time {n} customers were",
    },
    "chg_contradiction_appeared": "Channels contradict each other now: {subject}",
    "chg_contradiction_gone": "Channels say the same again: {subject}",
    "chg_cap_new": "New, and with it no better letter than {letter}: {why}",
    "chg_cap_lifted": "No longer holds the letter at {letter}: {why}",
    "chg_no_states": "No channel fell silent or came back; no circle and no contradiction appeared or went.",
    "chg_left_out": "Not measured in both, so not compared:",
    "trend_h": "Over time",
    "trend_lead": (
        "The line is the degree of four weeks together, the band how far off it may be; each dot is one "
        "wave. The line breaks where scripts, promises or the method changed: what lies before cannot be "
        "compared with what comes after."
    ),
    "trend_chart": "Degree of omnichannel over time",
    "trend_table": "The same as a table",
    "trend_one": "This wave alone",
    "trend_window": "Four weeks",
    "trend_letter": "Letter",
    "trend_talks": "Conversations",
    "trend_break_scripts": "other scripts than before",
    "trend_break_terms": "other promises than before",
    "trend_break_method": "another method than before",
    "trend_unscored": "scored by another method, and not by this one",
    "trend_earlier": "in an earlier wave",
    "trend_marks_h": "Did it help?",
    "trend_marks_lead": (
        "What somebody noted as changed, with up to four comparable waves before it and all after it."
    ),
    "trend_mark": "What was changed",
    "trend_before": "Before",
    "trend_after": "After",
    "trend_whole": "the whole",
    "trend_answered": "{k} of {n} answered",
    "trend_m_changed_better": "it helped",
    "trend_m_changed_worse": "it got worse",
    "trend_m_perhaps_better": "perhaps it helped",
    "trend_m_perhaps_worse": "perhaps it got worse",
    "trend_m_no_evidence": "no evidence of change",
    "trend_m_too_few": "too few to say",
    "trend_m_not_yet": "no wave since",
    "trend_m_nothing_before": "nothing comparable before it",
    "vs_title": "Companies side by side",
    "vs_h": "Side by side",
    "vs_lead": (
        "The same method for all, and only the sorts of channel that all of them have: {kinds}. What a "
        "company does in other channels counts in none of these figures."
    ),
    "vs_none": "These companies have no sort of channel in common, so there is nothing to put side by side.",
    "vs_degree": "Degree of 100",
    "vs_letter": "Letter",
    "vs_talks": "Conversations that count",
    "vs_overlap": "Where two spans overlap, so few conversations do not say which company is better.",
    "vs_answered": "Answered",
    "vs_median": "Half had an answer after",
    "vs_in_time": "As promised",
    "vs_scripts": "The customers' scripts are not the same for all: part of the difference may be that.",
    "vs_terms": "What a company promises is its own; “as promised” is measured by each one's own promise.",
    "budget_alarm": {
        "one": "{title}: answered late or not at all in {bad} of {n} conversation of the last seven days, "
        "and in {month} of {all} of the last four weeks. Up to {allowed} would be tolerable; here it is {share}. "
        "This channel needs attention now.",
        "other": "{title}: answered late or not at all in {bad} of {n} conversations of the last seven days, "
        "and in {month} of {all} of the last four weeks. Up to {allowed} would be tolerable; here it is {share}. "
        "This channel needs attention now.",
    },
    "md_more": {
        "one": "and {n} more finding",
        "other": "and {n} more findings",
    },
}
