"""Method odm-1: the degree to which a company is one company in all its channels, from an observation table.

docs/scoring.md says the method in words. `method.score` is the whole of it; everything here is pure and deterministic.
"""
