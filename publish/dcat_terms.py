"""Addresses in the lists that DCAT-AP names, and the country's place as a map draws it."""

from __future__ import annotations

AUTHORITY = "http://publications.europa.eu/resource/authority"
VIETNAM = f"{AUTHORITY}/country/VNM"
LANGUAGES = (f"{AUTHORITY}/language/VIE", f"{AUTHORITY}/language/ENG")
DATA_THEMES = f"{AUTHORITY}/data-theme"
GOVERNMENT = f"{DATA_THEMES}/GOVE"
STABLE = f"{AUTHORITY}/planned-availability/STABLE"
FILE_TYPES = f"{AUTHORITY}/file-type"
NOT_GOVERNMENT = "http://purl.org/adms/publishertype/NonGovernmentalOrganisation"
ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"

# West, south, east, north of mainland Việt Nam and the two archipelagos, degrees, rounded outward.
WEST, SOUTH, EAST, NORTH = 102, 6, 118, 24
BOX = f"POLYGON(({WEST} {SOUTH}, {EAST} {SOUTH}, {EAST} {NORTH}, {WEST} {NORTH}, {WEST} {SOUTH}))"
MIDDLE = f"POINT({(WEST + EAST) / 2} {(SOUTH + NORTH) / 2})"
