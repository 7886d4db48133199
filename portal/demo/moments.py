"""When things happened: the samples' `T-9 08:52` and the working hours between."""

import re
from datetime import datetime, time, timedelta

STAMP = re.compile(r"T-(\d+)(?: (\d{2}):(\d{2}))?")
NOON_MISSING = time(10, 0)
OPENS, CLOSES = time(8, 40), time(18, 0)


def moments(today: datetime, stamps: list[str]) -> list[datetime]:
    """The stamps as moments before `today`, never out of order; a stamp without time is 10:00."""
    found: list[datetime] = []
    for stamp in stamps:
        match = STAMP.match(stamp)
        if match is None:
            continue
        days, hour, minute = match.groups()
        clock = time(int(hour), int(minute)) if hour else NOON_MISSING
        at = datetime.combine(today.date() - timedelta(days=int(days)), clock, today.tzinfo)
        found.append(max(at, *found) if found else at)
    return found


def working(at: datetime) -> datetime:
    """The same moment, or the next one at which an office is open (Monday to Friday, 8:40–18:00)."""
    if at.weekday() >= 5:
        return working(
            datetime.combine(at.date() + timedelta(days=7 - at.weekday()), OPENS, at.tzinfo)
        )
    if at.time() < OPENS:
        return datetime.combine(at.date(), OPENS, at.tzinfo)
    if at.time() > CLOSES:
        return working(datetime.combine(at.date() + timedelta(days=1), OPENS, at.tzinfo))
    return at


def schedule(stamps: list[datetime], now: datetime, urgent: bool) -> dict[str, datetime]:
    """A moment for each verb on the road, in order, taken from the sample or between its moments."""
    placed, answered, rated = stamps[0], stamps[-2] if len(stamps) > 3 else stamps[-1], stamps[-1]
    admitted = stamps[1] if len(stamps) > 1 else placed
    spell = max(answered - admitted, timedelta(minutes=40))
    wanted = [
        ("placed", placed),
        ("admitted", admitted),
        ("dispatched", admitted + spell * 0.1),
        ("accepted", admitted + spell * 0.2),
        ("contacted", admitted + spell * 0.3),
        ("answered", admitted + spell),
        ("rated", max(rated, admitted + spell + timedelta(minutes=30))),
        ("closed", max(rated, admitted + spell) + timedelta(hours=1)),
    ]
    found: dict[str, datetime] = {}
    last = placed
    for verb, at in wanted:
        staffed = verb not in ("placed", "rated") and not urgent
        last = min(max(last, working(at) if staffed else at), now)
        found[verb] = last
    return found
