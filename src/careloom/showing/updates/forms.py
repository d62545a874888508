"""Forms of updates: words in every twin, and what goes with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloom.centre import queries as centre
from careloom.centre.models import Topic
from careloom.projects.models import Project
from careloom.showing.models import News
from careloom.showing.queries import pages
from careloom.showing.updates import twins
from careloom.showing.updates.models import MediaItem, Post, Purpose, Subscriber
from careloom.showing.updates.queries import media, posts
from careloom.showing.updates.services.posting import PARTS
from careloom.ui import easy

EDITIONS = {"standard": _("standard"), "easy": _("Easy Read")}
LABELS = {"title": _("Title"), "summary": _("In one or two sentences"), "body": _("Text"),
          "opening": _("Opening"), "about": _("What it is about, in one or two sentences"),
          "transcript": _("Transcript: everything that is said, and what can be seen or heard besides"),
                    "note": _("What we put right"), "reason": _("Why it is withdrawn"),
          "credit": _("How the author wants to be named. Empty: not named")}  # fmt: skip
SHORT, LONG = {"title", "credit"}, {"body", "transcript"}


def words_field(part: str, *about: Any) -> forms.CharField:
    """One text in one language, not yet asked to be there."""
    widget = forms.TextInput() if part in SHORT else forms.Textarea(attrs={"rows": 10 if part in LONG else 3})
    most = 200 if part in SHORT else 100_000 if part in LONG else 20_000
    label = f"{LABELS[part]} ({', '.join(str(a) for a in about)})"
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


class TwinForm(forms.Form):
    """Words in every twin; an unfinished one can be kept. Fields are called language.edition.part."""

    parts: tuple[str, ...] = PARTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in settings.LANGUAGES:
            for edition, called in EDITIONS.items():
                for part in self.parts:
                    self.fields[f"{language}.{edition}.{part}"] = words_field(part, name, called)

    def words(self) -> dict[str, dict[str, dict[str, str]]]:
        """{language: {edition: {part: text}}}."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        for name, text in self.cleaned_data.items():
            if name.count(".") == 2:
                language, edition, part = name.split(".")
                found.setdefault(language, {}).setdefault(edition, {})[part] = text
        return found

    def note(self, part: str) -> dict[str, str]:
        """{language: text} of a part that has one text for each language."""
        return {code: self.cleaned_data.get(f"{code}.{part}", "") for code, _name in settings.LANGUAGES}


def flat(words: dict[str, Any]) -> dict[str, str]:
    """Words as the initial values of a form."""
    return {f"{language}.{edition}.{part}": text for language, editions in words.items()
            for edition, parts in editions.items() for part, text in parts.items()}  # fmt: skip


def flat_note(note: dict[str, str], part: str) -> dict[str, str]:
    """The same for one text in each language."""
    return {f"{language}.{part}": text for language, text in note.items()}


class NewsChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's own takes none
    """What came of something, by its title."""

    def label_from_instance(self, obj: Any) -> str:
        return pages.in_words(obj, "standard").title


class MediaChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's own takes none
    """Media items, by their title."""

    def label_from_instance(self, obj: Any) -> str:
        return str(twins.said(obj.words, "standard").get("title", ""))


def _offer_topics(form: forms.Form) -> None:
    """Topics of today, and those that it is about already."""
    has = [topic.slug for topic in form.initial.get("topics", [])]
    form.fields["topics"].queryset = centre.offered(Topic.objects.order_by("name"), besides=has)  # type: ignore[attr-defined]


