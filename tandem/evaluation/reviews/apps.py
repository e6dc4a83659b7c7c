from tandem.ground.kernel import subjects


class ReviewsConfig(subjects.Subject):
    name = "tandem.evaluation.reviews"
    place = 20

    def ready(self) -> None:
        super().ready()
        from tandem.evaluation.reviews.decisions.operations import follow_action  # noqa: PLC0415  needs loaded models
        from tandem.ground.kernel.registers import follow_writes  # noqa: PLC0415  needs loaded models

        follow_writes("actions", follow_action)
