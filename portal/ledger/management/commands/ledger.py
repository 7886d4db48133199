"""`manage.py ledger verify`: exit status 0 when the chain is whole, 1 with the first bad entry."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.ledger.models import Entry
from portal.ledger.verify import verify


class Command(BaseCommand):
    help = "Verify the ledger's hash chain."
    # The proof must not depend on whether the rest of the installation is in order.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["verify"])
        parser.add_argument(
            "--expect",
            metavar="SEQ:HASH",
            help="a checkpoint written down earlier that must still hold",
        )

    def handle(self, *args: Any, expect: str | None = None, **options: Any) -> None:
        verdict = verify()
        if verdict.fault:
            raise CommandError(
                _("The ledger is broken at entry %(seq)d: %(kind)s.")
                % {"seq": verdict.fault.seq, "kind": verdict.fault.kind}
            )
        if expect is not None and not _still_holds(expect):
            raise CommandError(_("The ledger no longer holds the checkpoint %s.") % expect)
        self.stdout.write(
            _("%(count)d entries, chain whole. Checkpoint %(count)d:%(hash)s")
            % {"count": verdict.count, "hash": verdict.head_hash}
        )


def _still_holds(checkpoint: str) -> bool:
    seq, _colon, digest = checkpoint.partition(":")
    return seq.isdecimal() and Entry.objects.filter(seq=int(seq), hash=digest).exists()
