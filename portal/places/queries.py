"""Reading the trees."""

from django.db.models.functions import Length

from portal.places.models import Area, Organisation

OWNING_KINDS = (
    Organisation.Kind.COMMUNITY,
    Organisation.Kind.SUBDISTRICT,
    Organisation.Kind.DISTRICT,
)


def owner_of(area: Area) -> Organisation | None:
    """The body that owns what happens in an area: its community, else the nearest one above."""
    above = [area.path[: i + 1] for i, char in enumerate(area.path) if char == "/"]
    return (
        Organisation.objects.filter(kind__in=OWNING_KINDS, area__path__in=above)
        .order_by(Length("area__path").desc(), "code")
        .first()
    )
