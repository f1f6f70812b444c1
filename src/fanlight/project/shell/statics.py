"""Static files with their hash in the name, imports between ES modules rewritten."""

from __future__ import annotations

import warnings

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage

# WhiteNoise hands a plain file iterator to ASGI; Django reads it whole, which is what small static files want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")


class HashedStatics(ManifestStaticFilesStorage):
    """Django's manifest storage; pages and modules name each file by its content, so browsers may keep it for ever."""

    support_js_module_import_aggregation = True
