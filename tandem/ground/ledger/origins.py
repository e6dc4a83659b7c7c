"""The name under which each log signs."""

from django.conf import settings


def organization_origin(organization_id: int | None) -> str:
    """Origin of an organization's log, or of the installation's."""
    base: str = settings.TANDEM_LEDGER_ORIGIN
    return f"{base}/{organization_id}" if organization_id is not None else base
