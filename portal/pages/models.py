"""The page types: home, news, notices, standing pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from portal.pages import foot
from portal.pages.channel import Channel
from portal.pages.pictures import Picture, PictureRendition
from portal.pages.workflow import SecondPersonTask
from portal.pages.writings import PROMOTE_PANELS, Column, EchoPage, Writing

__all__ = [
    "Channel", "HomePage", "NewsIndexPage", "NewsPage", "NoticeIndexPage", "NoticePage", "Picture",
    "PictureRendition", "SecondPersonTask", "StandardPage",
]  # fmt: skip

ROWS_ON_HOME = 4
WORK_NEWS = _("Work news")
# Named in each class: Wagtail inherits no template.
COLUMN_TEMPLATE = "pages/column_page.html"
WRITING_TEMPLATE = "pages/writing_page.html"


class HomePage(EchoPage):
    """What can I do here, what was solved lately, what must I know today."""

    heading = models.CharField(_("Heading"), max_length=40, blank=True)
    lead = models.CharField(_("Sentence below the heading"), max_length=120, blank=True)

    column_type = _("Home page")
    template = "pages/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.NewsIndexPage", "pages.NoticeIndexPage", "pages.StandardPage"]
    max_count = 1
    content_panels = [*Page.content_panels, FieldPanel("heading"), FieldPanel("lead")]

    class Meta:
        verbose_name = _("Home page")
        verbose_name_plural = _("Home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The latest news and notices; the newest notice is the notice of the day."""
        return {
            **super().get_context(request, *args, **kwargs),
            "news": NewsPage.objects.live().order_by("-published_at")[:ROWS_ON_HOME],
            "notices": NoticePage.objects.live().order_by("-published_at")[:ROWS_ON_HOME],
        }


class NewsIndexPage(Column):
    """The column of news."""

    column_type = WORK_NEWS
    template = COLUMN_TEMPLATE
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]

    class Meta:
        verbose_name = _("News column")
        verbose_name_plural = _("News columns")

    def writings(self) -> "models.QuerySet[NewsPage]":
        """Public news, newest first."""
        return NewsPage.objects.child_of(self).live().order_by("-published_at", "-pk")


class NewsPage(Writing):
    """A piece of news."""

    picture = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Picture")
    )
    column_type = WORK_NEWS
    parent_page_types = ["pages.NewsIndexPage"]
    content_panels = [
        *Writing.content_panels[:2],
        FieldPanel("picture"),
        *Writing.content_panels[2:],
    ]
    template = WRITING_TEMPLATE

    class Meta:
        verbose_name = _("News item")
        verbose_name_plural = _("News items")


class NoticeIndexPage(Column):
    """The column of notices."""

    column_type = WORK_NEWS
    template = COLUMN_TEMPLATE
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NoticePage"]

    class Meta:
        verbose_name = _("Notice column")
        verbose_name_plural = _("Notice columns")

    def writings(self) -> "models.QuerySet[NoticePage]":
        """Public notices, newest first."""
        return NoticePage.objects.child_of(self).live().order_by("-published_at", "-pk")


class NoticePage(Writing):
    """A notice. The newest is the notice of the day on the home page."""

    column_type = WORK_NEWS
    parent_page_types = ["pages.NoticeIndexPage"]
    template = WRITING_TEMPLATE

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")


class StandardPage(Writing):
    """A standing page: what this channel is, how orders are handled, a policy."""

    column_type = _("Overview")
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    subpage_types = ["pages.StandardPage"]
    template = WRITING_TEMPLATE
    promote_panels = [
        *PROMOTE_PANELS,
        FieldPanel(
            "show_in_menus", heading=_("Link at the foot of every page"),
            help_text=_("For what residents look for from anywhere, such as how to order."),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("Standing page")
        verbose_name_plural = _("Standing pages")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The foot of every page is put together anew."""
        super().save(*args, **kwargs)
        foot.forget()
