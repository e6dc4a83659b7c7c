"""Everything prints: one declaration for each print, reached by page, API and command line under the same gate."""

import io
from datetime import date
from typing import Any

import openpyxl
import pypdf
import pytest
from django.test import Client
from docx import Document

from tandem.evaluation.audits.covered.register import COVERED_TOPICS
from tandem.evaluation.audits.programmes.register import AUDIT_PROGRAMMES
from tandem.evaluation.audits.programmes.topics.register import AUDIT_TOPICS
from tandem.evaluation.audits.questions.register import AUDIT_QUESTIONS
from tandem.evaluation.audits.register import AUDITS
from tandem.evaluation.improvement.nonconformities.register import NONCONFORMITIES
from tandem.evaluation.improvement.register import IMPROVEMENTS
from tandem.evaluation.reviews.register import REVIEWS
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.proof.reporting import naming, printing
from tandem.proof.reporting.paper import Heading, Paper, Table, as_pdf
from tandem.proof.reporting.printing import Asked
from tandem.proof.reporting.prints import audits, competences, improvements, nonconformities
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OF_ISSUE = {
    "audit-programme",
    "audit-plan",
    "audit-checklist",
    "audit-report",
    "review-pack",
    "review-minutes",
    "corrective-action-record",
    "competence-matrix",
    "improvement-register",
    "risk-register",
    "risk-treatment-plan",
    "statement",
    "statement-outside",
}
AIMS = {"objectives": "See", "criteria": "27001", "opened_on": "2026-03-02"}
LONG = "wordwithoutanyplacetobreak" * 8


@pytest.fixture
def kept(home: Cast) -> Cast:
    """One of each that is printed, with words that are hard to set."""
    ada = home.actor("ada")
    programme = writing.create(
        ada, AUDIT_PROGRAMMES, {"title": LONG[:200], "starts_on": "2026-01-01", "ends_on": "2028-12-31"}
    )
    topic = {"title": "Suppliers", "requirements": ["iso-27001:2022/A.5.1"], "responsible": home.users["ben"].pk}
    made = writing.create(ada, AUDIT_TOPICS, {"programme": programme, **topic})
    audit = writing.create(
        ada,
        AUDITS,
        {
            "title": "Spring",
            "programme": programme,
            "standards": ["iso-27001:2022"],
            "planned_from": "2026-03-02",
            "planned_to": "2026-03-04",
            "lead": home.users["cleo"].pk,
            "scope": "# Everything\n\n- " + LONG,
        },
    )
    asked = {"audit": audit, "title": "Who assesses suppliers?", "requirements": ["iso-27001:2022/A.5.1"]}
    writing.create(ada, COVERED_TOPICS, {"audit": audit, "topic": made})
    question = writing.create(ada, AUDIT_QUESTIONS, {**asked, "position": 1})
    writing.transition(ada, AUDITS, audit.reference, "open", {"opening": "Plan explained", **AIMS})
    writing.change(ada, AUDIT_QUESTIONS, question.reference, {"verdict_27": "minor", "seen": "Nobody assesses them."})
    writing.create(ada, NONCONFORMITIES, {"title": "No report", "why_1": "Forgotten", "cause_people": "One alone"})
    writing.create(ada, IMPROVEMENTS, {"title": "Faster", "before": "120", "target": "60.5", "unit": "min"})
    writing.create(ada, REVIEWS, {"title": "Spring", "standards": ["iso-27001:2022"], "meets_on": "2026-03-09"})
    return home


def asked_for(home: Cast, key: str = "", reference: str = "") -> Asked:
    register = registers.find(key)
    record = writing.find(home.actor("ada"), register, reference, with_named=True) if register else None
    return Asked(home.actor("ada"), home.home, record)


def tables_of(paper: Paper) -> dict[str, Table]:
    return {table.name: table for table in paper.tables}


def enter(home: Cast, name: str) -> Client:
    client = Client()
    client.force_login(home.users[name], backend=BACKEND)
    return client


def test_everything_that_has_to_print_does(home: Cast) -> None:
    assert set(printing.every()) >= OF_ISSUE


REFERENCES = {
    "audit-programmes": "AUDP-1",
    "audits": "AUD-1",
    "nonconformities": "NC-1",
    "reviews": "REV-1",
    "improvements": "",
    "competences": "",
    "risks": "",
}


def test_each_print_is_a_file_in_each_of_its_forms(kept: Cast) -> None:
    ada, starts = kept.actor("ada"), {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}
    for declared in printing.every().values():
        if declared.register not in REFERENCES or declared.key == "review-minutes":
            continue
        for form in declared.forms:
            made = printing.printed(ada, kept.home, declared.key, form, REFERENCES[declared.register])
            assert made.content.startswith(starts[form])
            assert made.name.endswith(f"{declared.key}.{form}")


def test_a_report_says_each_finding_with_its_verdict_and_who_signs(kept: Cast) -> None:
    paper = audits.report(asked_for(kept, "audits", "AUD-1"))
    row = tables_of(paper)["Findings"].rows[0]
    assert (row[0], row[1], row[2]) == ("FIND-1", "Who assesses suppliers?", "")
    assert (row[3].text, row[3].tone) == ("Minor nonconformity", "waiting")
    assert tables_of(paper)["Verdicts"].rows == [("27001", "0", "0", "0", "1", "0")]
    assert [signature.part for signature in paper.parts[-1].rows] == ["Lead auditor", "Received by"]
    assert paper.watermark == "draft"


