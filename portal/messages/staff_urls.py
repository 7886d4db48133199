"""Addresses of the staff's pages, below /admin/."""

from django.urls import path, re_path

from portal.messages import views

app_name = "order_messages_staff"
TEXT = r"message-templates/(?P<code>[a-z_.]{1,40})/(?P<audience>[a-z]{1,12})"
urlpatterns = [
    path("messages/", views.sent, name="sent"),
    path("messages/<uuid:pk>/retry/", views.retry, name="retry"),
    path("messages/retry-all/", views.retry_all, name="retry_all"),
    path("message-templates/", views.templates, name="templates"),
    re_path(rf"^{TEXT}/$", views.template, name="template"),
    re_path(rf"^{TEXT}/default/$", views.default, name="default"),
]
