"""The renderer of forms."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draw a field, with its label, errors and hint, by a template of ours."""

    field_template_name = "fields/field.html"
