"""What catalogues call things: the lists that DCAT-AP names, and the country's place on a map."""

from __future__ import annotations

AUTHORITY = "http://publications.europa.eu/resource/authority"
VIET_NAM = f"{AUTHORITY}/country/VNM"
LANGUAGES = (f"{AUTHORITY}/language/VIE", f"{AUTHORITY}/language/ENG")
DATA_THEMES = f"{AUTHORITY}/data-theme"
GOVERNMENT = f"{DATA_THEMES}/GOVE"
IRREGULAR = f"{AUTHORITY}/frequency/IRREG"
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
STABLE = f"{AUTHORITY}/planned-availability/STABLE"
FILE_TYPES = f"{AUTHORITY}/file-type"
NOT_GOVERNMENT = "http://purl.org/adms/publishertype/NonGovernmentalOrganisation"
ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"

# Of the land with both archipelagos, degrees: Trường Sa reaches 6.5 N and 117.3 E.
SOUTH, WEST, NORTH, EAST = 6.5, 102.1, 23.4, 117.4
BOX = f"POLYGON(({WEST} {SOUTH}, {EAST} {SOUTH}, {EAST} {NORTH}, {WEST} {NORTH}, {WEST} {SOUTH}))"
MIDDLE = "POINT(106.3 16.6)"  # on the mainland
