"""Addresses below /admin/."""

from django.urls import path, re_path

from portal.exchange import source_views, views

app_name = "exchange"
urlpatterns = [
    path("imports/", views.hand_in, name="hand_in"),
    path("imports/sources/", source_views.sources, name="sources"),
    path("imports/sources/<int:pk>/", source_views.source, name="source"),
    path("imports/<int:pk>/check/", views.check, name="check"),
    path("imports/<int:pk>/", views.batch, name="batch"),
    path("imports/<int:pk>/columns/", views.columns, name="columns"),
    path("imports/<int:pk>/words/", views.words, name="words"),
    path("imports/<int:pk>/start/", views.start, name="start"),
    re_path(
        r"^imports/(?P<pk>[0-9]{1,9})/results\.(?P<kind>csv|xlsx)$", views.results, name="results"
    ),
]
