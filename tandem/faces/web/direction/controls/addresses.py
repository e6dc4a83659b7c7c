"""Addresses of the pages of controls and statements of applicability."""

from django.urls import path

from tandem.faces.web.views import controls, soa, soa_bring, statements

INSIDE = [
    path("statements/bring/", soa_bring.upload, name="soa-bring"),
    path("statements/bring/<int:import_id>/", soa_bring.brought, name="soa-brought"),
    path("controls/begin/", controls.begin, name="control-begin"),
    path("controls/walk/", controls.walk, name="control-walk"),
    path("statements/decide/", soa.current, name="soa-current"),
    path("statements/<str:reference>/decide/", soa.decide, name="soa"),
    path("statements/<str:reference>/fill/", soa.fill, name="soa-fill"),
    path("statements/<str:reference>/discard/", soa.discard, name="soa-discard"),
    path("statements/<str:reference>/together/", soa.together, name="soa-together"),
    path("statements/<str:reference>/take-back/", soa.take_back, name="soa-take-back"),
    path("statements/<str:reference>/begin/", statements.begin, name="soa-begin"),
    path("statements/<str:reference>/versions/", statements.versions, name="soa-versions"),
    path("statements/<str:reference>/compare/", statements.compare, name="soa-compare"),
    path("statements/<str:reference>/transition/", statements.work, name="soa-work"),
    path("statements/<str:reference>/file/<slug:form>/", statements.download, name="soa-file"),
]
