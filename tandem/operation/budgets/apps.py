from tandem.ground.kernel import subjects


class BudgetsConfig(subjects.Subject):
    name = "tandem.operation.budgets"
    place = 22
