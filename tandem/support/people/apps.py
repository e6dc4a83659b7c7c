from tandem.ground.kernel import subjects


class PeopleConfig(subjects.Subject):
    name = "tandem.support.people"
    place = 20

    def ready(self) -> None:
        from tandem.ground.kernel.patterns import independence  # noqa: PLC0415  needs loaded models
        from tandem.support.people import rules  # noqa: PLC0415  needs loaded models

        super().ready()
        independence.provide(rules.reports_to)
