"""A change of security weight knows by when its risks are to be assessed again, and when all of them were."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations, models

from tandem.ground.kernel import clock
from tandem.ground.kernel.migrating import change_records

REASON = "Changes of security weight say from now on until when their risks are assessed again"
STANDS = ("approved", "undecided", "decided", "made", "closed")
WITHIN = timedelta(days=30)


def call_again(apps, schema_editor):
    """Reckoned from the decision, else from when it was made; risks that were assessed since count."""
    risks = apps.get_model("risks", "Risk")

    def called(change):
        if change.state not in STANDS or change.security_impact != "weighty" or not change.concerns_security:
            return {}
        day = change.decided_on or change.made_on or clock.today()
        known = risks._base_manager.filter(organization_id=change.organization_id, reference__in=change.risks)
        seen = [_seen(risk, day) for risk in known]
        assessed = max(seen) if seen and None not in seen else None
        return {"risks_called_on": day, "reassess_by": day + WITHIN, "reassessed_on": assessed}

    change_records(apps.get_model("changes", "Change"), "changes", called, REASON)


def _seen(risk, day):
    if risk.assessed_on is not None and risk.assessed_on >= day:
        return risk.assessed_on
    return max(risk.updated_at.date(), day) if risk.state == "closed" else None


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_notices_and_language"),
        ("changes", "0003_emergency_deadlines"),
        ("leadership", "0001_initial"),
        ("ledger", "0002_append_only"),
        ("risks", "0006_opportunities_origins_and_controls_in_place"),
        ("services", "0004_texts_gone"),
        ("transitions", "0001_transitions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="reassess_by",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="its risks are to be assessed by"
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="reassessed_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="all its risks assessed on"),
        ),
        migrations.AddField(
            model_name="change",
            name="risks_called_on",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="its risks were called again on"
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["organization", "reassess_by", "id"], name="changes_cha_organiz_fb89cc_idx"),
        ),
        migrations.RunPython(call_again, migrations.RunPython.noop),
    ]
