"""The kinds of words that a centre keeps, as a table: one page, one form and one service serve them all."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careloom.centre.models import (
    Body,
    BodyDecision,
    BudgetLine,
    Cohort,
    DeliveryModel,
    Figure,
    Objective,
    Phase,
    PhaseDate,
    Place,
    RoleGroup,
    Rule,
    Seat,
    Sector,
    Sourced,
    Stage,
    Topic,
    Word,
)  # fmt: skip

Words = Promise | str


@dataclass(frozen=True)
class Kind:
    """One kind of word. `key`: the fields that no two rows share. `within`: what its place in the list counts in."""

    code: str
    model: type[models.Model]
    plural: Words
    one: Words
    says: Words
    fields: tuple[str, ...]
    key: tuple[str, ...] = ("name",)
    order: tuple[str, ...] = ("order", "pk")
    search: tuple[str, ...] = ("name",)
    joined: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    within: str = ""
    spoken: tuple[str, ...] = ("name",)  # fields that can be written in each language, if it is a word of forms
    needed: bool = False  # no form of the rooms above works without it
    removable: bool = False  # nobody cites it by its code, so the database knows whether it is in use

    @property
    def rows(self) -> "models.QuerySet[Any]":
        """Every row of this kind."""
        return self.model._default_manager.all()

    @property
    def names(self) -> frozenset[str]:
        """The fields of its table."""
        return frozenset(field.name for field in self.model._meta.get_fields())

    @property
    def sourced(self) -> bool:
        """Does each row say where it comes from?"""
        return issubclass(self.model, Sourced)

    @property
    def told(self) -> bool:
        """Has it a name that can be written in each language?"""
        return issubclass(self.model, Word)


KINDS = {kind.code: kind for kind in [
    Kind("places", Place, _("Places"), _("a place"),
         _("The whole area first, then its nations or provinces, and smaller places inside them."),
         ("name", "kind", "parent", "official_code", "tile_row", "tile_column"), key=("name", "parent"),
         order=("path",), search=("name", "official_code"), joined=("parent",),
         shows=("kind", "parent", "official_code"), needed=True),
    Kind("role-groups", RoleGroup, _("Role groups"), _("a role group"),
         _("The kinds of people you count by. Surveys, Assemblies and ballots offer them."),
         ("name", "order"), needed=True),
    Kind("topics", Topic, _("Topics"), _("a topic"), _("What the work is about, by year and by who named it."),
         ("name", "year", "process", "level", "count", "unit", "parent"), key=("process", "year", "name"),
         order=("-year", "process", "pk"), search=("name", "process"), shows=("year", "process", "level")),
    Kind("delivery-models", DeliveryModel, _("Delivery models"), _("a delivery model"),
         _("The ways in which you work in places."), ("name", "says", "order"), spoken=("name", "says"), needed=True),
    Kind("stages", Stage, _("Stages"), _("a stage"), _("The steps of each delivery model, in order."),
         ("model", "name", "order"), key=("model", "name"), order=("model__order", "order"), joined=("model",),
         within="model", removable=True),
    Kind("phases", Phase, _("Phases"), _("a phase"), _("The stretches of the centre’s life."), ("name", "order"),
         removable=True),
    Kind("phase-dates", PhaseDate, _("Dates of phases"), _("a date of a phase"),
         _("What each source says about when a phase is. Sources may disagree: keep each."), ("phase", "says"),
         key=("phase", "source", "says"), order=("phase__order", "pk"), search=("says", "source"), joined=("phase",),
         removable=True),
    Kind("objectives", Objective, _("Objectives"), _("an objective"), _("What the centre wants to achieve."),
         ("name", "order")),
    Kind("sectors", Sector, _("Sectors"), _("a sector"), _("Your own field, and the fields beside it."), ("name",),
         order=("name", "pk")),
    Kind("cohorts", Cohort, _("Cohorts"), _("a cohort"), _("The projects that start in one year."),
         ("label", "year", "is_pilot"), key=("label",), order=("year", "pk"), search=("label",),
         shows=("year",), removable=True),
    Kind("budget-lines", BudgetLine, _("Budget lines"), _("a budget line"),
         _("Money by delivery model, nation and year. They add up on the page of the budget."),
         ("model", "nation", "year", "pence"), key=("model", "nation", "year"),
         order=("-year", "model__order", "nation__path"), search=("model__name", "nation__name"),
         joined=("model", "nation"), removable=True),
    Kind("rules", Rule, _("Rules"), _("a rule"), _("What law and formats ask of you."),
         ("area", "text", "testable_number"), key=("area", "text"), order=("area", "pk"), search=("area", "text"),
         shows=("area",), removable=True),
    Kind("figures", Figure, _("Figures"), _("a figure"), _("Published numbers about people, as published."),
         ("group", "measure", "value", "unit", "role_or_nation", "year"),
         key=("group", "measure", "role_or_nation", "year"), order=("group", "measure", "year", "pk"),
         search=("group", "measure"), shows=("value", "unit", "year"), removable=True),
    Kind("bodies", Body, _("Bodies"), _("a body"), _("Who decides what: the groups that lead, advise and oversee."),
         ("name", "decides", "order"), search=("name", "decides"), spoken=("name", "decides")),
    Kind("seats", Seat, _("Seats"), _("a seat"),
         _("Who sits in a body, from when to when. A name is public only with a yes, and only within the term."),
         ("body", "name", "role", "person_id", "starts_on", "ends_on", "may_be_shown"),
         key=("body", "name", "role", "starts_on"), order=("body__order", "role", "pk"), search=("name", "role"),
         joined=("body",), shows=("name", "starts_on", "ends_on"), removable=True),
    Kind("body-decisions", BodyDecision, _("Decisions of bodies"), _("a decision of a body"),
         _("Which decisions on the record a body took. They show on the public page of who decides."),
         ("body", "decision"), key=("decision",), order=("body__order", "-pk"), search=("decision__question",),
         joined=("body", "decision"), removable=True),
]}  # fmt: skip
