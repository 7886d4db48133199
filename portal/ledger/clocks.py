"""What happens because time passes, not because somebody acts. `manage.py work` winds the clocks."""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

# Between two looks at the clock; nothing that is scheduled is promised to the second.
CLOCK_SECONDS = 20.0

Clockwork = Callable[..., object]  # called with the moment as `at=`


def clockworks() -> list[Clockwork]:
    """Every act of the clock that the settings name, in their order; each may run twice or late."""
    return [import_string(path) for path in settings.ECHOWALL_CLOCKS]
