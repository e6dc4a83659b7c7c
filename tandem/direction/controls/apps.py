from tandem.ground.kernel import subjects


class ControlsConfig(subjects.Subject):
    name = "tandem.direction.controls"
    place = 40

    def ready(self) -> None:
        super().ready()
        from tandem.direction.controls.statements import following  # noqa: PLC0415  needs loaded models
        from tandem.ground.kernel import registers  # noqa: PLC0415

        registers.follow_writes("risks", following.risk_changed)
        registers.follow_writes("controls-in-place", following.control_in_place_changed)
        registers.follow_writes("obligations", following.obligation_changed)
        registers.follow_writes("controls", following.control_changed)
