"""An order and what belongs to it: drafts, photos, remarks, answers, ratings.

What the resident wrote lives only here; what the public reads is a Case (portal.cases).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.orders.states import ENDS, WITH_HANDLER, WITH_UNIT, State, Verb
from portal.places.models import Area, Organisation
from portal.privacy.fields import EncryptedJSONField, EncryptedTextField
from portal.services.models import Matter


class Consent(models.TextChoices):
    """Whether the outcome may be shown on the echo wall."""

    NONE = "none", _("Do not show")
    ANONYMOUS = "anonymous", _("Show without my name")


class Channel(models.TextChoices):
    """How the order came in."""

    WEB = "web", _("Web")
    PHONE = "phone", _("Phone")
    PATROL = "patrol", _("Patrol")
    WINDOW = "window", _("Window")


class Draft(models.Model):
    """An intake form under way. Its key becomes the order's key, so a repeated submit is one order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = EncryptedJSONField(default=dict)
    updated_at = models.DateTimeField()


class Serial(models.Model):
    """The last public number of a year; numbers have no gap, so the public can count them."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Order(models.Model):
    """One request of one resident, owned by a unit at every moment."""

    id = models.UUIDField(primary_key=True, editable=False)
    number = models.CharField(_("Number"), max_length=16, unique=True)
    query_code = EncryptedTextField(_("Query code"))
    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="orders", verbose_name=_("Matter")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="orders", verbose_name=_("Community")
    )
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel, default=Channel.WEB)

    text = models.TextField(_("In the resident's words"))
    place = EncryptedTextField(_("Where exactly"), blank=True)
    answers = EncryptedJSONField(_("Answers to the questions"), default=dict, blank=True)
    contact_name = EncryptedTextField(_("Form of address"), blank=True)
    contact_phone = EncryptedTextField(_("Phone"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    consent = models.CharField(_("Consent to publish"), max_length=10, choices=Consent)

    state = models.CharField(_("State"), max_length=12, choices=State, default=State.PLACED)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, related_name="owned_orders", verbose_name=_("Owner")
    )
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="dispatched_orders",
        verbose_name=_("Unit"),
    )  # fmt: skip
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="accepted_orders", verbose_name=_("Handler"),
    )  # fmt: skip
    # Where a supplement leads back to.
    resumes_to = models.CharField(max_length=12, choices=State, blank=True)
    redo_count = models.PositiveSmallIntegerField(_("Redone"), default=0)

    placed_at = models.DateTimeField(_("Placed"))
    admitted_at = models.DateTimeField(_("Admitted"), null=True, blank=True)
    dispatched_at = models.DateTimeField(_("Dispatched"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("Accepted"), null=True, blank=True)
    contacted_at = models.DateTimeField(_("First contact"), null=True, blank=True)
    answered_at = models.DateTimeField(_("Answered"), null=True, blank=True)
    ended_at = models.DateTimeField(_("Ended"), null=True, blank=True)
    changed_at = models.DateTimeField(_("Last step"))

    class Meta:
        verbose_name = _("Order")
        verbose_name_plural = _("Orders")
        ordering = ["-placed_at", "-number"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["state", "-placed_at"], name="order_state_placed"),
            models.Index(fields=["unit", "state"], name="order_unit_state"),
        ]
        constraints = [
            models.CheckConstraint(name="order_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="order_with_unit_has_unit",
                condition=~Q(state__in=sorted(WITH_UNIT)) | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="order_with_handler_has_handler",
                condition=~Q(state__in=sorted(WITH_HANDLER)) | Q(handler__isnull=False),
            ),
            models.CheckConstraint(
                name="order_ended_has_date",
                condition=Q(state__in=sorted(ENDS), ended_at__isnull=False)
                | (~Q(state__in=sorted(ENDS)) & Q(ended_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="order_returned_remembers",
                condition=~Q(state="returned") | Q(resumes_to__in=["placed", "admitted"]),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its reference in the ledger."""
        return f"order:{self.pk}"

    @property
    def round(self) -> int:
        """1 for the first handling, 2 after one redo."""
        return self.redo_count + 1


class Photo(models.Model):
    """A re-encoded picture, kept in the database so that it lives and dies with its order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, blank=True, related_name="photos")
    order = models.ForeignKey(Order, models.CASCADE, null=True, blank=True, related_name="photos")
    jpeg = models.BinaryField()

    class Meta:
        verbose_name = _("Photo")
        verbose_name_plural = _("Photos")
        default_permissions = ()


class Remark(models.Model):
    """The words that went with a step; the ledger keeps only that the step was taken."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="remarks")
    verb = models.CharField(max_length=20, choices=Verb)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()


class Answer(models.Model):
    """The four elements (DOMAIN 3.5): when received, with whom spoken, what was done, by when."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="answers_given")
    round = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField(_("When received"))
    spoken_with = models.CharField(_("With whom spoken"), max_length=60)
    done = models.TextField(_("What was done"))
    finished_by = models.CharField(_("By when"), max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        ordering = ["round"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["order", "round"], name="one_answer_a_round")
        ]


class Solved(models.TextChoices):
    """The resident's word, not the unit's."""

    YES = "yes", _("Solved")
    PARTLY = "partly", _("Partly solved")
    NO = "no", _("Not solved")


class Satisfied(models.IntegerChoices):
    """The five levels of 好差评."""

    VERY = 5, _("Very satisfied")
    YES = 4, _("Satisfied")
    FAIRLY = 3, _("Fairly satisfied")
    NO = 2, _("Dissatisfied")
    NOT_AT_ALL = 1, _("Very dissatisfied")


class Rating(models.Model):
    """Two answers and the last word on publication; one for each round."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    solved = models.CharField(_("Solved?"), max_length=6, choices=Solved)
    satisfied = models.PositiveSmallIntegerField(_("Satisfied?"), choices=Satisfied)
    comment = models.TextField(_("Comment"), blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["round"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["order", "round"], name="one_rating_a_round"),
            models.CheckConstraint(name="rating_five_levels", condition=Q(satisfied__range=(1, 5))),
        ]
