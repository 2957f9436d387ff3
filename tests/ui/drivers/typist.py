"""Typing the facts of one file into the page “Cuộc họp”, as a clerk does who has the paper before her."""

from datetime import date
from typing import Any

from dandan_desktop.db import codes, offices
from dandan_desktop.db.store import Store
from dandan_desktop.domain.catalogue import Body
from dandan_desktop.domain.facts import CodeId, UnitId
from dandan_desktop.domain.ids import new_uid
from dandan_desktop.domain.nouns import BODIES
from dandan_desktop.services import records
from tests.ui.drivers.meetings import MeetingsDriver

Json = dict[str, Any]


def shown(day: str | None) -> str | None:
    return f"{day[8:]}/{day[5:7]}/{day[:4]}" if day else None


class Typist:
    """Types the facts of one file, as a clerk who has the paper before her."""

    def __init__(self, clerk: MeetingsDriver, store: Store, content: Json) -> None:
        self.clerk, self.store, self.content = clerk, store, content
        self.day = date.fromisoformat(content["date"])
        convener = offices.body_named(store, content["convener"], self.day)
        assert convener
        self.unit = store.of(Body).get(convener).facts.unit_id

    def code(self, codes_of: str, code: str | None) -> str | None:
        row = codes.code_id(self.store, codes_of, code) if code else None
        return self.store.names.of("codes", row) if row else None

    def organisation(self, code: str) -> str:
        """The name of an organisation, added to the catalogue first where it lacks one."""
        kind = codes.code_id(self.store, "body_kinds", code)
        assert kind
        row = offices.body_of_kind(self.store, kind, self.unit, self.day)
        if row is None:
            facts = Body(name=f"Tổ chức {code}", kind=CodeId(kind), unit_id=UnitId(self.unit), line=new_uid())
            row = records.save(self.store, BODIES, None, facts).row
        return self.store.names.of("bodies", row)

    def type_all(self) -> None:
        content, clerk = self.content, self.clerk
        chair, secretary = content["chair"] or {}, content["secretary"] or {}
        clerk.fill_labels({
            "Ngày họp": shown(content["date"]), "Bắt đầu": content["start"], "Kết thúc": content["end"],
            "Loại họp": self.code("meeting_series", content["series"]), "Tên cuộc họp": content["title"],
            "Cơ quan triệu tập": content["convener"], "Địa điểm": content["place"],
            "Kỳ đánh giá": content["looks_back"], "Kỳ định hướng": content["looks_ahead"],
            "Người chủ trì": chair.get("name"), "Chức vụ người chủ trì": chair.get("position"),
            "Người ghi biên bản": secretary.get("name"), "Chức vụ người ghi biên bản": secretary.get("position"),
            "Nguồn": content["source"],
        })  # fmt: skip
        for entry in content["attendance"]:
            clerk.row("Thành phần", {
                "Họ và tên": entry["name"], "Chức vụ": entry["position"], "Đơn vị": entry["body"],
                "Có mặt": entry["present"], "Lý do vắng": entry["reason"], "Mời dự": entry["invited"],
            })  # fmt: skip
        for entry in content["reports"]:
            clerk.report({
                "Tổ chức báo cáo": self.organisation(entry["organisation"]), "Tên báo cáo": entry["title"],
                "Kết quả": entry["results"], "Khó khăn, vướng mắc": entry["difficulties"],
                "Nhiệm vụ kỳ tới": entry["next"],
            })  # fmt: skip
        for entry in content["opinions"]:
            clerk.row("Ý kiến", {
                "Người phát biểu": entry["speaker"], "Chức vụ": entry.get("position"), "Đơn vị": entry["body"],
                "Ý kiến": entry["text"], "Kiến nghị": entry["proposal"],
                "Nhóm kiến nghị": self.code("proposal_groups", entry["group"]),
            })  # fmt: skip
        for entry in content["weaknesses"]:
            clerk.row("Hạn chế", {"Hạn chế": entry["text"], "Mã chỉ tiêu": entry["indicator"]})
        for entry in content["conclusions"]:
            self.type_conclusion(entry)

    def type_conclusion(self, entry: Json) -> None:
        block = self.clerk.conclusion({
            "Kết luận": entry["text"], "Loại": self.code("conclusion_kinds", entry["kind"]),
            "Lý do không giao nhiệm vụ": entry.get("no_task_reason"),
        })  # fmt: skip
        for task in entry["tasks"]:
            self.clerk.task(block, {
                "Chủ trì": self.organisation(task["owner"]), "Nội dung": task.get("text"),
                "Phối hợp": [self.organisation(code) for code in task["with"]], "Hạn": shown(task["due"]),
                "Thường xuyên": task["standing"], "Sản phẩm": task["product"],
                "Ngày hoàn thành": shown(task.get("done")), "Kết quả": task.get("result"),
            })  # fmt: skip
