"""Addresses of the pages of losses."""

from django.urls import path

from tandem.faces.web.views import losses

INSIDE = [
    path("loss-estimates/portfolio/", losses.portfolio, name="losses"),
    path("loss-estimates/portfolio/simulate/", losses.simulate, name="losses-simulate"),
    path("loss-estimates/portfolio/progress/", losses.progress, name="losses-progress"),
    path("loss-estimates/portfolio/<slug:form>/", losses.download, name="losses-download"),
    path("loss-estimates/<str:reference>/curve/", losses.estimate, name="loss"),
]
