"""The form for a picture: the upload is cleaned before Wagtail stores it anywhere."""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from wagtail.images.forms import BaseImageForm

from portal.pages.pictures import clean_name
from portal.privacy.photos import reencode


class PictureForm(BaseImageForm):
    """Cleans the upload in place: Wagtail keeps the same object while it asks for what is missing."""

    def clean_file(self) -> UploadedFile:
        """The picture without its metadata; raises ValidationError when it is none."""
        upload: UploadedFile = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            upload.seek(0)
            content = reencode(upload)
            upload.file = BytesIO(content)
            upload.size = len(content)
            upload.name = clean_name(upload.name or "picture")
        return upload
