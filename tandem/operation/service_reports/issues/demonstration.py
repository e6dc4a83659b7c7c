"""Reports of the demonstration: begun after the month, explained, concluded and issued some days later."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta

from tandem.ground.demonstration.story import Entry, Story
from tandem.ground.kernel import registers, writing
from tandem.operation.service_reports.conclusions.register import REPORT_CONCLUSIONS
from tandem.operation.service_reports.issues import figures
from tandem.operation.service_reports.issues.register import SERVICE_REPORTS
from tandem.operation.service_reports.models import ReportDefinition

BEGUN, ISSUED, DONE = 3, 6, 20  # days after the end of the period
WHY = "Looked at with the team: held up where a second line was needed, and by two colleagues away at once."


def tell(story: Story, entries: Any) -> None:
    """Let every report be given; what was concluded is done within the month where that has passed."""
    for title, months in entries.items():
        for back, month in zip(range(len(months), 0, -1), months, strict=True):
            first = story.today.replace(day=1) - relativedelta(months=back)
            _plan(story, title, first, month)


def _plan(story: Story, title: str, first: date, month: Entry) -> None:
    end = (first + relativedelta(months=1) - timedelta(days=1) - story.today).days
    story.at(story.moment(min(end + BEGUN, 0), "06:20"), partial(_begin, story, title, first))
    story.at(story.moment(min(end + ISSUED, 0), "11:00"), partial(_issue, story, title, first, month))
    if end + DONE < 0:
        story.at(story.moment(end + DONE, "16:00"), partial(_finish, story, title, first))


def _owner(title: str) -> Any:
    return ReportDefinition.objects.select_related("owner").get(title=title)


def _begin(story: Story, title: str, first: date) -> None:
    definition = _owner(title)
    values = {"definition": definition, "period_start": first, "owner": definition.owner_id}
    writing.create(story.actor("mira"), SERVICE_REPORTS, values)


def _report(title: str, first: date) -> Any:
    return SERVICE_REPORTS.model.objects.get(definition__title=title, period_start=first)


def _issue(story: Story, title: str, first: date, month: Entry) -> None:
    """Every miss is explained, conclusions are written, and the report goes out."""
    report, actor = _report(title, first), story.actor("mira")
    _explain(actor, report)
    for conclusion in month.get("conclusions", ()):
        _conclude(story, report, conclusion["title"], conclusion["owner"])
    if not month.get("conclusions") and figures.breaches(report):
        _conclude(story, report, "What held cases up is looked at with the teams", "sara")
    said = {"summary": month["summary"], "nothing_follows": month.get("nothing_follows", "")}
    said["delivered_to"] = report.definition.audience
    writing.transition(actor, SERVICE_REPORTS, report.reference, "issue", said)


def _conclude(story: Story, report: Any, title: str, owner: str) -> None:
    values = {"report": report, "title": title, "owner": story.people[owner]}
    writing.create(story.actor("mira"), REPORT_CONCLUSIONS, values)


def _explain(actor: Any, report: Any) -> None:
    register = registers.find("service-results")
    for row in figures.breaches(report):
        if register is not None and not row["why"]:
            writing.change(actor, register, row["reference"], {"explanation": WHY})


def _finish(story: Story, title: str, first: date) -> None:
    register = registers.find("actions")
    for conclusion in _report(title, first).conclusions.filter(action__state="open").select_related("action"):
        if register is not None:
            said = {"outcome": f"Done and told to {conclusion.report.definition.audience}."}
            writing.transition(story.actor("mira"), register, conclusion.action.reference, "finish", said)
