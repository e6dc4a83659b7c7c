"""The year: what is done on which day of it."""

from tests.api.year import direction, evaluation, operation, support
from tests.api.year.office import SECURITY, SERVICE, Office

LAST_DAY = 345
QUARTERS = (100, 185, 270, 340)


def work(office: Office) -> None:
    """From the first day to the review at the end."""
    begin(office)
    settle(office)
    run(office)
    finish(office)


def begin(office: Office) -> None:
    """March: people, documents, the two scopes, who leads."""
    with office.on(0):
        support.bring_people(office)
        direction.adopt(office)
        support.write_documents(office)
    with office.on(7):
        direction.know_the_context(office)
        direction.lead(office)
    with office.on(21):
        operation.take_on_suppliers(office)
        direction.assess_risks(office)


def settle(office: Office) -> None:
    """April and May: services, plans, objectives, what is told and needed, the programme."""
    with office.on(40):
        if office.works_by(SERVICE):
            operation.offer_services(office)
            operation.agree(office)
            direction.plan_services(office)
        operation.draw_scopes(office)
        if office.works_by(SECURITY):
            direction.state_applicability(office)
    with office.on(60):
        direction.set_objectives(office)
        support.plan_communication(office, 60)
        support.tell(office, 60)
    with office.on(75):
        support.make_aware(office, 75)
        office.kept["needs"] = support.decide_on_means(office, 75)
        office.kept["programme"] = evaluation.plan_audits(office)


def run(office: Office) -> None:
    """June to November: figures each quarter, a course, a change, an audit and what followed."""
    with office.on(QUARTERS[0]):
        direction.take_figures(office, QUARTERS[0])
        training = support.train(office, QUARTERS[0])
        direction.act_on_a_risk(office)
        support.provide(office, office.kept["needs"], QUARTERS[0])
    with office.on(130):
        direction.change_the_system(office, 130)
        operation.solve_an_incident(office)
    with office.on(QUARTERS[1]):
        direction.take_figures(office, QUARTERS[1])
        support.judge_training(office, training, QUARTERS[1])
        direction.leave_traces(office)
    with office.on(200):
        finding = evaluation.audit(office, office.kept["programme"], 200)
        idea = evaluation.improve(office, "One page of answers", 200)
    with office.on(215):
        nonconformity = evaluation.put_right(office, finding)
    with office.on(230):
        support.tell(office, 230)
    with office.on(QUARTERS[2]):
        direction.take_figures(office, QUARTERS[2])
        evaluation.see_the_effect(office, finding, nonconformity)
        evaluation.finish_the_improvement(office, idea)


def finish(office: Office) -> None:
    """February: the last figures of the year, the review, and what the next year begins with."""
    with office.on(QUARTERS[3]):
        direction.take_figures(office, QUARTERS[3])
        evaluation.review(office, QUARTERS[3])
        support.begin_the_next_year(office, QUARTERS[3])
        direction.see_a_new_risk(office)
        evaluation.begin_the_next_year(office, QUARTERS[3])
