"""Addresses of the pages of changes."""

from django.urls import path

from tandem.faces.web.operation.changes import feed, pages

INSIDE = [
    path("changes/calendar/", pages.calendar, name="change-calendar"),
    path("changes/calendar/move/", pages.move, name="change-move"),
    path("changes/<str:reference>/would-fall/", pages.change_would_fall, name="change-would-fall"),
    path("suppliers/<str:reference>/would-fall/", pages.supplier_would_fall, name="supplier-would-fall"),
    path("people/<str:reference>/would-fall/", pages.person_would_fall, name="person-would-fall"),
]

OUTSIDE = [path("calendar/<slug:slug>/<str:secret>/changes.ics", feed.changes, name="change-feed")]
