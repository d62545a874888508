"""Projects: work in places, by a delivery model. What we do not know stays open and is said."""

from django.db import models

from careloom.centre.models import Cohort, DeliveryModel, Objective, Place, Sector, Sourced, Topic


class Project(Sourced):
    """One project on the register."""

    public_id = models.CharField(max_length=60, unique=True)
    register_id = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    model = models.ForeignKey(DeliveryModel, null=True, blank=True, on_delete=models.PROTECT)
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT)
    nation = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True)
    objectives = models.ManyToManyField(Objective, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="projects")
    tried_before = models.TextField(blank=True)  # what was tried before, here or elsewhere, and what came of it

    def __str__(self) -> str:
        return self.title

    @property
    def unknown(self) -> list[str]:
        """What the register does not know of this project; any entry makes the record incomplete."""
        hosts, places = list(self.hosts.all()), list(self.places.all())
        asked = {"model": self.model_id, "cohort": self.cohort_id, "nation": self.nation_id, "host": hosts,
                 "place": places, "start": self.starts}  # fmt: skip
        return [name for name, known in asked.items() if not known]


class ProjectHost(models.Model):
    """A host as the source names it; a project may have two."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="hosts")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="host_once")]


class ProjectPlace(models.Model):
    """A place as the source writes it, and the node it is, where that is certain."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="places")
    written = models.CharField(max_length=200)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "written"], name="project_place_once")]


class LearningNote(models.Model):
    """What staff learned elsewhere, as from a talk or a visit, and what of it the project can use."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="learning")
    learned = models.TextField()
    take_aways = models.TextField()  # one a line
    by = models.CharField(max_length=60)
    at = models.DateTimeField()
