from tandem.ground.kernel import subjects


class ContinuityConfig(subjects.Subject):
    name = "tandem.operation.continuity"
    place = 17

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.continuity import operations  # noqa: PLC0415

        registers.follow_writes("changes", operations.follow_change)
