import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import BoundField

register = template.Library()


@register.filter
def plain(field: BoundField) -> str:
    """Draw the input without a placeholder, which repeats its label; ask digits for a code."""
    attrs = {"placeholder": False}
    if field.field.widget.attrs.get("autocomplete") == "one-time-code":
        attrs |= {"inputmode": "numeric", "class": "code"}
    return field.as_widget(attrs=attrs)


@register.filter
def as_json(value) -> str:
    """Return JSON for an attribute: a script element would need an exception in the CSP."""
    return json.dumps(value, cls=DjangoJSONEncoder)
