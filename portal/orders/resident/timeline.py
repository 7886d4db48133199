"""What happened to an order, line by line, as its resident reads it. Reads; decides nothing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from portal.orders.models import Answer, Order, Rating
from portal.orders.story import Step, shared_story
from portal.privacy.finding import mask


@dataclass(frozen=True)
class Event:
    """One line of the timeline."""

    at: datetime
    title: str
    who: str
    text: str


def events(order: Order) -> list[Event]:
    """The timeline, the latest first."""
    return [_event(step) for step in reversed(shared_story(order))]


def _event(step: Step) -> Event:
    text = step.text
    if step.answer:
        text = _answer_words(step.answer, shared=step.shared)
    elif step.rating:
        text = _rating_words(step.rating)
    return Event(step.at, step.title, step.unit, text)


def _answer_words(answer: Answer, *, shared: bool) -> str:
    """With whom it was spoken is told to nobody but the reporter who was spoken with; nor is what a
    handler wrote of that person elsewhere.
    """
    lines = (
        (gettext("Spoken with"), answer.spoken_with),
        (gettext("What was done"), answer.done),
        (gettext("By when"), answer.finished_by),
    )
    told = [(label, mask(words)) for label, words in lines[1:]] if shared else lines
    return "\n".join(gettext("%(label)s: %(words)s") % {"label": a, "words": b} for a, b in told)


def _rating_words(rating: Rating) -> str:
    levels = f"{rating.get_solved_display()} · {rating.get_satisfied_display()}"
    return f"{levels}\n{rating.comment}" if rating.comment else levels
