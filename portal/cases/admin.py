"""The editor's desk for cases: list, text, preview, schedule, approval. Translates, never decides."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelMultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
)
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.snippets.action_menu import UnpublishMenuItem
from wagtail.snippets.views.snippets import (
    EditView,
    RevisionsUnscheduleView,
    SnippetViewSet,
    UnpublishView,
)

from portal.cases import rules
from portal.cases.forms import CaseForm
from portal.cases.guarding import guarded
from portal.cases.models import Case
from portal.cases.panels import FactsPanel
from portal.cases.permissions import CasePolicy
from portal.cases.queries import editable_by, to_review, to_write
from portal.errors import Refused
from portal.places.models import Area
from portal.services.models import Category

# Cases are neither written from nothing, copied nor deleted.
CLOSED_DOORS = frozenset({"add", "preview_on_add", "copy", "delete", "reorder"})
RELEASING = frozenset({"submit", "publish", "restart-workflow"})


# What the editor, and the second person, have still to do; the same lists as on the home page.
WAITING = {"write": (to_write, _("To be written")), "review": (to_review, _("To be approved"))}


class CaseFilters(WagtailFilterSet):
    """What is to be done, state, community, category."""

    waiting = ChoiceFilter(
        label=_("To do"), method="with_waiting",
        choices=[(name, label) for name, (_rows, label) in WAITING.items()],
    )  # fmt: skip
    area = ModelMultipleChoiceFilter(
        queryset=Area.objects.filter(takes_orders=True), label=_("Community")
    )
    category = ModelMultipleChoiceFilter(queryset=Category.objects.all(), label=_("Category"))

    class Meta:
        model = Case
        fields = ["live", "solved", "disclosure", "area", "category"]

    def with_waiting(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Those that wait for this."""
        return WAITING[value][0](cases)


def closed_words(case: Case) -> str:
    """When the order closed; where it stands until then, or that it is open again."""
    if case.closed_on is None:
        return str(case.get_standing_display() if case.asked_on else _("Being handled again"))
    return date_format(localtime(case.closed_on), "Y-m-d H:i")


class CaseEditView(EditView):
    """Says above the form why it cannot be released, so that nothing typed is lost."""

    def is_valid(self, form: Any) -> bool:
        """Wagtail's own checks, then the rule of release where release is asked for."""
        if not super().is_valid(form):
            return False
        try:
            self._check_release(form)
        except Refused as refusal:
            self.produced_error_code, self.produced_error_message = "refused", str(refusal)
            return False
        return True

    def _check_release(self, form: Any) -> None:
        user = self.request.user
        if self.action == "workflow-action" and self.workflow_action == "approve":
            # Who changes the text while approving it has become its writer.
            writer = user.pk if form.has_changed() else self.latest_revision.user_id
            rules.check_release(form.instance, written_by=writer, by=user)
        elif self.action in RELEASING:
            rules.check_showable(form.instance)

    def save_instance(self) -> Any:
        """Approving what was submitted is no new version of it."""
        if self.action == "workflow-action" and not self.form.has_changed():
            self.new_revision, self.has_content_changes = None, False
            return self.object
        return super().save_instance()

    def get_success_message(self, instance: Case | None = None) -> str:
        """Who approves learns whether the public reads it now."""
        if self.action != "workflow-action" or self.workflow_action != "approve":
            return super().get_success_message(instance)
        # Read afresh: the editor's copy remembers how it was before the approval.
        if Case.objects.get(pk=self.object.pk).approved_schedule:
            return gettext("Approved. It becomes public at the time that is set.")
        return gettext("Approved. The public can read it now.")


class CaseUnpublishView(UnpublishView):
    """A reviewer may take a case down at once."""

    permission_required = "unpublish"


class CaseUnscheduleView(RevisionsUnscheduleView):
    """A reviewer may stop a schedule."""

    permission_required = "unpublish"


class TakeDownItem(UnpublishMenuItem):
    """Wagtail's menu entry, shown by our policy."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        """For reviewers of the area, while it is public."""
        if context["view"] != "edit" or context.get("locked_for_user"):
            return False
        case, user = context["instance"], context["request"].user
        return case.live and CasePolicy(Case).user_has_permission_for_instance(
            user, "unpublish", case
        )


class CaseViewSet(SnippetViewSet):
    """Every address of it passes the guard."""

    model = Case
    icon = "openquote"
    menu_label = _("Echo wall")
    menu_name = "cases"
    menu_order = 210
    add_to_admin_menu = True
    edit_view_class = CaseEditView
    unpublish_view_class = CaseUnpublishView
    revisions_unschedule_view_class = CaseUnscheduleView
    filterset_class = CaseFilters
    list_display = [
        "__str__",
        Column("area", label=_("Community"), sort_key="area__name", width="12%"),
        Column(
            "closed_on",
            label=_("Closed on"),
            accessor=closed_words,
            sort_key="closed_on",
            width="16%",
        ),
        Column(
            "solved", label=_("Solved?"), accessor="solved_words", sort_key="solved", width="11%"
        ),
        # What still waits for its text stands out.
        LiveStatusTagColumn(),
    ]
    search_fields = ["title", "number"]
    ordering = ["-placed_on"]
    list_per_page = 30
    inspect_view_enabled = True
    inspect_view_fields = [
        "number", "title", "category", "area", "unit_name", "placed_on", "closed_on", "matter_text",
        "measures", "result", "solved", "satisfied", "disclosure",
    ]  # fmt: skip
    edit_handler = ObjectList(
        [
            FactsPanel(heading=_("What happened")),
            MultiFieldPanel(
                [
                    FieldPanel("title"),
                    FieldPanel("matter_text"),
                    FieldPanel("measures"),
                    FieldPanel("result"),
                ],
                _("What the public reads"),
            ),
            InlinePanel(
                "pictures",
                heading=_("Pictures before and after"),
                label=_("Picture"),
                help_text=_("No faces, number plates, door numbers or documents."),
            ),
            PublishingPanel(),
        ],
        base_form_class=CaseForm,
    )

    @property
    def permission_policy(self) -> CasePolicy:
        """Posts decide, not Django's model permissions."""
        return CasePolicy(self.model)

    def get_queryset(self, request: HttpRequest) -> Any:
        """The list: cases of the person's area."""
        return editable_by(request.user).select_related("category", "area")

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's addresses behind the guard, without those nobody may use."""
        patterns = [p for p in super().get_urlpatterns() if p.name not in CLOSED_DOORS]
        for pattern in patterns:
            pattern.callback = guarded(pattern.callback, pattern.name, self.permission_policy)
        return patterns

    def register_chooser_viewset(self) -> None:
        """Nothing chooses cases, and Wagtail's chooser would list those of every area."""
