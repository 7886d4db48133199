"""Pictures: what was hidden in the file (place, camera, time) is gone before the file is stored."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.images import ImageFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from portal.privacy.photos import reencode


def clean_name(name: str) -> str:
    """The name of the file after it was written anew as JPEG."""
    return PurePath(name).stem + ".jpg"


class Picture(AbstractImage):
    """A picture of the editors. What it shows is required: it is read aloud in its place."""

    file: Any  # Wagtail's field; named for the type checker
    description = models.CharField(
        _("What the picture shows"), max_length=255,
        help_text=_("One sentence for those who cannot see it; no names of residents."),
    )  # fmt: skip

    admin_form_fields = (
        "title", "file", "description", "collection", "tags",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("Picture")
        verbose_name_plural = _("Pictures")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new file anew without its metadata, whichever way it came."""
        if self.file and not self.file._committed:
            self.file.open()
            name = clean_name(self.file.name)
            self.file = ContentFile(reencode(self.file), name=name)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """In memory; Wagtail's own leaves its temporary file open."""
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ImageFile(BytesIO(made.read()), name=made.name)


class PictureRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_rendition_of_a_kind", fields=["image", "filter_spec", "focal_point_key"]
            )
        ]
