"""Static files under hashed names once collected, under their own names until then."""

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from servestatic.storage import CompressedManifestStaticFilesStorage


class CollectedStorage(CompressedManifestStaticFilesStorage):
    # The addresses inside `import … from` must carry the hash as well.
    support_js_module_import_aggregation = True

    def url_converter(self, name, hashed_files, template=None):
        if name.startswith("django_htmx/ext/"):
            # Their comments speak of importing a file that is not there.
            return lambda match: match[0]
        return super().url_converter(name, hashed_files, template)


StaticStorage = StaticFilesStorage if settings.SERVESTATIC_USE_FINDERS else CollectedStorage
