"""Addresses of the pages of the inventory."""

from django.urls import path

from tandem.faces.web.operation.inventory import bringing, comparing, pages, scanning

INSIDE = [
    path("services/map/", pages.whole_map, name="services-map"),
    path("services/<str:reference>/map/", pages.service_map, name="service-map"),
    path("items/bring/", bringing.bring, name="inventory-bring"),
    path("items/labels/", comparing.many_labels, name="item-labels"),
    path("items/<str:reference>/map/", pages.item_map, name="item-map"),
    path("items/<str:reference>/scanned/", scanning.scanned, name="item-scanned"),
    path("items/<str:reference>/label/", comparing.label, name="item-label"),
    path("baselines/<str:reference>/differences/", comparing.differences, name="baseline-differences"),
]