class PostForm(TwinForm):
    """A post: what it is, about what, and its words."""

    kind = forms.ChoiceField(label=_("What it is"), choices=Post.Kind.choices)
    nation = forms.ChoiceField(label=_("Nation"), required=False)
    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.order_by("name"), required=False)
    projects = forms.ModelMultipleChoiceField(label=_("Projects"), queryset=Project.objects.order_by("title"),
                                              required=False)  # fmt: skip
    news = NewsChoice(
        label=_("Decisions, answers and meetings that it is about"), required=False,
        queryset=News.objects.filter(public=True, replaced_by=None).order_by("-at"))  # fmt: skip
    shown = MediaChoice(label=_("Something to watch or to hear"), required=False,
                        queryset=MediaItem.objects.filter(state=MediaItem.State.PUBLISHED))  # fmt: skip
    tags = forms.CharField(label=_("Tags, with commas between them"), required=False, max_length=200)
    lived = forms.BooleanField(label=_("Written from lived experience"), required=False)
    credit_agreed = forms.BooleanField(label=_("The author chose to be named like this"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = centre.nations(ended=False, besides=[self.initial.get("nation", "")])
        self.fields["nation"].choices = [("", centre.everywhere()), *here]  # type: ignore[attr-defined]
        _offer_topics(self)
        for code, name in settings.LANGUAGES:
            self.fields[f"{code}.credit"] = words_field("credit", name)

    def values(self) -> dict[str, Any]:
        """What goes with the words."""
        given = {name: self.cleaned_data[name] for name in ("kind", "nation", "lived", "credit_agreed")}
        tags = [tag.strip() for tag in self.cleaned_data["tags"].split(",")]
        return {**given, "tags": tags, "credit": self.note("credit")}

    @staticmethod
    def initial_of(post: Post) -> dict[str, Any]:
        """A post as initial values."""
        return {
            "kind": post.kind, "nation": post.nation, "lived": post.lived, "credit_agreed": post.credit_agreed,
            "tags": ", ".join(post.tags), "topics": post.topics.all(), "projects": post.projects.all(),
            "news": post.news.all(), "shown": post.media.all(), **flat(post.words), **flat_note(post.credit, "credit"),
        }  # fmt: skip


class MediaForm(TwinForm):
    """Something to watch or to hear: what it is, where it is, its words and transcripts."""

    parts = ("title", "about")
    kind = forms.ChoiceField(label=_("What it is"), choices=MediaItem.Kind.choices)
    address = forms.URLField(label=_("Link to it, if it is somewhere else"), required=False, max_length=500,
                             assume_scheme="https")  # fmt: skip
    file = forms.FileField(label=_("Or the file itself, at most 50 MB"), required=False)
    minutes = forms.IntegerField(label=_("How long: minutes"), min_value=0, max_value=1_000, initial=0)
    rest = forms.IntegerField(label=_("and seconds"), min_value=0, max_value=59, initial=0)
    captions = forms.MultipleChoiceField(label=_("It has captions in"), choices=settings.LANGUAGES, required=False,
                                         widget=forms.CheckboxSelectMultiple)  # fmt: skip
    topics = forms.ModelMultipleChoiceField(label=_("Topics"), queryset=Topic.objects.order_by("name"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_topics(self)
        for code, name in settings.LANGUAGES:
            self.fields[f"{code}.transcript"] = words_field("transcript", name)

    def clean_file(self) -> Any:
        """Only what a browser plays, and not more than we keep."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT:
            large = _("This file is larger than 50 MB. Please put it somewhere and give us the link.")
            raise forms.ValidationError(large)
        if file and file.name.rpartition(".")[2].lower() not in media.TYPES:
            raise forms.ValidationError(_("We take mp4, webm, mp3, ogg, m4a and wav."))
        return file

    def values(self) -> dict[str, Any]:
        """What goes with the words."""
        given, file = self.cleaned_data, self.cleaned_data["file"]
        return {"kind": given["kind"], "address": given["address"], "captions": given["captions"],
                "seconds": given["minutes"] * 60 + given["rest"], "file_name": file.name if file else ""}  # fmt: skip

    @staticmethod
    def initial_of(item: MediaItem) -> dict[str, Any]:
        """A media item as initial values."""
        return {"kind": item.kind, "address": item.address, "captions": item.captions, "topics": item.topics.all(),
                "minutes": item.seconds // 60, "rest": item.seconds % 60, **flat(item.words),
                **flat_note(item.transcript, "transcript")}  # fmt: skip


class AppearanceForm(forms.Form):
    """Somebody who is in it."""

    name = forms.CharField(label=_("Name as it is shown. Leave it empty if they do not want to be named."),
                           required=False, max_length=200)  # fmt: skip


class CorrectionForm(TwinForm):
    """The words as they are right, and in each language what was wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"{code}.note"] = words_field("note", name)


class ReasonForm(TwinForm):
    """Why something is withdrawn, in each language."""

    parts = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"{code}.reason"] = words_field("reason", name)


class IssueForm(TwinForm):
    """The title and the opening of an issue, and what is in it."""

    parts = ("title", "opening")

    def __init__(self, *args: Any, pieces: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = settings.LANGUAGES[0][0]
        choices = [(piece["ref"], piece["words"][first]["standard"]["title"]) for piece in pieces]
        self.fields["use"] = forms.MultipleChoiceField(label=_("What is in it"), choices=choices, required=False,
                                                       widget=forms.CheckboxSelectMultiple)  # fmt: skip


class MailsForm(forms.Form):
    """What somebody wants to get, from where and how."""

    purposes = forms.MultipleChoiceField(
        label=_("What may we send you?"), choices=Purpose.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one. To stop all mails, use the button for it.")},
    )  # fmt: skip
    every = forms.ChoiceField(label=_("How often may the newsletter come?"), choices=Subscriber.Every.choices,
                              widget=forms.RadioSelect, initial=Subscriber.Every.EACH)  # fmt: skip
    edition = forms.ChoiceField(label=_("In which format?"), choices=Subscriber.Edition.choices,
                                widget=forms.RadioSelect, initial=Subscriber.Edition.STANDARD)  # fmt: skip
    language = forms.ChoiceField(label=_("In which language?"), required=False, widget=forms.RadioSelect,
                                 choices=[*settings.LANGUAGES, ("", _("Welsh and English"))])  # fmt: skip
    nations = forms.MultipleChoiceField(label=_("Only about some nations? Choose none for all"), required=False,
                                        widget=forms.CheckboxSelectMultiple)  # fmt: skip
    topics = forms.MultipleChoiceField(label=_("Only about some topics? Choose none for all"), required=False,
                                       widget=forms.CheckboxSelectMultiple)  # fmt: skip
    EASY: easy.Words = {
        "every": (_("How often do you want our newsletter?"), ""),
        "edition": (_("How should we write to you?"), ""),
        "language": (_("Which language do you want?"), ""),
        "nations": (_("Which nations do you want to hear about?"), _("Do you want all? Then choose none.")),
        "topics": (_("Which topics do you want to hear about?"), _("Do you want all? Then choose none.")),
    }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = centre.nations(ended=False, besides=self.initial.get("nations", []))
        self.fields["nations"].choices = here  # type: ignore[attr-defined]
        topics = posts.topics_written_about()
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        if not topics:
            del self.fields["topics"]

    @staticmethod
    def initial_of(row: Subscriber | None) -> dict[str, Any]:
        """What somebody chose before."""
        if row is None:
            return {"language": twins.now(), "purposes": []}
        return {name: getattr(row, name) for name in ("purposes", "every", "edition", "language", "nations", "topics")}


class SignUpForm(MailsForm):
    """The same with an address; we mail a link to it."""

    email = forms.EmailField(label=_("Your e-mail address"), error_messages={
        "required": _("We need your address."), "invalid": _("We need an address such as name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}))  # fmt: skip
    field_order = ("email", "purposes", "every", "edition", "language", "nations", "topics")
