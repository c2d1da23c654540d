"""Shopping by hand: what the programme asks of a person, and what the person tells. See docs/by-hand.md."""
