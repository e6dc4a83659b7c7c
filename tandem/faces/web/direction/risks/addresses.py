"""Addresses of the pages of risks."""

from django.urls import path

from tandem.faces.web.views import risk_methods, risks

INSIDE = [
    path("risks/matrix/", risks.matrix, name="risk-matrix"),
    path("risks/workshop/", risks.workshop, name="risk-workshop"),
    path("risks/summary/", risks.summary, name="risk-summary"),
    path("risk-methods/begin/", risk_methods.begin, name="risk-method-begin"),
    path("risk-methods/<str:reference>/scales/", risk_methods.method_scales, name="risk-method-scales"),
    path("threats/take-over/", risk_methods.take_over, name="risk-take-over"),
    path("risk-rounds/movement/", risks.movement, name="risk-movement"),
]
