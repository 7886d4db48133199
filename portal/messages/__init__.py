"""Messages to residents and to the next actor: made from the ledger, sent outside of every verb."""
