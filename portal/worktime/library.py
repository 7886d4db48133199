"""What the library `holidays` knows of a year, as a notice. Only loading imports it: it is slow to load."""

import holidays

from portal.worktime.calendars import Special
from portal.worktime.notices import Notice
from portal.worktime.words import Kind, Status

SOURCE = "python-holidays"


def notice_of(year: int) -> Notice:
    """The whole notice, or before it came the days off that the law names: then provisional."""
    known = holidays.country_holidays("CN", years=year, language="zh_CN")
    made_up = [day for day in known.weekend_workdays if day.year == year]
    days = {day: Special(Kind.HOLIDAY, name) for day, name in known.items()}
    days |= {day: Special(Kind.WORKDAY) for day in made_up}
    status = Status.OFFICIAL if made_up else Status.PROVISIONAL
    return Notice(year, status, SOURCE, dict(sorted(days.items())))
