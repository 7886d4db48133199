"""What Wagtail publishes, and what gets a new name, is logged in the transaction that does it.

Wagtail announces by signals, from its admin, its workflows and its scheduler alike; they are heard
here, at the border. Each door is made one transaction: the models' own methods by the mixin, the
admin's views by the middleware. Outside of one the ledger refuses the entry loudly.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import Signal, receiver
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from portal.ledger.append import append
from portal.people.models import User
from portal.places.named import Named, renamed

View = Callable[..., HttpResponseBase]


class Chronicled(models.Model):
    """Mixin, before Page or DraftStateMixin, for content that the public index follows.

    `chronicle_kind` is the word of its ledger subjects: case, page, matter.
    """

    chronicle_kind: str

    class Meta:
        abstract = True

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish and log in one transaction."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)  # type: ignore[misc]

    def unpublish(self, *args: Any, **kwargs: Any) -> Any:
        """Take off the public side and log in one transaction."""
        with transaction.atomic():
            return super().unpublish(*args, **kwargs)  # type: ignore[misc]

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete and log in one transaction."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    def move(self, *args: Any, **kwargs: Any) -> Any:
        """Move a page with all below it, and log in one transaction."""
        with transaction.atomic():
            return super().move(*args, **kwargs)  # type: ignore[misc]


class AtomicAdminPosts:
    """Middleware: what one click in Wagtail's own admin views changes, changes whole or not at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "POST" or not view.__module__.startswith("wagtail."):
            return None
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                # A template response would otherwise be rendered after the transaction has ended.
                render = getattr(response, "render", None)
                return render() if callable(render) else response
        except MultiValueDictKeyError as error:
            # Wagtail's forms of related rows trust the browser to send all their fields.
            raise BadRequest("A field of the form is missing.") from error


@receiver([published, page_published], dispatch_uid="chronicle_published")
def _on_published(instance: models.Model, signal: Signal, **kwargs: Any) -> None:
    # Wagtail announces a page by both signals, a copied page by the second alone.
    if signal is page_published or not isinstance(instance, Page):
        # Wagtail announces it also when it only puts a release on the schedule.
        act = "published" if getattr(instance, "live", True) else "scheduled"
        _log(instance, act, getattr(kwargs.get("revision"), "user", None))


@receiver([unpublished, page_unpublished], dispatch_uid="chronicle_unpublished")
def _on_unpublished(instance: models.Model, signal: Signal, **kwargs: Any) -> None:
    if signal is page_unpublished or not isinstance(instance, Page):
        _log(instance, "unpublished", None)


@receiver(post_delete, dispatch_uid="chronicle_deleted")
def _on_deleted(instance: models.Model, **kwargs: Any) -> None:
    _log(instance, "deleted", None)


@receiver(post_page_move, dispatch_uid="chronicle_moved")
def _on_moved(instance: Page, **kwargs: Any) -> None:
    # Everything below has a new address as well.
    for page in instance.get_descendants(inclusive=True).live().specific().iterator():
        _log(page, "moved", None)


@receiver(renamed, dispatch_uid="chronicle_renamed")
def _on_renamed(instance: Named, **kwargs: Any) -> None:
    _append(instance.name_kind, instance.pk, "changed", None)


def _log(instance: models.Model, act: str, writer: User | None) -> None:
    if isinstance(instance, Chronicled):
        _append(instance.chronicle_kind, instance.pk, act, writer)


def _append(kind: str, pk: object, act: str, writer: User | None) -> None:
    # Who releases is seldom who wrote: Wagtail knows who acts now.
    user = get_active_log_context().user or writer
    by = f"staff:{user.pk}" if user else "clock:publishing"
    append(f"{kind}.{act}", f"{kind}:{pk}", by=by, at=timezone.now())
