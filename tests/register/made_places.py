"""Small files in the layouts of the public ones, of a country that does not exist.

Northmere was split in 2021. Harbour and Quay were merged in 2019 with Chapel, a district of Downland County;
the rest of that became Downland. Hilltop was given a new code. Lodge lay in Three Hills, but the register
says Two Rivers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

AUTHORITY_COLUMNS = (
    "local-authority-code,official-name,nice-name,gss-code,start-date,end-date,replaced-by,nation,region,"
    "local-authority-type,county-la,alt-names,former-gss-codes,powers"
)
AUTHORITIES = """\
NOR,Northmere County Council,Northmere,E10000091,,2021-04-01,"EAS,WES",CTY,,,,upper tier
ABB,Abbey District,Abbey,E07000911,,2021-04-01,EAS,NMD,NOR,,,lower tier
BEA,Beacon District,Beacon,E07000912,,2021-04-01,EAS,NMD,NOR,,,lower tier
COM,Common District,Common,E07000913,,2021-04-01,WES,NMD,NOR,,,lower tier
EAS,East Northmere Council,East Northmere,E06000091,2021-04-01,,,UA,,,,unitary
WES,West Northmere Council,West Northmere,E06000092,2021-04-01,,,UA,,,,unitary
HAR,Harbour Council,Harbour,E06000081,,2019-03-31,HQC,UA,,,,unitary
QUA,Quay Council,Quay,E06000082,,2019-03-31,HQC,UA,,,,unitary
HQC,Harbour and Quay Council,"Harbour, Chapel and Quay",E06000083,2019-04-01,,,UA,,,,unitary
DOC,Downland County Council,Downland County,E10000092,,2019-03-31,DOW,CTY,,,,upper tier
CHA,Chapel District,Chapel,E07000921,,2019-03-31,HQC,NMD,DOC,,,lower tier
DEL,Dell District,Dell,E07000922,,2019-03-31,DOW,NMD,DOC,,,lower tier
DOW,Downland Council,Downland,E06000084,2019-04-01,,,UA,,,,unitary
TWO,Two Rivers County Council,Two Rivers,E10000093,,,,CTY,,"Two Rivers,two rivers county",,upper tier
UPP,Upper Rivers District,Upper Rivers,E07000931,,,,NMD,TWO,,,lower tier
LOW,Lower Rivers District,Lower Rivers,E07000932,,,,NMD,TWO,,,lower tier
THR,Three Hills County Council,Three Hills,E10000094,,,,CTY,,,,upper tier
LOD,Lodge District,Lodge,E07000941,,2019-03-31,NLO,NMD,TWO,,,lower tier
NLO,New Lodge District,New Lodge,E07000943,2019-04-01,,,NMD,THR,,,lower tier
CRA,Crag District,Crag,E07000942,,,,NMD,THR,,,lower tier
HIL,Hilltop Borough Council,Hilltop,E08000095,,,,MD,,Hilltop MB,E08000090,unitary
NEM,North East Marshshire Council,North East Marshshire,E06000071,,,,UA,,,,unitary
KSE,Kingsport upon Sea Council,Kingsport upon Sea,E06000072,,,,UA,,,,unitary
KMO,City of Kingsport upon Moor,"Kingsport upon Moor, City of",E06000073,,,,UA,,"Moor City,moor city",,unitary
BATH,Wells and North East Meadow Council,Wells and North East Meadow,E06000074,,,,UA,,,,unitary
ALL,All Shires Combined Authority,All Shires,E47000099,2014-04-01,,,COMB,,,,combined
"""

MIDLAND = {
    "E10000091": "Northmere",
    "E10000093": "Two Rivers",
    "E10000094": "Three Hills",
    "E08000090": "Hilltop",
}
COAST = {
    "E06000081": "Harbour",
    "E06000082": "Quay",
    "E10000092": "Downland",
    "E06000071": "North East Marshshire",
    "E06000072": "Kingsport upon Sea",
    "E06000073": "Kingsport upon Moor, City of",
    "E06000074": "Wells and North East Meadow",
}
CHILDREN_2012 = {
    "E10000091": 30_000,
    "E10000093": 80_000,
    "E10000094": 60_000,
    "E08000090": 20_000,
    "E06000071": 40_000,
    "E06000072": 10_000,
    "E06000073": 90_000,
    "E06000074": 25_000,
}
NOT_GIVEN = ("E06000081", "E06000082", "E10000092")
LATER_2021 = {
    "E06000091": ("Midland", "East Northmere", 20_000),
    "E06000092": ("Midland", "West Northmere", 13_000),
    "E10000093": ("Midland", "Two Rivers", 81_000),
    "E10000094": ("Midland", "Three Hills", 61_000),
    "E08000095": ("Midland", "Hilltop", 21_000),
    "E06000083": ("Coast", "Harbour, Chapel and Quay", 50_000),
    "E06000084": ("Coast", "Downland", 35_000),
    "E06000071": ("Coast", "North East Marshshire", 41_000),
    "E06000072": ("Coast", "Kingsport upon Sea", 11_000),
    "E06000073": ("Coast", "Kingsport upon Moor, City of", 91_000),
    "E06000074": ("Coast", "Wells and North East Meadow", 26_000),
}
# district: neighbourhoods, of them in the most deprived tenth
NEIGHBOURHOODS = {
    "E07000911": (4, 1),
    "E07000912": (4, 0),
    "E07000913": (2, 1),
    "E06000081": (5, 2),
    "E06000082": (3, 0),
    "E07000921": (2, 1),
    "E07000922": (6, 0),
    "E07000931": (8, 0),
    "E07000932": (8, 4),
    "E07000941": (3, 0),
    "E07000942": (3, 0),
    "E08000095": (10, 5),
    "E06000071": (4, 1),
    "E06000072": (2, 0),
    "E06000073": (9, 0),
    "E06000074": (3, 0),
}


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]], mark: str = "") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(mark)
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_authorities(folder: Path, text: str = AUTHORITIES) -> Path:
    rows = []
    for row in csv.reader(text.splitlines()):
        key, official, nice, code, start, end, replaced, kind, county, other, former, powers = row
        rows.append(
            (
                key,
                official,
                nice,
                code,
                start,
                end,
                replaced,
                "Made up",
                "",
                kind,
                county,
                other,
                former,
                powers,
            )
        )
    return write_rows(folder / "authorities.csv", AUTHORITY_COLUMNS.split(","), rows)


def write_lookup(folder: Path) -> Path:
    """As of 2021, with the mark that some programs put before UTF-8."""
    pairs = [
        ("E07000931", "E10000093"),
        ("E07000932", "E10000093"),
        ("E07000942", "E10000094"),
        ("E07000943", "E10000094"),
        ("E06000091", "E06000091"),
        ("E06000092", "E06000092"),
        ("E06000083", "E06000083"),
        ("E06000084", "E06000084"),
    ]
    header = ("LTLA23CD", "LTLA23NM", "UTLA23CD", "UTLA23NM", "ObjectId")
    rows = [(low, low, up, up, number) for number, (low, up) in enumerate(pairs, start=1)]
    return write_rows(folder / "lookup.csv", header, rows, mark="\ufeff")


POPULATION_COLUMNS = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code"),
    *("region_name", "old_la_code", "new_la_code", "la_name", "age_group", "population_estimate"),
)
AGE_GROUP = "Children aged 0 to 17 years"


def population_rows() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []

    def add(year: int, level: str, region: str, code: str, name: str, children: object) -> None:
        rows.append(
            (year, "Reporting year", level, "E9", "Made up", "R", region, "", code, name, AGE_GROUP, children)
        )

    add(2012, "National", "", "", "", 439_000)
    add(2012, "Regional", "Midland", "", "", 190_000)
    for region, names in (("Midland", MIDLAND), ("Coast", COAST)):
        for code, name in names.items():
            children: object = "x" if code in NOT_GIVEN else CHILDREN_2012[code]
            add(2012, "Local authority", region, code, name, children)
    add(2021, "Regional", "Midland", "", "", 196_000)
    for code, (region, name, number) in LATER_2021.items():
        add(2021, "Local authority", region, code, name, number)
    return rows


def write_population(folder: Path) -> Path:
    return write_rows(folder / "population.csv", POPULATION_COLUMNS, population_rows())


def write_neighbourhoods(folder: Path) -> Path:
    header = ("lsoa11_code", "lsoa11_name", "lad13_code", "lad13_name", "IMD_score", "IMD_rank", "IMD_decile")
    rows: list[tuple[object, ...]] = []
    last = sum(number for number, _ in NEIGHBOURHOODS.values())
    for district, (number, deprived) in NEIGHBOURHOODS.items():
        for place in range(number):
            decile = "1.0" if place < deprived else "10.0"
            rows.append((f"E01{len(rows):06d}", "", district, "", 20.5, f"{last - len(rows)}.0", decile))
    return write_rows(folder / "neighbourhoods.csv", header, rows)


def write_district_shares(folder: Path) -> Path:
    rows = [
        ("E08000095", 30.0, 0.5, 0.6),
        ("E07000931", 9.0, 0.0, 0.1),
        ("E07000932", 35.0, 0.5, 0.6),
        ("E06000083", 20.0, 0.3, 0.4),
    ]
    return write_rows(folder / "shares.csv", ("ltla21_code", "Score", "Proportion", "Extent"), rows)
