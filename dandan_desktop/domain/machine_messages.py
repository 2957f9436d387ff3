"""The two sentences of each problem with the computer itself: a path, a program that lacks, a clock."""

from collections.abc import Mapping

from dandan_desktop.domain.errors import Problem

MACHINE_SENTENCES: Mapping[Problem, tuple[str, str]] = {
    Problem.PATH_TOO_LONG: (
        "Đường dẫn tới {path} dài quá mức máy này cho phép, nên không đọc, không ghi được.",
        "Hãy chọn thư mục ít cấp hơn, hoặc đặt tên tệp, tên thư mục ngắn lại.",
    ),
    Problem.NO_PROGRAM_FOR_FILE: (
        "Máy này chưa có chương trình nào mở được {path}; tệp vẫn nguyên ở chỗ đã ghi.",
        "Hãy cài chương trình mở loại tệp đó (như Word, Excel, LibreOffice), hoặc chép tệp sang máy khác.",
    ),
    Problem.FOLDER_NOT_SHOWN: (
        "Máy không mở được thư mục {path}.",
        "Hãy tự mở thư mục đó bằng chương trình quản lý tệp của máy.",
    ),
    Problem.NO_PRINTER: (
        "Máy này chưa cài máy in nào, nên chưa in được.",
        "Hãy bấm “{instead}” để lấy tệp in ở máy khác, hoặc cài máy in vào máy này rồi bấm in lại.",
    ),
    Problem.FILE_IN_USE: (
        "Tệp {path} đang mở ở chương trình khác, hoặc đang bị phần mềm diệt virus giữ.",
        "Hãy đóng tệp đó, đợi một lát rồi làm lại.",
    ),
    Problem.REGISTER_IN_USE: (
        "Tệp sổ “{path}” đang mở ở một cửa sổ khác, có khi của người dùng khác trên máy này.",
        "Hãy đóng cửa sổ đó hoặc đăng xuất người dùng kia, rồi mở lại.",
    ),
    Problem.REGISTER_CLOSED: (
        "Tệp sổ “{path}” không cho người dùng này của máy đọc, có khi vì do người dùng khác lập.",
        "Hãy mở bằng người dùng đã lập sổ, hoặc nhờ người ấy chuyển cả thư mục sổ ra nơi hai bên cùng được ghi.",
    ),
    Problem.CLOCK_BEHIND: (
        "Đồng hồ máy sai: đang chỉ {now}, trong khi đã qua {known}.",
        "Hãy chỉnh ngày giờ của máy, nếu không thì hạn nhiệm vụ và ngày trên giấy tờ sẽ sai; nhật ký vẫn đúng thứ tự.",
    ),
    Problem.CLOCK_AHEAD: (
        "Đồng hồ máy sai: đang chỉ {now}, nhiều năm sau khi có chương trình này.",
        "Hãy chỉnh ngày giờ của máy, nếu không thì hạn nhiệm vụ và ngày trên giấy tờ sẽ sai.",
    ),
}
"""What happened and what to do, of each."""
