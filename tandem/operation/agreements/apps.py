from tandem.ground.kernel import subjects


class AgreementsConfig(subjects.Subject):
    name = "tandem.operation.agreements"
    place = 14

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.agreements.clocks import operations  # noqa: PLC0415

        registers.follow_writes("incidents", operations.follow_incident, operations.follow_new_incidents)
