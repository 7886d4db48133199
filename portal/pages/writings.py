"""What every page type shares: drafts and releases in the log, plain words for the search, labels."""

from datetime import datetime
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page

from portal.ledger.publishing import Chronicled
from portal.pages.blocks import BodyField, words_of
from portal.pages.workflow import Person, TwoPersonPermissions
from portal.privacy.finding import find
from portal.privacy.guard import check_public_text
from portal.privacy.kinds import Kind

PAGE_LENGTH = 20
# What no news needs. Offices, officials and public addresses are named in news, so these are not here.
IDENTIFIERS = {Kind.ID_NUMBER, Kind.BANK_CARD, Kind.MOBILE, Kind.PLATE, Kind.ACCOUNT}

PROMOTE_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("slug", heading=_("Last part of the address")),
            FieldPanel("seo_title", heading=_("Title in search engines")),
            FieldPanel("search_description", heading=_("Description in search engines")),
        ],
        _("Address and search engines"),
    )
]


class EchoPage(Chronicled, Page):
    """Before every page type: its releases are logged, and nobody releases it alone."""

    chronicle_kind = "page"
    column_type: "str | Promise" = ""  # a value of the government's list of page labels
    promote_panels = PROMOTE_PANELS
    settings_panels = [PublishingPanel()]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Person) -> TwoPersonPermissions:
        """Wagtail asks here before every action."""
        return TwoPersonPermissions(user, self)


class Writing(EchoPage):
    """A page of text with its source and time of publication."""

    summary = models.CharField(
        _("Summary"),
        max_length=200,
        blank=True,
        help_text=_("One or two sentences, shown in lists."),
    )
    body = BodyField(verbose_name=_("Text"), blank=True)
    source = models.CharField(
        _("Source"), max_length=60, blank=True, help_text=_("The unit that issued it.")
    )
    author = models.CharField(_("Author or editor in charge"), max_length=40, blank=True)
    keywords = models.CharField(_("Keywords"), max_length=100, blank=True)
    published_at = models.DateTimeField(
        _("Published"), null=True, blank=True, db_index=True,
        help_text=_("Leave it empty: the moment of the first release is filled in."),
    )  # fmt: skip
    # Wagtail keeps the text as escaped JSON, in which no Chinese word is found.
    plain_text = models.TextField(editable=False, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("author"),
                FieldPanel("published_at"),
                FieldPanel("keywords"),
            ],
            _("Source and time"),
        ),
    ]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def clean(self) -> None:
        """No resident's identifiers in public text. Raises ValidationError naming what was found."""
        super().clean()
        check_identifiers("\n".join([self.title, self.summary, *words_of(self.body)]))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the plain words and the time of publication beside the text."""
        self.plain_text = " ".join("\n".join(words_of(self.body)).split())
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at or timezone.now()
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page and the column it stands in."""
        parent = self.get_parent().specific
        column = parent if isinstance(parent, Column) else None
        return {**super().get_context(request, *args, **kwargs), "column": column}

    @property
    def shown_at(self) -> datetime:
        """The time that readers see; a preview has none yet."""
        return self.published_at or self.first_published_at or timezone.now()


class Column(EchoPage):
    """A list of writings, newest first."""

    intro = models.CharField(_("What this column is for"), max_length=200, blank=True)
    keywords = models.CharField(_("Keywords"), max_length=100, blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("keywords")]
    max_count = 1

    class Meta:
        abstract = True

    def writings(self) -> "models.QuerySet[Any]":
        """What is public in it. Each column names its own model."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One page of the list; an address beyond the end is not found."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **one_page(self.writings(), request.GET.get("page", "1"))}


def one_page(rows: "models.QuerySet[Any]", number: str) -> dict[str, Any]:
    """The rows of a page with the addresses of its neighbours. Raises Http404 beyond the end."""
    pages = Paginator(rows, PAGE_LENGTH)
    try:
        page = pages.page(int(number) if number.isascii() and number.isdigit() else 0)
    except EmptyPage as error:
        raise Http404 from error
    return {
        "writings": list(page),
        "newer_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "older_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "page_number": page.number,
        "page_count": pages.num_pages,
    }


def check_identifiers(text: str) -> None:
    """Public text holds no identifiers of private persons. Raises ValidationError."""
    harmless = [text[one.start : one.end] for one in find(text) if one.kind not in IDENTIFIERS]
    check_public_text(text, allowed=harmless)
