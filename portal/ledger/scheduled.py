"""What Wagtail has on its schedule, each in one transaction with its entry.

Wagtail's own command unpublishes pages outside of one, and one failure stops all that come after it.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


def publish_due(at: datetime) -> int:
    """Take down what has expired and publish what is due; returns how many went through."""
    due = Q(approved_go_live_at__lte=at)
    waiting = Revision.objects.filter(due).order_by("approved_go_live_at")
    expired = Q(live=True, expire_at__lte=at)
    taken_down = sum(_each(model.objects.filter(expired), expired, _expire) for model in _models())
    return taken_down + _each(waiting, due, _publish)


def _models() -> Iterator[type[DraftStateMixin]]:
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _each(
    rows: "models.QuerySet[models.Model]", condition: Q, act: Callable[[models.Model], None]
) -> int:
    return sum(_once(rows.model, pk, condition, act) for pk in rows.values_list("pk", flat=True))


def _once(
    model: type[models.Model], pk: int, condition: Q, act: Callable[[models.Model], None]
) -> bool:
    """Under a lock, if it is still due: another worker may have done it. A failure waits and is told."""
    try:
        with transaction.atomic():
            _lock_what_is_revised(model, pk)
            if found := _locked(model, condition, pk):
                act(found)
            return found is not None
    except Exception as error:
        # The kind only: the message of an exception may quote the text.
        logger.warning("schedule: %s %s: %s", model._meta.label, pk, type(error).__name__)
        return False


def _locked(model: type[models.Model], condition: Q, pk: object) -> models.Model | None:
    rows = model._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.filter(condition, pk=pk).first()


def _lock_what_is_revised(model: type[models.Model], pk: int) -> None:
    """Before its revision, as whoever edits it does: nobody waits in a ring."""
    revision = model._default_manager.filter(pk=pk).first() if model is Revision else None
    if isinstance(revision, Revision) and (thing := revision.content_object):
        _locked(type(thing), Q(), thing.pk)


def _expire(thing: models.Model) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")  # type: ignore[attr-defined]


def _publish(revision: models.Model) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")  # type: ignore[attr-defined]
