"""Five public conversations stand in for those of five Assemblies: their real statements and every real vote."""

from careloom.conversations import services
from careloom.conversations.models import Conversation
from careloom.site.real import folder
from careloom.site.real.running import Real
from careloom.site.real.statements import key_of, theme_of_each
from careloom.thread.models import Entry

WHY = (
    "This is public test data: real statements and real votes of people elsewhere, not of this centre. It stands in for"
    " the conversation of an Assembly. Source: The Computational Democracy Project, openData, CC BY 4.0."
)
EASY = "This is a test. Real people voted on this, but not here and not for us."
WELSH = (
    "Data prawf cyhoeddus yw hwn: datganiadau a phleidleisiau go iawn pobl mewn mannau eraill, nid yn y ganolfan hon."
    " Ffynhonnell: The Computational Democracy Project, openData, CC BY 4.0."
)


def run(real: Real) -> None:
    """Each is opened, filled, closed and weighed once."""
    by = real.staff["rosa"]
    for of in folder.CONVERSATIONS:
        conversation = _open(of, by)
        _fill(real, of, conversation, by)
        services.close(conversation=conversation, by=by)
        conversation.refresh_from_db()
        result = services.weigh(conversation=conversation, by=by)
        real.weighed[of.assembly] = Entry.objects.get(public_id=result.entry_id)


def _open(of: folder.Public, by: str) -> Conversation:
    made = services.start(slug=f"public-{of.assembly}", name=f"{of.name} (public test data)", why=WHY, why_easy=EASY,
                          why_cy=WELSH, members_write=False, by=by)  # fmt: skip
    services.open_now(conversation=made, by=by)
    made.refresh_from_db()
    return made


def _fill(real: Real, of: folder.Public, conversation: Conversation, by: str) -> services.Brought:
    rows = folder.statements(real.folder, of)
    themes = theme_of_each(key_of(of, key) for key, _, _ in rows)
    said = [services.Said(key, words, out_because="Taken out where it was held" if out else "",
                          source=themes.get(key_of(of, key), "")) for key, words, out in rows]  # fmt: skip
    votes = folder.votes(real.folder, of, {key for key, _, _ in rows})
    return services.bring_in(conversation=conversation, statements=said, votes=votes, by=by)
