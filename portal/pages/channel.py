"""The site's own facts: its names, its identifiers, who runs it. Editors change them in the admin."""

from typing import Any

from django.core.cache import cache
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

CACHE_KEY = "pages.channels"
CACHE_SECONDS = 60


@register_setting(icon="site")
class Channel(BaseSiteSetting):
    """One channel of a district portal. Empty identifiers are shown as places to fill, never invented."""

    channel_name = models.CharField(_("Name of the channel"), max_length=30)
    community_name = models.CharField(_("Whose channel it is"), max_length=60, blank=True)
    site_name = models.CharField(_("Standard name of the site"), max_length=100, blank=True)
    site_domain = models.CharField(_("Domain of the site"), max_length=100, blank=True)
    site_id_code = models.CharField(_("Government site code"), max_length=20, blank=True)
    sponsor = models.CharField(_("Sponsor"), max_length=60, blank=True)
    organiser = models.CharField(_("Organiser"), max_length=60, blank=True)
    icp_number = models.CharField(_("ICP record number"), max_length=60, blank=True)
    police_number = models.CharField(_("Public security record number"), max_length=60, blank=True)
    hotline = models.CharField(_("Contact phone"), max_length=30, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("channel_name"), FieldPanel("community_name")], _("Shown at the top")
        ),
        MultiFieldPanel(
            [FieldPanel("site_name"), FieldPanel("site_domain"), FieldPanel("site_id_code")],
            _("Page labels"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sponsor"),
                FieldPanel("organiser"),
                FieldPanel("icp_number"),
                FieldPanel("police_number"),
                FieldPanel("hotline"),
            ],
            _("Shown at the bottom"),
        ),
    ]

    class Meta:
        verbose_name = _("Site facts")
        verbose_name_plural = _("Site facts")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Pages of this process show the change at once, those of others within a minute."""
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)


def channel_of(request: HttpRequest) -> Channel:
    """The facts of the site asked for, else of the default site; never writes, unlike Wagtail's own."""
    known: dict[str, Channel] | None = cache.get(CACHE_KEY)
    if known is None:
        known = {}
        for channel in Channel.objects.select_related("site"):
            known[channel.site.hostname] = channel
            if channel.site.is_default_site:
                known[""] = channel
        cache.set(CACHE_KEY, known, CACHE_SECONDS)
    host = request.get_host().rpartition(":")[0] or request.get_host()
    return known.get(host) or known.get("") or Channel()
