"""A register with a few dozen invented people, officials and bodies for the tests of the window."""

from datetime import date

from dandan_desktop.db.codes import code_id
from dandan_desktop.db.offices import presets, unit_on
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Official
from dandan_desktop.domain.dates import PartDate
from dandan_desktop.domain.facts import BodyId, CodeId, UnitId
from dandan_desktop.domain.nouns import OFFICIALS, PEOPLE
from dandan_desktop.domain.people import Person
from dandan_desktop.services import records, registers

TODAY = date(2026, 11, 20)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLES = ("Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thị Bích")
GIVEN = (
    "Ánh",
    "Ẩn",
    "Bình",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hạnh",
    "Khuê",
    "Lành",
    "Nghĩa",
    "Phượng",
    "Quý",
    "Tuyết",
)
POSITIONS = ("Trưởng ban", "Phó Trưởng ban", "Chuyên viên", "Bí thư", "Chủ tịch")


def people(count: int) -> list[Person]:
    return [
        Person(
            full_name=f"{FAMILIES[n % 10]} {MIDDLES[n % 6]} {GIVEN[n % 14]}",
            born_on=PartDate(1960 + n % 45) if n % 3 else PartDate(1960 + n % 45, 1 + n % 12, 1 + n % 28),
        )
        for n in range(count)
    ]


def a_unit(store: Store, place: int) -> UnitId:
    rows = store.query("SELECT id FROM units WHERE valid_to IS NULL AND level <> 1 ORDER BY code")
    return UnitId(rows[place % len(rows)][0])


def fill(store: Store, count: int = 40) -> None:
    sexes = [code_id(store, "sexes", code) for (code,) in store.query("SELECT code FROM codes WHERE list = 'sexes'")]
    religion = store.query("SELECT id FROM codes WHERE list = 'religions' ORDER BY rank LIMIT 1")[0][0]
    offices = presets(store, TODAY)
    registers.choose_office(store, offices[0][0])
    for n, person in enumerate(people(count)):
        facts = Person(
            full_name=person.full_name,
            born_on=person.born_on,
            sex=CodeId(sexes[n % 2] or 0),
            unit_id=a_unit(store, n),
            religion=CodeId(religion) if n % 4 == 0 else None,
        )
        records.save(store, PEOPLE, None, facts)
    for n, position in enumerate(POSITIONS):
        official = Official(
            name=people(count)[n].full_name, position=position, body_id=BodyId(offices[n % len(offices)][0])
        )
        records.save(store, OFFICIALS, None, official)


__all__ = ["TODAY", "a_unit", "fill", "people", "unit_on"]
