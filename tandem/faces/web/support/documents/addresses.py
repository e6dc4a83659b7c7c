"""Addresses of the pages of documents: bringing existing ones, printing a version, where one is cited, previews."""

from django.urls import path

from tandem.faces.web.support.documents import bringing, printing, writing
from tandem.faces.web.views import document_templates, documents

INSIDE = [
    path("documents/templates/", document_templates.choose, name="document-templates"),
    path("documents/templates/<slug:template_key>/", document_templates.show, name="document-template"),
    path("documents/exceptions/", documents.exceptions, name="document-exceptions"),
    path("documents/<str:reference>/read/", documents.read, name="document-read"),
    path("documents/<str:reference>/differences/", documents.differences, name="document-differences"),
    path("acknowledgements/<str:reference>/read/", documents.acknowledge, name="acknowledgement-read"),
    path("documents/bring/", bringing.choose, name="bring-documents"),
    path("documents/bring/<int:import_id>/", bringing.show, name="brought-documents"),
    path("documents/bring/<int:import_id>/run/", bringing.run, name="brought-documents-run"),
    path("documents/bring/<int:import_id>/progress/", bringing.progress, name="brought-documents-progress"),
    path("documents/preview/<slug:field>/", writing.preview, name="text-preview"),
    path("document-versions/<str:reference>/print/", printing.controlled, name="document-pdf"),
    path("documents/<str:reference>/cited/", printing.cited, name="document-cited"),
]
