"""`with GOOD:` it went through and the ledger moved on; `with BAD:` it was refused, nothing moved."""

import pytest

from portal.errors import Refused
from portal.ledger.models import Head


def last_entry() -> int:
    return Head.objects.get(pk=1).seq


class Good:
    """The step is in the ledger."""

    def __enter__(self):
        self.before = last_entry()

    def __exit__(self, kind, *_error):
        assert kind is not None or last_entry() > self.before, "nothing was written"


class Bad:
    """The step was refused, with a sentence, and nothing was written."""

    def __enter__(self):
        self.before, self.refused = last_entry(), pytest.raises(Refused)
        return self.refused.__enter__()

    def __exit__(self, *error):
        told = self.refused.__exit__(*error)
        if told:
            assert last_entry() == self.before, "refused, and written all the same"
        return told


GOOD, BAD = Good(), Bad()
