"""The two sentences for what can go wrong with sittings, their papers and the numbers of papers."""

from collections.abc import Mapping

from dandan_desktop.domain.errors import Problem

PAPER_SENTENCES: Mapping[Problem, tuple[str, str]] = {
    Problem.NUMBER_TAKEN: ("Số {text} đã cấp cho văn bản khác.", "Hãy lấy số {next}, hoặc số khác chưa cấp."),
    Problem.NUMBER_STRANGE: (
        "Số gõ vào “{typed}” không đúng mẫu số của văn bản này.",
        "Hãy gõ số từ 1 đến 99999, hoặc cả ký hiệu như {example}.",
    ),
    Problem.NUMBER_OWNED: (
        "Văn bản này đã có số {text}.",
        "Hãy dùng số đó; nếu không dùng nữa thì huỷ số đó kèm lý do rồi lấy số mới.",
    ),
    Problem.NUMBER_STAYS: (
        "Số đã cấp thì giữ nguyên trong sổ văn bản.",
        "Nếu văn bản không phát hành, hãy huỷ số kèm lý do.",
    ),
    Problem.NUMBER_CANCELLED: ("Số {text} đã huỷ, không dùng lại.", "Hãy lấy số mới cho văn bản."),
    Problem.NUMBER_IN_LOCKED: (
        "Biên bản đã khoá đang mang số {text}.",
        "Hãy mở lại biên bản trước, rồi huỷ số kèm lý do.",
    ),
    Problem.NO_TERM: (
        "Chưa ghi nhiệm kỳ của “{body}” cho ngày {day}, nên chưa biết đánh số từ đâu.",
        "Hãy ghi nhiệm kỳ ở Danh mục, thẻ Nhiệm kỳ, rồi lấy số.",
    ),
    Problem.TERM_TWICE: (
        "Đã có nhiệm kỳ khác của cấp ủy này bắt đầu ngày {day}.",
        "Hãy sửa nhiệm kỳ đã có, hoặc ghi ngày bắt đầu khác.",
    ),
    Problem.TERM_IN_USE: (
        "Đã có số văn bản cấp trong nhiệm kỳ này, ngày {day}.",
        "Hãy giữ nhiệm kỳ và để ngày bắt đầu, ngày kết thúc bao gồm ngày đó.",
    ),
    Problem.SITTING_THERE: (
        "Kỳ họp này ({slot}) đã có cuộc họp “{title}” ngày {day}.",
        "Hãy mở cuộc họp đó; nếu kỳ này họp thêm một lần nữa thì chọn “Vẫn lập thêm”.",
    ),
    Problem.PAPER_LACKS: ("Chưa lập được {paper}: {why}.", "Hãy ghi thêm vào cuộc họp, lưu lại rồi lập văn bản."),
    Problem.NO_PROPOSALS: (
        "Chưa có gì để trình: {period} chưa ghi kiến nghị nào.",
        "Hãy chọn kỳ số liệu khác ở góc trên, hoặc ghi kiến nghị rồi lập tờ trình.",
    ),
    Problem.PAPER_GONE: (
        "Không in được {path}: tệp không còn ở chỗ đã ghi, hoặc không còn là tệp Word.",
        "Hãy lập lại văn bản này rồi in.",
    ),
    Problem.PRINT_FAILED: (
        "Không in được {path} qua {program}.",
        "Hãy xem máy in có bật, có giấy không rồi in lại, hoặc chọn in từ chương trình.",
    ),
    Problem.LIST_TOO_LONG: (
        "Danh sách có {count} nhiệm vụ, dài quá để in.",
        "Hãy lọc còn nhiều nhất {most} nhiệm vụ rồi in.",
    ),
    Problem.NOTHING_OVERDUE: (
        "Đơn vị này không có nhiệm vụ nào quá hạn.",
        "Hãy chọn một nhiệm vụ quá hạn rồi lập công văn.",
    ),
}
