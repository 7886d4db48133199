"""The ledger's rows: entries, the head, and the bookmarks of those who follow."""

import json
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.ledger.chain import GENESIS, at_datetime


class Entry(models.Model):
    """One thing that happened. Database triggers refuse update, delete and truncate."""

    seq = models.BigIntegerField(primary_key=True)
    at_text = models.CharField(max_length=27)
    verb = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    actor = models.CharField(max_length=40)
    details_text = models.TextField()
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Ledger entry")
        verbose_name_plural = _("Ledger entries")
        ordering = ["seq"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["subject", "seq"], name="entry_subject_seq")]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb} {self.subject}"

    @property
    def at(self) -> datetime:
        """When it happened, with time zone."""
        return at_datetime(self.at_text)

    @property
    def details(self) -> dict[str, Any]:
        """Codes and references only."""
        return json.loads(self.details_text)


class Head(models.Model):
    """The last number and hash given out. One row, locked last, so numbers follow commit order."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(name="one_ledger_head", condition=models.Q(id=1))]


class Bookmark(models.Model):
    """How far a follower has come, and who is following now (`holder` is host:pid)."""

    follower = models.CharField(max_length=60, primary_key=True)
    seq = models.BigIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    holder = models.CharField(max_length=120, blank=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Bookmark")
        verbose_name_plural = _("Bookmarks")

    def __str__(self) -> str:
        return f"{self.follower} @ {self.seq}"


class Parked(models.Model):
    """An entry a follower gave up on after its retries; staff see it and try again."""

    follower = models.CharField(_("Follower"), max_length=60)
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name=_("Ledger entry"))
    reason = models.CharField(_("Reason"), max_length=200)
    parked_at = models.DateTimeField(_("Parked at"))
    settled_at = models.DateTimeField(_("Settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("Parked entry")
        verbose_name_plural = _("Parked entries")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["follower", "entry"], name="parked_once_per_follower")
        ]

    def __str__(self) -> str:
        return f"{self.follower} · {self.entry_id}"
