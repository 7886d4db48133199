"""Addresses below /admin/; the list and the story are registered by OrderAdmin."""

from django.urls import path, re_path

from portal.orders.staff import views

app_name = "order_staff"
urlpatterns = [
    re_path(r"^orders/(?P<number>\d{4}-\d{6})/(?P<verb>[a-z_]+)/$", views.act, name="act"),
    path("orders/<slug:number>/photos/<uuid:photo_id>/", views.photo, name="photo"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
]
