"""What stands at the address of a page that this person may not see."""

from pages.parts import gate, names
from pages.parts.links import link

agency = gate.own_agency()
if agency:
    link(names.agency_path(agency), agency)
gate.refuse(gate.why_not_here(), f"see /{gate.asked_path()}")
