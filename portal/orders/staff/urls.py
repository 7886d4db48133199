"""Addresses below /admin/; the list and the story are registered by OrderAdmin."""

from django.urls import path, re_path

from portal.orders.staff import (
    agenda,
    bulk,
    contact,
    entry,
    export,
    gathering,
    kept_filters,
    parked_clocks,
    views,
)

app_name = "order_staff"
urlpatterns = [
    path("orders/enter/", entry.enter, name="enter"),
    path("orders/bulk/", bulk.dispatch, name="bulk"),
    path("orders/export/", export.export, name="export"),
    path("orders/agenda/", agenda.agenda, name="agenda"),
    path("orders/clocks/", parked_clocks.clocks, name="clocks"),
    path("orders/clocks/<int:pk>/retry/", parked_clocks.retry, name="clock_retry"),
    path("orders/filters/", kept_filters.keep, name="keep_filter"),
    path("orders/filters/<int:pk>/drop/", kept_filters.drop, name="drop_filter"),
    re_path(
        r"^orders/(?P<number>[0-9]{4}-[0-9]{6,9})/contact/$", contact.open_contact, name="contact"
    ),
    re_path(r"^orders/(?P<number>[0-9]{4}-[0-9]{6,9})/gather/$", gathering.gather, name="gather"),
    re_path(r"^orders/(?P<number>[0-9]{4}-[0-9]{6,9})/(?P<verb>[a-z_]+)/$", views.act, name="act"),
    path("orders/<slug:number>/photos/<uuid:photo_id>/", views.photo, name="photo"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
]
