"""What is published becomes a version of its matter. Hears Wagtail at its border; decides nothing."""

from django.dispatch import receiver
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.signals import published

from portal.services.commands import keep_version
from portal.services.models import Matter


@receiver(published, sender=Matter, dispatch_uid="matter_version")
def _on_published(instance: Matter, **kwargs: object) -> None:
    # Heard at Wagtail's border, in the transaction that publishes; a release that is only put on
    # the schedule is announced as well.
    if instance.live:
        writer = getattr(kwargs.get("revision"), "user", None)
        user = get_active_log_context().user or writer
        by = f"staff:{user.pk}" if user else "clock:publishing"
        keep_version(instance, by=by, at=timezone.now())
