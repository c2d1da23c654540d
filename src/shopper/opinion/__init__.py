"""A second opinion on findings, from a language model that the owner names; off unless it is configured.

It reads what our judges found and the words they rest on, and says whether it agrees. It changes no verdict: it marks
it. It can reach no channel of the company: nothing here knows a probe or the engine (checked by an import contract).

    question.py    what is asked on one finding, with customers' data masked (masking.py, instructions.md,
                   definitions.json)
    endpoint.py    the service, by HTTP
    answer.py      what an answer must be (answer.schema.json)
    asking.py      asks what was not asked before, and keeps the answers in the journal
    marking.py     puts them beside the verdicts
"""
