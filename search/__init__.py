"""The public index: what residents find, on two engines behind one interface."""
