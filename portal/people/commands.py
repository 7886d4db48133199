"""Open an account, which can do nothing until its holder is appointed; renew a password."""

from datetime import datetime

from django.db import transaction

from portal.ledger.append import append
from portal.people import rules
from portal.people.actors import Actor, actor_code
from portal.people.models import User


@transaction.atomic
def open_account(
    username: str, *, display_name: str, password: str, by: Actor, at: datetime
) -> User:
    """Open an account without any right. Raises Refused: not an administrator, or the name is taken."""
    rules.check_account(username, by)
    user = User(username=username, display_name=display_name)
    user.set_password(password)
    user.save()
    append("account.opened", f"staff:{user.pk}", by=actor_code(by), at=at)
    return user


@transaction.atomic
def renew_password(person: User, *, password: str, by: Actor, at: datetime) -> User:
    """Set a new password and end every session. Raises Refused: `by` is not over all of their posts."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    rules.check_password(person, by)
    person.set_password(password)
    person.save(update_fields=["password"])
    append("account.password_renewed", f"staff:{person.pk}", by=actor_code(by), at=at)
    return person
