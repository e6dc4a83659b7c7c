"""Addresses of the pages of the board."""

from django.urls import path

from tandem.faces.web.views import board

INSIDE = [
    path("board/", board.show, name="board"),
]
