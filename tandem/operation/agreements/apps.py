from tandem.ground.kernel import subjects


class AgreementsConfig(subjects.Subject):
    name = "tandem.operation.agreements"
    place = 14

    def ready(self) -> None:
        super().ready()
        from tandem.ground.kernel import registers  # noqa: PLC0415  needs loaded models
        from tandem.operation.agreements.clocks.kinds import FOLLOWED  # noqa: PLC0415

        for key, followed in FOLLOWED.items():
            registers.follow_writes(key, followed.follow, followed.follow_new)
