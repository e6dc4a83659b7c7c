"""Addresses of the pages of leadership."""

from django.urls import path

from tandem.faces.web.direction.leadership import process_map

INSIDE = [
    path("processes/map/", process_map.show, name="process-map"),
]
