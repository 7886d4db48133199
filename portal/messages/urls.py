"""Addresses beside those of orders and of the desk, whose rooms do not know this one."""

from django.urls import path, re_path

from portal.messages import choices

app_name = "order_messages"
urlpatterns = [
    re_path(
        r"^orders/track/(?P<number>[0-9]{4}-[0-9]{6,9})/messages/$",
        choices.silence,
        name="silence",
    ),
    path("desk/messages/", choices.mine, name="mine"),
]
