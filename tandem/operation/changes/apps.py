from tandem.ground.kernel import subjects


class ChangesConfig(subjects.Subject):
    name = "tandem.operation.changes"
    place = 35

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.changes import reassessing  # noqa: PLC0415

        registers.follow_writes("risks", reassessing.follow_risk)
