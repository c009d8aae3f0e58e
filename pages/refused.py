"""What stands at the address of a page that this person may not see."""

from pages.parts import gate, links, names
from pages.parts.pieces import plain

agency = gate.own_agency()
if agency:
    links.link(names.agency_path(agency), plain(agency))
gate.refuse(gate.why_not(links.path()), f"see /{links.path()}")
