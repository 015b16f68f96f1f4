"""Which office a speaker held when he spoke."""

from collections.abc import Iterable
from datetime import date

from actors import dates
from actors.models import Role
from sources.models import Source

Days = tuple[date | None, date | None]


def role_then(roles: Iterable[Role], source: Source, said: Days) -> str:
    """The office that the text itself gives; else the one that lasted on the day; else nothing is guessed."""
    roles = list(roles)
    here = [r for r in roles if r.basis == Role.Basis.ATTESTED and r.attested_in == source.public_id]
    if here:
        return str(min(here, key=lambda r: (-len(r.title), r.title)))
    held = [r for r in roles if r.basis != Role.Basis.ATTESTED and _held(r, said)]
    return "; ".join(sorted(str(r) for r in held))


def _held(role: Role, said: Days) -> bool:
    """On all days on which it may have been said. A role without any date lasts no known time."""
    if not (role.start or role.end) or said[0] is None or said[1] is None:
        return False
    start = dates.bounds(role.start)[0] if role.start else None
    end = dates.bounds(role.end)[1] if role.end else None
    return (start is None or start <= said[0]) and (end is None or said[1] <= end)
