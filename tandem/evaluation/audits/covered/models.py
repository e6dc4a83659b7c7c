"""Which topics of the programme an audit covers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.evaluation.audits.models import Audit
from tandem.evaluation.audits.programmes.topics.models import AuditTopic
from tandem.ground.kernel.records import Record, indexed


class CoveredTopic(Record):
    """That an audit covers a topic of the programme: what makes it planned, and done once the audit was held."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="covered", verbose_name=_("audit"), db_index=False)
    topic = models.ForeignKey(
        AuditTopic, models.PROTECT, related_name="covered", verbose_name=_("topic"), db_index=False
    )
    depth = models.CharField(_("what is looked at"), max_length=300, blank=True)

    class Meta(Record.Meta):
        indexes = indexed("audit", "topic")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["audit", "topic"],
                name="a_topic_is_covered_once",
                violation_error_message=_("The audit covers this topic already."),
            ),
        ]
