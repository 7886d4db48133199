"""The area tree, the organisation tree, and who serves where, since when."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.people.roles import Role
from portal.places.named import CODE, CODE_PATTERN, Named


class Area(Named):
    """A place of any level. The tree has free depth and free level names (市 › 区 › 街道 › 社区 › 网格)."""

    name_kind = "area"

    # DOMAIN 5: 国家统计局 codes, 12 digits for a community, 15 for a grid.
    code = models.CharField(_("Code"), max_length=20, unique=True, validators=[CODE])
    name = models.CharField(_("Name"), max_length=60)
    level_name = models.CharField(_("Level"), max_length=20)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Part of"),
    )
    # Codes from the root down, each closed by "/": one prefix match finds a whole subtree.
    path = models.CharField(max_length=200, unique=True, editable=False)
    takes_orders = models.BooleanField(
        _("Residents choose it when they order"),
        default=False,
        help_text=_("Usually the communities."),
    )

    class Meta:
        verbose_name = _("Area")
        verbose_name_plural = _("Areas")
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                name="area_code_is_plain", condition=Q(code__regex=rf"^{CODE_PATTERN}\Z")
            ),
            # Small letters only: SQLite's LIKE would take an area for the one of the other case.
            models.CheckConstraint(
                name="area_path_is_of_codes", condition=Q(path__regex=rf"^({CODE_PATTERN}/)+\Z")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the path from the parent's; moving an area is a migration, not an edit."""
        self.path = f"{self.parent.path if self.parent else ''}{self.code}/"
        super().save(*args, **kwargs)


class Organisation(Named):
    """A body that owns or does work: community, street office, department, team, property company."""

    name_kind = "organisation"

    class Kind(models.TextChoices):
        DISTRICT = "district", _("District")
        SUBDISTRICT = "subdistrict", _("Street office")
        COMMUNITY = "community", _("Residents' committee")
        DEPARTMENT = "department", _("Department")
        TEAM = "team", _("Team")
        COMPANY = "company", _("Company or social organisation")

    code = models.CharField(_("Code"), max_length=40, unique=True, validators=[CODE])
    name = models.CharField(_("Name"), max_length=60)
    kind = models.CharField(_("Kind"), max_length=20, choices=Kind)
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="organisations", verbose_name=_("Area")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("Belongs to"),
    )
    team_kind = models.CharField(_("Team kind"), max_length=40, blank=True)
    phone = models.CharField(_("Office phone"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="organisation_code_is_plain", condition=Q(code__regex=rf"^{CODE_PATTERN}\Z")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Posts by date."""

    def held_on(self, day: date) -> "PostQuerySet":
        """Posts that have begun and not ended on that day."""
        return self.filter(since__lte=day).exclude(until__lt=day)


class Post(models.Model):
    """One person serves one organisation in one role, between two dates; rights end with the post."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts", verbose_name=_("Person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="posts", verbose_name=_("Organisation")
    )
    role = models.CharField(_("Role"), max_length=20, choices=Role)
    since = models.DateField(_("Since"))
    until = models.DateField(_("Until"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Post")
        verbose_name_plural = _("Posts")
        ordering = ["organisation", "role"]
        constraints = [
            models.CheckConstraint(
                name="post_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
            models.UniqueConstraint(
                name="one_open_post_of_a_kind",
                fields=["person", "organisation", "role"],
                condition=Q(until__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"


class CoverQuerySet(models.QuerySet["Cover"]):
    """Covers by date."""

    def running_on(self, day: date) -> "CoverQuerySet":
        """Covers that have begun and not ended on that day."""
        return self.filter(since__lte=day, until__gte=day)


class Cover(models.Model):
    """Somebody is away, and a colleague of the same body does their work from a day to a day.

    It lends the post itself, as long as its holder has it: no more rights than that, and none of
    those that the holder was lent.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="covers", verbose_name=_("Post"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="covers_held",
        verbose_name=_("Stand-in"),
    )  # fmt: skip
    since = models.DateField(_("Since"))
    until = models.DateField(_("Last day"))

    objects = CoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("Cover")
        verbose_name_plural = _("Covers")
        ordering = ["since", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="cover_ends_after_it_begins", condition=Q(until__gte=models.F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.deputy}"
