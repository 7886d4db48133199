"""The sheets room as a Django app, for its catalogue."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "portal.sheets"
    label = "sheets"
