"""What logs of corrective actions and lists of nonconformities call grades, states and sources."""

from collections.abc import Mapping
from typing import Any, Final

GRADES: Final = {
    "major": "serious; critical; high; Hauptabweichung; major nc; wesentlich; majeure; majeur;"
    " non-conformité majeure; kritisch; critique",
    "minor": "slight; low; medium; Nebenabweichung; minor nc; geringfügig; observation; mineure; mineur;"
    " non-conformité mineure; gering",
}
STATES: Final = {
    "raised": "open; new; reported; identified; offen; neu; åpen; öppen; ouvert; ouverte; à traiter",
    "in-work": "in progress; ongoing; in work; working; started; in process; under way; pending; implemented;"
    " in Arbeit; in Bearbeitung; pågår; en cours",
    "closed": "done; complete; completed; verified; verified and closed; resolved; erledigt; abgeschlossen;"
    " geschlossen; lukket; stängd; fermé; fermée; clos; close; clôturé; clôturée; soldé; soldée",
    "withdrawn": "cancelled; canceled; void; obsolete; rejected; storniert; hinfällig",
}
SOURCES: Final = {
    "audit": "internal audit; external audit; cb audit; certification audit; surveillance audit; audit finding;"
    " internes Audit; externes Audit; Zertifizierungsaudit; Überwachungsaudit; audit interne; audit externe; audit de"
    " certification; audit de surveillance",
    "complaint": "customer complaint; Beschwerde; Reklamation; Kundenbeschwerde; Kundenreklamation;"
    " réclamation; réclamation client; plainte",
    "incident": "security incident; service incident; Vorfall; Störung; Sicherheitsvorfall; incident de sécurité",
    "review": "management review; Managementbewertung; Management-Review; revue de direction",
    "supplier": "vendor; Lieferant; fournisseur; prestataire; Dienstleister",
    "customer": "client; Kunde; cliente",
    "people": "employee; staff; internal; observation; Mitarbeiter; Personal; personnel; collaborateur",
}


ACTION_STATES: Final = {
    "open": "new; in progress; ongoing; in work; started; planned; pending; offen; in Arbeit; in Bearbeitung; en cours;"
    " ouvert; ouverte; à faire",
    "done": "closed; complete; completed; implemented; finished; erledigt; umgesetzt; abgeschlossen; geschlossen;"
    " fermé; fermée; clos; close; clôturé; clôturée; terminé; terminée; réalisé; réalisée; soldé; soldée",
    "dropped": "cancelled; canceled; void; obsolete; rejected; storniert; hinfällig",
}


def _readings(field: str, words: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    return {word.strip().casefold(): {field: key} for key, told in words.items() for word in told.split(";")}


OF_ACTIONS: Final = {"state": _readings("state", ACTION_STATES)}
READINGS: Final = {
    "grade": _readings("grade", GRADES),
    "state": _readings("state", STATES),
    "source": _readings("source", SOURCES),
}
