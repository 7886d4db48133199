"""Addresses below /admin/; the list and the story are registered by OrderAdmin."""

from django.urls import path, re_path

from portal.orders.staff import entry, views

app_name = "order_staff"
urlpatterns = [
    path("orders/enter/", entry.enter, name="enter"),
    re_path(r"^orders/(?P<number>[0-9]{4}-[0-9]{6,9})/(?P<verb>[a-z_]+)/$", views.act, name="act"),
    path("orders/<slug:number>/photos/<uuid:photo_id>/", views.photo, name="photo"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
]
