"""A person's word about what was found: agree, wrong because …, our mistake. Kept in the journal, applied purely."""
