"""What the public pages cost: queries, and time against a plain Wagtail page of the same content.

`python -m bench.pages`: the demo town on SQLite, warm, in one process; ratios, not promises.
"""

import statistics
import time

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import ground
from portal.cases.models import Case
from portal.pages.models import HomePage, StandardPage

ROUNDS = 60


def plain_page(texts: list[str]) -> str:
    """A standing page of Wagtail's own with the given paragraphs; returns its address."""
    body = [("paragraph", f"<p>{text}</p>") for text in texts]
    page = StandardPage(
        title="对照", slug=f"plain-{len(texts)}", body=body, published_at=timezone.now()
    )
    HomePage.objects.get().add_child(instance=page)
    return f"/plain-{len(texts)}/"


def median_ms(client: Client, addresses: list[str]) -> list[float]:
    """Median time of each address, asked in turn so that a slow spell hits all alike."""
    times: dict[str, list[float]] = {address: [] for address in addresses}
    for _round in range(ROUNDS):
        for address in addresses:
            began = time.perf_counter()
            response = client.get(address)
            times[address].append((time.perf_counter() - began) * 1000)
            assert response.status_code == 200, address
    return [statistics.median(times[address]) for address in addresses]


def queries(client: Client, address: str) -> int:
    """How many queries a warm page asks."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def main() -> None:
    with ground.database("sqlite"):
        call_command("demo", "--fictitious", verbosity=0)
        case = (
            Case.objects.filter(live=True, pictures__isnull=False).first() or Case.objects.first()
        )
        cases = Case.objects.filter(live=True)
        pairs = {
            case.get_absolute_url(): plain_page([case.matter_text, case.measures, case.result]),
            "/echo/": plain_page([f"{c.title} {c.result}" for c in cases[:20]]),
        }
        client = Client()
        addresses = [address for pair in pairs.items() for address in pair]
        medians = dict(zip(addresses, median_ms(client, addresses), strict=True))
        for ours, plain in pairs.items():
            print(
                f"{ours:22} {queries(client, ours)} queries, plain page {queries(client, plain)}; "
                f"{medians[ours]:.1f} ms, {medians[ours] / medians[plain]:.2f} of a plain page"
            )


if __name__ == "__main__":
    main()
