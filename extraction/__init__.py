"""Finding who said what in English news texts: text in, dataclasses out.

Pure: no Django, no Celery, no network, no database. `extraction.structure` loads no spaCy and may be used in a web
process; everything else runs in workers or from `python -m extraction`.
"""
