"""The competence matrix on paper (7.2): what each role requires, who has it, what closes the gaps."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.proof.reporting.paper import Cell, Heading, Note, Paper, Part, Table, Toned, day_words, proof_facts
from tandem.proof.reporting.printing import Asked, Print, papers
from tandem.support.people.competences.matrix import Cell as Stand
from tandem.support.people.competences.matrix import RoleMatrix, matrices

ACROSS = 6  # competences that stand side by side on a page
TONES = {"held": "good", "soon": "waiting", "partly": "waiting", "expired": "bad", "no": "bad", "unlisted": "bad"}


def matrix(asked: Asked) -> Paper:
    """By role, each person against each competence; then the gaps with their next step."""
    today = asked.actor.today
    people = asked.seen("people").filter(state="active").order_by("pk")
    shown = matrices(people, asked.seen("competences").order_by("pk"), today)
    gaps = sum(role_matrix.gaps for role_matrix in shown)
    facts = [(_("Roles"), str(len(shown))), (_("Gaps"), str(gaps)), *proof_facts(asked.organization, today)]
    return Paper(
        organization=asked.organization.name,
        title=_("Competence matrix"),
        day=today,
        facts=facts,
        parts=[*(part for role_matrix in shown for part in _role(role_matrix)), *_gaps(shown)],
        is_wide=True,
    )


def _role(shown: RoleMatrix) -> list[Part]:
    """A table of a role; one that requires much goes on below."""
    parts: list[Part] = [Heading(shown.role or _("No role named"))]
    for first in range(0, len(shown.required), ACROSS):
        titles = shown.required[first : first + ACROSS]
        rows = [
            (person.title, *(_cell(cell) for cell in cells[first : first + ACROSS])) for person, cells in shown.rows
        ]
        shares = (2.4, *(2 for _title in titles))
        parts.append(Table(shown.role, (_("Person"), *titles), shares, rows, of=2.4 + 2 * ACROSS))
    return parts


def _cell(cell: Stand) -> Cell:
    until = _("until %(day)s") % {"day": day_words(cell.valid_until)} if cell.valid_until else ""
    return Toned("\n".join(filter(None, (_words()[cell.stands], until))), TONES[cell.stands])


def _words() -> dict[str, str]:
    return {
        "held": _("held"),
        "soon": _("held"),
        "partly": _("partly"),
        "expired": _("expired"),
        "no": _("not held"),
        "unlisted": _("not listed"),
    }


def _gaps(shown: list[RoleMatrix]) -> list[Part]:
    """What is missing, with the step that closes it."""
    rows = [
        (role_matrix.role, person.title, title, _words()[cell.stands], cell.step, day_words(cell.step_due))
        for role_matrix in shown
        for person, cells in role_matrix.rows
        for title, cell in zip(role_matrix.required, cells, strict=True)
        if cell.is_gap
    ]
    if not rows:
        return [Note(_("There is no gap."))] if shown else [Note(_("Nothing is kept here yet."))]
    columns = (_("Role"), _("Person"), _("Competence"), _("How it stands"), _("Next step"), _("By"))
    return [Heading(_("Gaps")), Table(_("Gaps"), columns, (2.4, 2.4, 3.4, 1.6, 4, 1.8), rows)]


PRINTS = (
    Print(
        key="competence-matrix",
        register="competences",
        title=gettext_lazy("Competence matrix"),
        forms=papers(matrix),
        is_of_record=False,
    ),
)
