from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "tandem.support.people"
    label = "people"

    def ready(self) -> None:
        from tandem.ground.kernel.patterns import independence  # noqa: PLC0415  needs loaded models
        from tandem.support.people import register, rules  # noqa: F401, PLC0415  needs loaded models

        independence.provide(rules.reports_to)
