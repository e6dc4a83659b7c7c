"""Addresses of the planner."""

from django.urls import path

from tandem.faces.web.proof.planner import pages

INSIDE = [
    path("board/planner/", pages.show, name="planner"),
    path("board/planner/keep/", pages.keep, name="planner-keep"),
    path("board/planner/actions/", pages.make_actions, name="planner-actions"),
]
