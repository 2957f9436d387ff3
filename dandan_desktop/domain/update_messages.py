"""The two sentences for what can go wrong with an update, and between two versions of the program."""

from collections.abc import Mapping

from dandan_desktop.domain.errors import Problem

UPDATE_SENTENCES: Mapping[Problem, tuple[str, str]] = {
    Problem.REGISTER_NEWER: (
        "Tệp sổ “{path}” do bản chương trình mới hơn ghi; bản này không mở và không đụng vào sổ.",
        "Hãy cài bản mới từ USB rồi mở lại; cần dùng bản này thì chọn “Khôi phục từ bản sao…”, lấy bản sao cũ hơn.",
    ),
    Problem.UPDATE_STRANGE: (
        "Tệp “{path}” không phải tệp cập nhật của Sổ Dân vận.",
        "Hãy chọn tệp có tên dạng so-dan-van-…-cai-dat.exe hoặc so-dan-van-…-mang-theo.zip.",
    ),
    Problem.UPDATE_NOT_NEWER: (
        "Tệp cập nhật là bản {version}, không mới hơn bản {current} đang dùng.",
        "Không cần làm gì; có bản mới hơn thì chọn tệp đó.",
    ),
    Problem.UPDATE_NO_SHEET: (
        "Bên cạnh tệp “{path}” không có bảng kiểm {sheet}, hoặc bảng kiểm không ghi tệp này.",
        "Hãy chép lại cả tệp cập nhật và {sheet} từ nơi phát hành vào cùng một thư mục.",
    ),
    Problem.UPDATE_DIFFERS: (
        "Tệp “{path}” không giống bảng kiểm: chép lỗi hoặc đã bị sửa.",
        "Đừng chạy tệp này; hãy chép lại từ nơi phát hành rồi chọn lại.",
    ),
    Problem.UPDATE_NOT_STARTED: (
        "Không chạy được “{path}”.",
        "Hãy đóng sổ, mở thư mục chứa tệp và bấm đúp vào tệp; sổ và bản đang dùng vẫn nguyên.",
    ),
}
"""What happened, then what to do."""
