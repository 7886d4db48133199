"""Followers to try parked entries on."""

from portal.ledger.followers import Follower


class Reader(Follower):
    name = "reader"
    verbs = ("",)

    def handle(self, entries) -> None:
        pass


class Stumbler(Reader):
    name = "stumbler"

    def handle(self, entries) -> None:
        raise ValueError("still broken")
