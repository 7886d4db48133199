"""Working time: the calendar, time classes, deadlines and their pauses."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorktimeConfig(AppConfig):
    name = "portal.worktime"
    label = "worktime"
    verbose_name = _("Working time")
