from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel import subjects


class PlannerConfig(subjects.Subject):
    name = "tandem.proof.planner"

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import titles  # noqa: PLC0415  needs loaded models
        from tandem.proof.planner import naming, past  # noqa: PLC0415  needs loaded models

        titles.provide(past.SOURCE, _("Check"), naming.source)
