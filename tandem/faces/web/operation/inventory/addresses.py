"""Addresses of the pages of the inventory."""

from django.urls import path

from tandem.faces.web.operation.inventory import pages

inventory = [
    path("services/<str:reference>/map/", pages.service_map, name="service-map"),
    path("items/<str:reference>/map/", pages.item_map, name="item-map"),
]
