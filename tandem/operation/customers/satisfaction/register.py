"""Satisfaction of customers, declared."""

from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.customers.satisfaction import rules
from tandem.operation.customers.satisfaction.models import SATISFACTION_STATES, SatisfactionMark

SATISFACTION = declare(
    Register(
        key="satisfaction",
        model=SatisfactionMark,
        prefix="SAT",
        title=_("Satisfaction"),
        singular=_("Mark of satisfaction"),
        about=_("How content customers are: marks from 1 to 5, in their words, and what came of low ones."),
        icon="smile",
        place=Place(home="services", tab=_("Customers"), parent="customer", beside=("service", "survey")),
        listing=Listing(
            columns=("reference", "title", "customer", "score", "state", "given_on", "service", "owner"),
            filters=("asked_by", "survey"),
            search=("comment", "outcome"),
            views=(
                View("low", _("To be looked into"), {"state": "to-look-into"}, "given_on"),
                View("year", _("Newest first"), {}, "-given_on"),
            ),
            tones={"score": {"1": "bad", "2": "bad", "3": "waiting", "4": "good", "5": "good"}},
            empty=_("Ask every customer once a year; the answers of a survey can be imported."),
        ),
        form=Form(
            sections=(
                Section(
                    _("The mark"),
                    (
                        *("customer", "contact", "service", "title", "asked_by", "survey"),
                        *("given_on", "score", "comment", "owner"),
                    ),
                ),
            ),
            facts=("ticket", "outcome"),
            defaults=rules.given_today,
        ),
        waiting=(Waiting(what=_("Look into the low mark"), date="given_on", states=("to-look-into",)),),
        workflow=Workflow(
            states=SATISFACTION_STATES,
            transitions=(
                Transition(
                    key="look-into",
                    label=_("Looked into"),
                    sources=("to-look-into", "given"),
                    target="looked-into",
                    required=("outcome",),
                ),
            ),
        ),
        exchange=Exchange(
            importable=("ticket", "outcome"),
            synonyms={
                "score": ("rating", "mark", "csat", "stars", "Note", "Bewertung"),
                "given_on": ("date", "response date", "answered", "Datum"),
                "comment": ("feedback", "remarks", "Kommentar", "commentaire"),
            },
        ),
        access=Access(customer="customer"),
        rules=Rules(derive=rules.derive_mark, validate=rules.check_mark),
        example=Example({"title": "Yearly survey", "score": 4, "given_on": "2026-02-10", "comment": "Friendly"}),
    )
)
