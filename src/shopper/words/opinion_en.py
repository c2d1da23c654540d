"""What is told of a second opinion, in English."""

TEXTS = {
    "told": "Second opinion of {model}: agrees with {agrees}, doubts {doubts}, cannot tell {cannot_tell}.",
    "nothing": "Second opinion: nothing new to ask about; earlier answers are in the journal.",
    "unusable": "Answers of {model} that were not in the form asked for, and were ignored: {count}.",
    "left": "Findings left without a second opinion: {count}. At most {most} are asked about at a time "
    "(config/rubric.yaml, second_opinion.most); the next time goes on with the rest.",
    "fault": "Our side, not the company's: the second opinion could not be had. {why} The page is made without it.",
}
