"""Addresses of the pages of incidents."""

from django.urls import path

from tandem.faces.web.views import incidents

INSIDE = [
    path("report/", incidents.report, name="report"),
    path("incidents/glance/", incidents.glance, name="security-glance"),
    path("incidents/veris/", incidents.veris, name="veris"),
    path("incidents/veris.json", incidents.veris_list, name="veris-list"),
    path("incidents/<str:reference>/veris.json", incidents.veris_record, name="veris-record"),
]
