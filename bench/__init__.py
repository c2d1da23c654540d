"""The figures that the project promises, measured: python -m bench [NAME …]. What each means: docs/figures.md."""
