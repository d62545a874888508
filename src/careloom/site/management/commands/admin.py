"""./careloom admin EMAIL"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse


class Command(BaseCommand):
    """Name who runs your own centre, and print a link that signs them in once.

    Also for the day on which nobody can get in any more: whoever holds the machine can always do this. It stands on the
    trace.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="their name; else what stands before the @")
        parser.add_argument("--bare", action="store_true", help="without the words of the UK centre")
        parser.add_argument("--port", type=int, default=8000, help="where the centre runs on this machine")

    def handle(self, *args: Any, **options: Any) -> None:
        from careloom.centre.services import load_defaults
        from careloom.people import first_link
        from careloom.site.demo import is_empty

        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"'{email}' is not an e-mail address.", returncode=2) from error
        if (settings.FOLDER / "demo").exists() or settings.DEMO:
            raise CommandError(
                "This is the demo centre; whoever sits at this machine can be anybody in it. Keep your own centre in a "
                "folder of its own: CARELOOM_FOLDER=/where/it/is/kept ./careloom admin " + email, returncode=2,
            )  # fmt: skip
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            if is_empty() and not options["bare"]:
                load_defaults(by="system")
            account = self._administrator(email, options["name"].strip())
        self.stdout.write(f"{account.person.name} is an administrator of this centre.")
        address = settings.ADDRESS if settings.HTTPS else f"http://127.0.0.1:{options['port']}"
        link = address + reverse("first_sign_in", args=[first_link.token_for(account)])
        self.stdout.write(f"Open the centre (./careloom run) and then this link, once, within half an hour:\n  {link}")
        self.stdout.write("It asks for a second key at once. From then on a code comes by mail, once mail is set up.")

    def _administrator(self, email: str, name: str) -> Any:
        from careloom.people import services
        from careloom.people.models import Account, RoleGrant

        account = Account.objects.select_related("person").filter(email=email).first()
        if account is None:
            person = services.get_to_know(name=name or email.split("@")[0], email=email, by="system")
            account = services.open_account(person=person, by="system")
        services.let_in(account=account, active=True, by="system")
        role, held = RoleGrant.Role.ADMINISTRATOR, account.person.roles
        if not held.filter(role=role, nation_code="", until=None).exists():
            services.grant_role(person=account.person, role=role, by="system")
        return account