def test_a_checklist_leaves_room_where_nothing_was_answered(kept: Cast) -> None:
    writing.create(
        kept.actor("ada"),
        AUDIT_QUESTIONS,
        {"audit": asked_for(kept, "audits", "AUD-1").record, "title": "And?", "position": 2,
         "requirements": ["iso-27001:2022/A.5.1"]},
    )  # fmt: skip
    rows = tables_of(audits.checklist(asked_for(kept, "audits", "AUD-1")))["Questions"].rows
    assert rows[0][4].text == "A.5.1\nMinor nonconformity"
    assert rows[1][3:] == ("does not ask", "A.5.1\n☐", "")


def test_a_corrective_action_record_shows_whys_and_branches(kept: Cast) -> None:
    paper = nonconformities.record(asked_for(kept, "nonconformities", "NC-1"))
    assert tables_of(paper)["Whys"].rows == [("1", "Forgotten")]
    assert tables_of(paper)["Causes"].rows == [("People", "One alone")]
    assert Heading("What keeps it from coming back") in paper.parts


def test_the_improvement_register_has_amounts_with_their_unit(kept: Cast) -> None:
    row = tables_of(improvements.register(asked_for(kept)))["Improvements"].rows[0]
    assert (row[0], row[7], row[8], row[9]) == ("IMP-1", "120 min", "60.5 min", "")


def test_a_competence_matrix_goes_on_below_where_a_role_requires_much(home: Cast) -> None:
    ada, people, held = home.actor("ada"), registers.find("people"), registers.find("competences")
    person = writing.create(ada, people, {"title": "Ben", "roles": ["Engineer"]})
    for number in range(8):
        writing.create(ada, held, {"person": person, "title": f"Skill {number}", "role": "Engineer", "held": "no"})
    matrix = [part for part in competences.matrix(asked_for(home)).parts if isinstance(part, Table)]
    assert [len(table.columns) for table in matrix] == [7, 3, 6]
    assert matrix[0].rows[0][1].text == "not held"


def test_a_draft_whose_tables_go_over_pages_is_accessible_still(home: Cast) -> None:
    rows = [(str(number), "Text " * 30) for number in range(120)]
    table = Table("Long", ("No.", "Text"), (1, 6), rows)
    paper = Paper(organization="Home", title="Long", day=date(2026, 3, 2), parts=[table], watermark="draft")
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(paper)))
    assert len(reader.pages) > 3
    assert "Page 2 of" in reader.pages[1].extract_text()


def test_nothing_leaves_its_column(kept: Cast) -> None:
    content = printing.printed(kept.actor("ada"), kept.home, "audit-programme", "pdf", "AUDP-1").content
    right: list[float] = []
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        width = float(page.mediabox.width)
        page.extract_text(visitor_text=lambda text, matrix, at, font, size: right.append(at[4] if text.strip() else 0))
        assert max(right) < width - 30


def test_the_same_gate_stands_before_every_print(kept: Cast) -> None:
    assert enter(kept, "cleo").get("/home/prints/audit-report/AUD-1/pdf/").status_code == 200
    assert enter(kept, "dan").get("/home/prints/audit-report/AUD-1/pdf/").status_code == 404
    assert enter(kept, "cleo").get("/home/prints/audit-report/AUD-9/pdf/").status_code == 404
    assert enter(kept, "cleo").get("/home/prints/review-minutes/REV-1/pdf/").status_code == 404
    with pytest.raises(NotFound):
        printing.printed(kept.actor("finn"), kept.home, "audit-report", "pdf", "AUD-1")
    with pytest.raises(Invalid, match="no form of it"):
        printing.printed(kept.actor("ada"), kept.home, "audit-report", "odt", "AUD-1")
    with pytest.raises(Invalid, match="Say which"):
        printing.printed(kept.actor("ada"), kept.home, "audit-report", "pdf")


def test_record_page_and_list_offer_what_is_printed(kept: Cast) -> None:
    client = enter(kept, "cleo")
    page = client.get("/home/audits/AUD-1/").content.decode()
    assert 'href="/home/prints/audit-report/AUD-1/docx/"' in page
    assert 'href="/home/prints/improvement-register/pdf/"' in client.get("/home/improvements/").content.decode()


def test_requirements_stand_under_their_standard() -> None:
    keys = ["iso-27001:2022/A.5.1", "iso-20000-1:2018/8.2.1", "iso-27001:2022/A.5.2"]
    assert naming.requirements(keys) == "ISO/IEC 27001:2022: A.5.1, A.5.2\nISO/IEC 20000-1:2018: 8.2.1"
    assert naming.standards(["other:1"]) == "other:1"


def test_word_and_excel_say_what_the_pdf_says(kept: Cast) -> None:
    ada = kept.actor("ada")
    document = Document(io.BytesIO(printing.printed(ada, kept.home, "audit-report", "docx", "AUD-1").content))
    cells: list[Any] = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Minor nonconformity" in cells
    book = openpyxl.load_workbook(io.BytesIO(printing.printed(ada, kept.home, "audit-report", "xlsx", "AUD-1").content))
    assert book["Findings"]["A2"].value == "FIND-1"
    assert book.sheetnames[-1] == "Cover"
