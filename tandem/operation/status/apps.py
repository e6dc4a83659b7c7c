from tandem.ground.kernel import subjects


class StatusConfig(subjects.Subject):
    name = "tandem.operation.status"
    place = 46

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.status import following  # noqa: PLC0415

        registers.follow_writes("major-incidents", following.major_declared)
        registers.follow_writes("major-incident-updates", following.major_updated)
