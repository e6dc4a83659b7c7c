from tandem.ground.kernel import subjects


class IncidentsConfig(subjects.Subject):
    name = "tandem.operation.incidents"
    place = 40

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import comments  # noqa: PLC0415  needs loaded models
        from tandem.operation.incidents import informing  # noqa: PLC0415

        comments.follow("incidents", informing.follow_comment)
