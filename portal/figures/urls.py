"""Addresses below /admin/."""

from django.urls import path, re_path

from portal.figures import views

app_name = "figures"
urlpatterns = [
    path("tally/", views.weekly, name="weekly"),
    path("tally/sheet.xlsx", views.weekly_sheet, name="weekly_sheet"),
    path("register/", views.matters_register, name="register"),
    path("evaluation/", views.evaluation, name="evaluation"),
    re_path(r"^record/(?P<number>[0-9]{4}-[0-9]{6,9})/$", views.record, name="record"),
]
