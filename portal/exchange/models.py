"""Where orders come from in bulk, what was handed in, and what became of each line."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.orders.models import Channel, Order
from portal.privacy.fields import EncryptedJSONField


class Source(models.Model):
    """Another system, and how its columns and words are read here. Mapped once, by staff."""

    code = models.SlugField(_("Code"), max_length=20, unique=True)
    name = models.CharField(_("Name"), max_length=60)
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel)
    # our field → their heading; their word → our code
    columns = models.JSONField(default=dict, blank=True)
    matters = models.JSONField(default=dict, blank=True)
    areas = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("Source")
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """One file handed in by one person, from the first look to the last line."""

    class State(models.TextChoices):
        READ = "read", _("Read, not yet checked")
        CHECKED = "checked", _("Checked, nothing imported yet")
        RUNNING = "running", _("Importing")
        DONE = "done", _("Done")

    source = models.ForeignKey(Source, models.PROTECT, related_name="batches")
    file_name = models.CharField(_("File"), max_length=120)
    headings = models.JSONField(default=list)
    state = models.CharField(_("State"), max_length=8, choices=State, default=State.READ)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("By"))
    at = models.DateTimeField(_("Handed in"))
    done_at = models.DateTimeField(_("Done"), null=True, blank=True)

    class Meta:
        verbose_name = _("Import")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name


class Line(models.Model):
    """One line of a file. Its cells are ciphertext: they hold what residents said and where to call."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not looked at")
        NEW = "new", _("Can be imported")
        KNOWN = "known", _("Already here, unchanged")
        BAD = "bad", _("Cannot be imported")
        PLACED = "placed", _("Imported")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("Line"))
    cells = EncryptedJSONField(default=list)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING)
    problem = models.CharField(max_length=200, blank=True)
    order = models.ForeignKey(Order, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_line_a_number")
        ]
        indexes = [models.Index(fields=["batch", "outcome", "number"], name="line_batch_outcome")]
