"""Words and names from open lists: general English by wordfreq (Apache-2.0), names of many countries by Faker (MIT).

Both are needed to train and never to run: the dependency group `training` has them.
"""

from __future__ import annotations

import random

from faker import Faker
from wordfreq import top_n_list

# Countries whose names are written in Latin letters without another alphabet's conventions in the lists.
LOCALES = (
    "en_GB en_US en_IE en_IN en_NG en_KE en_PK de_DE fr_FR es_ES es_MX it_IT nl_NL nl_BE pl_PL cs_CZ sk_SK hu_HU ro_RO "
    "fi_FI sv_SE no_NO da_DK et_EE lt_LT lv_LV pt_PT pt_BR tr_TR id_ID hr_HR sl_SI is_IS uz_UZ ga_IE tw_GH"
)


def english(count: int) -> list[str]:
    """The most frequent words of English, lower case."""
    return [str(word) for word in top_n_list("en", count)]


def invented(count: int, dice: random.Random) -> list[tuple[str, str]]:
    """Given and family names, each one word, from many countries."""
    out: list[tuple[str, str]] = []
    for locale in LOCALES.split():
        fake = Faker(locale, use_weighting=False)
        fake.seed_instance(dice.randrange(10**6))
        for _ in range(count // len(LOCALES.split())):
            given, family = fake.first_name(), fake.last_name()
            if " " not in given + family:
                out.append((given, family))
    return out
