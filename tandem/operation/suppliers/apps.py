from tandem.ground.kernel import subjects


class SuppliersConfig(subjects.Subject):
    name = "tandem.operation.suppliers"
    place = 30

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.suppliers.contracts import operations as contracts  # noqa: PLC0415
        from tandem.operation.suppliers.targets import operations as targets  # noqa: PLC0415

        registers.follow_writes("services", contracts.follow_service)
        registers.follow_writes("agreement-versions", targets.follow_version)
