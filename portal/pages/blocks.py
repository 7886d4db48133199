"""The eight blocks of an editor. Each also says its words plainly, for the search index."""

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText

# No italics: Chinese has none; stress is weight or a rule at the side.
RICH_TEXT_FEATURES = ["bold", "ol", "ul", "link", "document-link"]

# The table editor comes with English alone; another language only makes its console complain.
TABLE_OPTIONS = {"language": "en-US"}


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's title is the only first level."""

    text = blocks.CharBlock(label=_("Heading"), max_length=60)
    level = blocks.ChoiceBlock(
        choices=[("h2", _("Heading")), ("h3", _("Smaller heading"))], default="h2", label=_("Level")
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "pages/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture with its words; what it shows is asked for when it is uploaded."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=100)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """Words to stress, with who said them."""

    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(label=_("Who said it"), required=False, max_length=60)

    class Meta:
        icon = "openquote"
        label = _("Quote or emphasis")
        template = "pages/blocks/quote.html"


class FileBlock(blocks.StructBlock):
    """A document to take away."""

    document = DocumentChooserBlock(label=_("Document"))
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=100)

    class Meta:
        icon = "doc-full"
        label = _("Attachment")
        template = "pages/blocks/file.html"


class CalloutBlock(blocks.StructBlock):
    """What must not be missed, and where to go next."""

    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.TextBlock(label=_("Text"), required=False)
    link_text = blocks.CharBlock(label=_("Words of the link"), required=False, max_length=40)
    link = blocks.CharBlock(
        label=_("Address of the link"), required=False, max_length=200,
        help_text=_("For instance /orders/new/ or https://…"),
    )  # fmt: skip

    class Meta:
        icon = "warning"
        label = _("Call-out with a link")
        template = "pages/blocks/callout.html"


class StepBlock(blocks.StructBlock):
    """One step or one question."""

    title = blocks.CharBlock(label=_("Step or question"), max_length=80)
    text = blocks.TextBlock(label=_("What to do, or the answer"), required=False)


class StepsBlock(blocks.StructBlock):
    """Steps in order, or questions with answers."""

    kind = blocks.ChoiceBlock(
        choices=[("steps", _("Steps")), ("questions", _("Questions and answers"))],
        default="steps", label=_("Shown as"),
    )  # fmt: skip
    entries = blocks.ListBlock(StepBlock(), label=_("Steps or questions"))

    class Meta:
        icon = "list-ol"
        label = _("Steps, or questions and answers")
        template = "pages/blocks/steps.html"


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The eight, in the order in which editors reach for them."""
    return [
        (
            "paragraph",
            blocks.RichTextBlock(label=_("Text"), icon="pilcrow", features=RICH_TEXT_FEATURES),
        ),
        ("heading", HeadingBlock()),
        ("picture", PictureBlock()),
        ("quote", QuoteBlock()),
        (
            "table",
            TableBlock(
                table_options=TABLE_OPTIONS,
                label=_("Table"),
                template="pages/blocks/table.html",
            ),
        ),
        ("file", FileBlock()),
        ("callout", CalloutBlock()),
        ("steps", StepsBlock()),
    ]


class BodyField(StreamField):
    """The text of a page. Its blocks stay out of migrations: they change the form, not the column."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__(body_blocks(), **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """A migration needs the column alone."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


def words_of(value: Any) -> list[str]:
    """Every word a reader sees in a block's value, tables and captions included, markup left out."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, RichText):
        return [strip_tags(value.source.replace("</p>", "</p>\n").replace("</li>", "</li>\n"))]
    if isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        return [word for child in value for word in words_of(getattr(child, "value", child))]
    if isinstance(value, dict):  # a struct or a table
        return [word for child in value.values() for word in words_of(child)]
    if isinstance(value, list):
        return [word for child in value for word in words_of(child)]
    return []
