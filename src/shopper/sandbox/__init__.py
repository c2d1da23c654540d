"""A company on loopback, over the real protocols, with staff that follow a script.

It knows nothing of the engine. It runs in its own process (`python -m shopper.sandbox`, sandbox.process) so that it
outlives a killed run, or inside a test (sandbox.company). What it received and sent is in its own log (sandbox.log).
"""
