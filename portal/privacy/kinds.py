"""The kinds of personal data that Echowall looks for, in the order in which they win an overlap."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What was found."""

    ID_NUMBER = "id_number", _("ID number")
    BANK_CARD = "bank_card", _("bank card number")
    MOBILE = "mobile", _("mobile number")
    LANDLINE = "landline", _("landline number")
    EMAIL = "email", _("e-mail address")
    PLATE = "plate", _("number plate")
    ACCOUNT = "account", _("WeChat or QQ account")
    ADDRESS = "address", _("door number")
    NAME = "name", _("full name")
