from django.core import checks

from tandem.ground.kernel import subjects


class ConformityConfig(subjects.Subject):
    name = "tandem.proof.conformity"

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel.comparison import further  # noqa: PLC0415  needs loaded models
        from tandem.ground.kernel.patterns import intervals, standing  # noqa: PLC0415  needs loaded models
        from tandem.proof.conformity import doors, library, naming, offending, signing, snapshots  # noqa: F401, PLC0415  needs loaded models
        from tandem.proof.conformity.how_often import rules as how_often  # noqa: PLC0415  needs loaded models

        intervals.provide(how_often.in_force)
        standing.provide(doors.of_requirements)
        further.provide(signing.differences)
        checks.register(library.check_library)
        checks.register(naming.check_names)
