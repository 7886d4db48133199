"""Orders from other systems, and their outcomes back to them."""
