"""English: the degree, its criteria and what to mend first."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS: Mapping[str, str | dict[str, str]] = {
    "deg_h": "Degree of omnichannel",
    "deg_of": "of 100",
    "deg_limits": "between {lo} and {hi}, as far as so many conversations can tell",
    "deg_raw": "{letter} by the score alone",
    "deg_none": "No letter yet",
    "deg_none_lead": "{share} of what the letter rests on was measured; it takes {need}. What there is, stands below.",
    "deg_weakest": "What it lacks most: “{what}”.",
    "cap_dead_channel": "nobody answers: {channel}",
    "cap_closed_loop": "customers are sent in circles or into silence",
    "cap_critical_contradiction": "channels contradict each other: {subject}",
    "cap_unvisited": "nobody looked at {channel}",
    "cap_wide": "there are too few conversations to rule out fewer than 65 points",
    "warn_suspect_dead": {
        "one": "Nobody has answered yet: {channel}. "
        "{n} more customer without an answer, and it is no better than {letter}.",
        "other": "Nobody has answered yet: {channel}. "
        "{n} more customers without an answer, and it is no better than {letter}.",
    },
    "warn_trapped": "One customer was sent in a circle or into silence. "
    "If it happens to another, it is no better than {letter}.",
    "deg_because": "No better than {letter}, because {why}.",
    "deg_will": "Once a person confirms it, no better than {letter}: {why}.",
    "rows_h": "What it is made of",
    "rows_lead": "The dot is what was measured, the line how far off it may be. The fewer conversations, the longer "
    "the line.",
    "row_reach": "Customers are answered, and in time",
    "row_saturation": "Every need can be settled in every channel",
    "row_history": "Who comes back is known",
    "row_switches": "Nobody is sent from one to another",
    "row_seamless": "Handed over without asking again",
    "row_consistency": "All channels say the same",
    "row_simultaneous": "Two channels at once are no trouble",
    "criterion": "Criterion",
    "row_chart": "scale of letters",
    "row_points": "Of 100",
    "row_weight": {"one": "weight {n}", "other": "weight {n}"},
    "row_unmeasured": "not measured",
    "row_not_applicable": "does not apply here",
    "row_desc": "{score} of 100, between {lo} and {hi}",
    "fixes_h": "What to mend first",
    "fixes_lead": "What each would bring, if nothing else changed. Gains do not add up.",
    "fix_dead": "Answer in {channel}, or close it: none of {watched} was answered",
    "fix_late": "Answer in {channel} as promised: everybody gets an answer, and too many get it late",
    "fix_reach": "Answer everybody in {channel} as promised; now {replied} of {watched} get an answer at all",
    "fix_history": "Know the case when a customer comes back",
    "fix_repeats": "Hand customers over with what they said, so that nobody asks again",
    "fix_parallel": "Cope with a customer who writes in two channels",
    "fix_fact": "One answer everywhere: {subject}",
    "fix_loop": {
        "one": "Cut the circle {way}: {n} customer was left in it",
        "other": "Cut the circle {way}: {n} customers were left in it",
    },
    "fix_stranded": {
        "one": "Answer where you send people: {way} left {n} customer without a word",
        "other": "Answer where you send people: {way} left {n} customers without a word",
    },
    "gain": {"one": "+{n} point", "other": "+{n} points"},
    "gain_less": "less than one point",
    "then": "then {letter}",
    "look_h": "Look into it first",
    "look_lead": "Rests on fewer than five conversations.",
    "needs_h": "What is still needed",
    "needs_lead": "For a letter, or for a surer one:",
    "need_reach": "a channel that is watched until customers would give up",
    "need_saturation": "journeys that are followed to their end",
    "need_history": "a customer who comes back another day, or in another channel, with the same matter",
    "need_switches": "customers who are answered",
    "need_seamless": "a customer who is passed on",
    "need_consistency": "the same question in two channels",
    "need_simultaneous": "a customer who asks in two channels at once",
    "need_visits": {
        "one": "{n} more conversation watched to its end: {where}",
        "other": "{n} more conversations watched to their end: {where}",
    },
    "method_degree": "The degree is the weighted mean of seven criteria, each between 0 and 100. What they are, with "
    "every formula, is told in the documentation of the method; from the table of observations beside this page "
    "anybody can compute it again. The letter is A from 80, B from 65, C from 50, D from 35, E from 20, unless a "
    "finding allows no better one. The number is rounded down.",
}
