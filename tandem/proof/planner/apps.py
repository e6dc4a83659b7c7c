from tandem.ground.kernel import subjects


class PlannerConfig(subjects.Subject):
    name = "tandem.proof.planner"
