"""The menu in the admin: what staff fill in, in which order, and the versions there were. Declarative."""

from dataclasses import dataclass
from typing import Any

from django.forms import Select
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
    PublishingPanel,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.ledger.naming import names_of
from portal.services import rules
from portal.services.models import Category, Matter, MatterVersion, TeamKind
from portal.services.snapshots import LABELS, changed


class VersionsPanel(Panel):
    """Every version of the matter: since when, by whom, what was changed, how many orders keep it."""

    class BoundPanel(Panel.BoundPanel):
        """Bound to one matter."""

        template_name = "services/admin/versions_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The versions, and whether the matter is on the menu now."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            saved = self.instance.pk is not None
            context["versions"] = versions_of(self.instance) if saved else []
            if saved:
                why_not = rules.why_not_on_menu(self.instance, timezone.localdate())
                context["why_not"] = why_not
            return context


@dataclass(frozen=True)
class VersionRow:
    """One version in the panel."""

    version: MatterVersion
    by: str
    changed: list[str | Promise]


def versions_of(matter: Matter) -> list[VersionRow]:
    """The versions, newest first, each with what it changed; two queries."""
    versions = list(matter.versions.all())
    names = names_of(version.by for version in versions)
    before = [*(version.snapshot for version in versions[1:]), None]
    return [
        VersionRow(
            version, names.get(version.by, "–"),
            [LABELS[key] for key in changed(older, version.snapshot)],
        )
        for version, older in zip(versions, before, strict=False)
    ]  # fmt: skip


class OnMenuColumn(Column):
    """Whether it can be ordered today; if not, why."""

    def get_value(self, instance: Matter) -> str:
        """The sentence."""
        return rules.why_not_on_menu(instance, timezone.localdate()) or str(_("On the menu"))


class MatterViewSet(SnippetViewSet):
    """Matters; publishing one puts it on the menu."""

    model = Matter
    icon = "list-ul"
    list_display = [
        "title", "category", "audience", "time_class", "promise",
        OnMenuColumn("on_menu", label=_("On the menu")), LiveStatusTagColumn(),
    ]  # fmt: skip
    list_filter = ["category", "team_kind", "audience", "duty", "way", "live"]
    list_per_page = 50
    search_fields = ["title", "summary"]
    ordering = ["category__order", "order", "pk"]
    panels = [
        VersionsPanel(heading=_("On the menu")),
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldPanel("summary"),
                FieldRowPanel([FieldPanel("category", widget=Select), FieldPanel("code")]),
                FieldPanel("promise"),
                FieldPanel("guide"),
            ],
            _("What residents read"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("audience"), FieldPanel("area")]),
                FieldRowPanel([FieldPanel("way"), FieldPanel("order")]),
            ],
            _("Where and how it is offered"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("admitted_at"), FieldPanel("expires")]),
                FieldPanel("approved_by"),
                FieldRowPanel([FieldPanel("duty"), FieldPanel("owner")]),
            ],
            _("Admission and duty"),
            help_text=_("Only what has been admitted can be ordered; afterwards it ends by itself."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("team_kind", widget=Select),
                        FieldPanel("time_class", widget=Select),
                    ]
                ),
                FieldPanel("urgent_words"),
            ],
            _("Who does it and how fast"),
        ),
        InlinePanel(
            "questions", heading=_("Questions for the resident"), label=_("Question"),
            help_text=_("Ask only what is needed to do the work. Never for ID or bank numbers."),
        ),
        InlinePanel(
            "answer_templates", heading=_("Answer templates"), label=_("Answer template"),
            help_text=_("Handlers start their answer from these words and complete them."),
        ),
        PublishingPanel(),
    ]  # fmt: skip


class CategoryViewSet(SnippetViewSet):
    """The first level of the menu."""

    model = Category
    icon = "folder-open-inverse"
    list_display = ["name", "code", "order"]
    panels = [FieldPanel("name"), FieldPanel("code"), FieldPanel("order")]


class TeamKindViewSet(SnippetViewSet):
    """Kinds of teams that carry matters out."""

    model = TeamKind
    icon = "group"
    list_display = ["name", "code"]
    panels = [FieldPanel("name"), FieldPanel("code")]
