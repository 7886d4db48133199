"""What a matter consists of: its questions for the resident and the handlers' answer templates."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from portal.services.kinds import WITH_CHOICES, WITH_OPTIONS, QuestionKind, lines

FEWEST_CHOICES = 2


class Question(Orderable):
    """One question to the resident; the answer is kept with the order under the question's text."""

    Kind = QuestionKind

    matter = ParentalKey("services.Matter", on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("Question"), max_length=80)
    hint = models.CharField(_("Hint"), max_length=120, blank=True)
    kind = models.CharField(
        _("Kind"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT
    )
    choices = models.TextField(
        _("Choices"), blank=True, help_text=_("One a line. Only for questions with choices.")
    )
    required = models.BooleanField(_("Must be answered"), default=False)
    notice_for = models.TextField(
        _("Notice for these choices"), blank=True,
        help_text=_("One a line, exactly as the resident chooses it, also for yes or no."),
    )  # fmt: skip
    notice = models.CharField(
        _("Words of the notice"), max_length=200, blank=True,
        help_text=_("Shown as soon as one of them is chosen, for instance: in danger call 110."),
    )  # fmt: skip
    stops = models.BooleanField(
        _("The form ends here"), default=False,
        help_text=_("With such a choice no order can be placed; the notice says where to turn."),
    )  # fmt: skip

    panels = [
        FieldPanel("label"), FieldPanel("hint"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]), FieldPanel("choices"),
        FieldPanel("notice_for"), FieldPanel("notice"), FieldPanel("stops"),
    ]  # fmt: skip

    class Meta(Orderable.Meta):
        verbose_name = _("Question")
        verbose_name_plural = _("Questions")
        constraints = [
            models.UniqueConstraint(fields=["matter", "label"], name="one_question_per_label"),
            models.CheckConstraint(
                name="question_kind_known", condition=models.Q(kind__in=QuestionKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def choice_list(self) -> list[str]:
        """What can be chosen; a question in words has nothing."""
        if self.kind == QuestionKind.YES_NO:
            return [pgettext("answer", "Yes"), pgettext("answer", "No")]
        return lines(self.choices) if self.kind in WITH_CHOICES else []

    @property
    def noticed(self) -> list[str]:
        """The choices with which the notice is shown."""
        return lines(self.notice_for) if self.notice else []

    def clean(self) -> None:
        """Choices where there must be some, and a notice for what can be chosen."""
        if self.kind in WITH_CHOICES and len(self.choice_list) < FEWEST_CHOICES:
            raise ValidationError({"choices": gettext("Please write at least two choices.")})
        if bool(lines(self.notice_for)) != bool(self.notice):
            told = gettext("A notice needs its words and the choices with which it is shown.")
            raise ValidationError({"notice": told})
        if strangers := set(lines(self.notice_for)) - set(self.choice_list):
            told = gettext("“%(choice)s” is not among the choices of this question.")
            raise ValidationError({"notice_for": told % {"choice": min(strangers)}})
        if self.stops and not (self.notice and self.kind in WITH_OPTIONS):
            told = gettext(
                "A form can only end at a choice, with a notice that says where to turn."
            )
            raise ValidationError({"stops": told})


class AnswerTemplate(Orderable):
    """Words from which a handler starts an answer; nobody is bound to them."""

    matter = ParentalKey(
        "services.Matter", on_delete=models.CASCADE, related_name="answer_templates"
    )
    name = models.CharField(
        _("Name"), max_length=40, help_text=_("What the handler chooses by, for instance: repaired")
    )
    text = models.TextField(
        _("Words of the answer"), max_length=1000,
        help_text=_("The handler completes it; no names, no phone numbers."),
    )  # fmt: skip

    panels = [FieldPanel("name"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("Answer template")
        verbose_name_plural = _("Answer templates")

    def __str__(self) -> str:
        return self.name
