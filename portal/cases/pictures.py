"""Pictures of a case, and the guard of what is written below them."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from portal.privacy.guard import check_public_text


class CasePicture(Orderable):
    """A picture from before or after; what it shows is told by the picture's own description."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    case = ParentalKey("cases.Case", on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("Picture"),
    )
    moment = models.CharField(_("Before or after"), max_length=6, choices=Moment)
    caption = models.CharField(_("Caption"), max_length=80, blank=True)

    panels = [FieldPanel("image"), FieldPanel("moment"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("Picture")
        verbose_name_plural = _("Pictures")
        default_permissions = ()

    def __str__(self) -> str:
        return self.caption or self.get_moment_display()

    def clean(self) -> None:
        """A caption is public text too."""
        super().clean()
        if errors := mistakes_in(self.caption):
            raise ValidationError({"caption": errors})


def mistakes_in(text: str) -> list[ValidationError]:
    """The personal data that a public text must not hold."""
    try:
        check_public_text(text)
    except ValidationError as error:
        return error.error_list
    return []
