"""The order itself: one row, one owner, one state, and what must never be false of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.orders.belonging import Belongs
from portal.orders.models.choices import Channel, Consent, Origin
from portal.orders.models.deadline import Clocked
from portal.orders.models.terms import PlacedUnder
from portal.orders.states import ENDS, WITH_HANDLER, WITH_UNIT, State, Verb
from portal.places.models import Area, Organisation
from portal.privacy.fields import EncryptedJSONField, EncryptedTextField
from portal.profiles.models import Profile
from portal.profiles.plans import HOUSE, Plan
from portal.profiles.roads import state_label
from portal.services.models import Matter


class Order(Belongs, Clocked, PlacedUnder):
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
    # The way of working it was placed under, for good; none: the house's own.
    profile = models.ForeignKey(
        Profile, models.PROTECT, null=True, blank=True, related_name="orders", editable=False,
        verbose_name=_("Way of working"),
    )  # fmt: skip
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel, default=Channel.WEB)
    origin = models.CharField(
        _("Origin"), max_length=10, choices=Origin, default=Origin.RESIDENT
    )  # fmt: skip
    # Who wrote it down for the resident; nobody where residents wrote themselves.
    helped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True,
        related_name="entered_orders", verbose_name=_("Entered by"),
    )  # fmt: skip

    text = models.TextField(_("In the resident's words"))
    place = EncryptedTextField(_("Where exactly"), blank=True)
    answers = EncryptedJSONField(_("Answers to the questions"), default=dict, blank=True)
    contact_name = EncryptedTextField(_("Form of address"), blank=True)
    contact_phone = EncryptedTextField(_("Phone"), blank=True)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True)
    consent = models.CharField(_("Consent to publish"), max_length=10, choices=Consent)
    # The strictest wish of all whose orders share this outcome; their own where nobody else does.
    outcome_consent = models.CharField(max_length=10, choices=Consent, default=Consent.NONE)

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
    # 0 the community, 1 the street, 2 the district: whose the order is. It never falls.
    level = models.PositiveSmallIntegerField(_("Level"), default=0)
    returns = models.PositiveSmallIntegerField(_("Given back"), default=0)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged_orders",
        verbose_name=_("Merged into"),
    )  # fmt: skip
    review_on = models.DateField(_("Review date"), null=True, blank=True)
    # Where a supplement or the end of a suspension leads back to.
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
            # The staff list among a hundred thousand orders: its counts, and its two first orders.
            models.Index(fields=["area", "state", "colour"], name="order_area_state"),
            models.Index(fields=["area", "colour"], name="order_area_colour"),
            models.Index(fields=["-placed_at", "-number"], name="order_newest"),
            models.Index(fields=["area", "-placed_at", "-number"], name="order_area_newest"),
            models.Index(
                fields=["due_at", "number"], name="order_due", condition=Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["area", "due_at", "number"],
                name="order_area_due",
                condition=Q(due_at__isnull=False),
            ),
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
            models.CheckConstraint(
                name="order_suspended_remembers",
                condition=Q(
                    state="suspended",
                    review_on__isnull=False,
                    resumes_to__in=["admitted", "dispatched", "accepted", "escalated"],
                )
                | (~Q(state="suspended") & Q(review_on__isnull=True)),
            ),
            # What is suspended keeps whoever held it.
            models.CheckConstraint(
                name="order_suspended_keeps_unit",
                condition=~Q(state="suspended", resumes_to__in=["dispatched", "accepted"])
                | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="order_suspended_keeps_handler",
                condition=~Q(state="suspended", resumes_to="accepted") | Q(handler__isnull=False),
            ),
            models.CheckConstraint(
                name="order_merged_into_another",
                condition=(Q(state="merged", merged_into__isnull=False) & ~Q(merged_into=F("pk")))
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(name="order_level_known", condition=Q(level__gte=0)),
            models.CheckConstraint(
                name="order_outcome_no_freer_than_its_reporter",
                condition=Q(outcome_consent__in=Consent.values)
                & (~Q(consent="none") | Q(outcome_consent="none")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its reference in the ledger."""
        return f"order:{self.pk}"

    @property
    def plan(self) -> Plan:
        """How its street worked when it was placed: steps, words, limits."""
        return self.profile.plan if self.profile else HOUSE

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """What its state is called in its street."""
        return state_label(self.plan, self.state) or str(State(self.state).label)

    def verb_label(self, verb: Verb) -> str:
        """What the button of the verb says in its street."""
        return self.plan.verb_label(verb) or str(verb.label)

    @property
    def round(self) -> int:
        """1 for the first handling, 2 after one redo."""
        return self.redo_count + 1
