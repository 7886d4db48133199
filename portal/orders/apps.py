"""Orders: from 点单 to the rating."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.orders.triggers import put_back


class OrdersConfig(AppConfig):
    name = "portal.orders"
    label = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        """No step of an order is heard by a signal; this one is of the database's making."""
        post_migrate.connect(put_back, sender=self)
