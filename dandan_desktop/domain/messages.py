"""Two Vietnamese sentences for every known problem: what happened, what to do."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from dandan_desktop.domain.errors import ClerkError, Problem
from dandan_desktop.domain.machine_messages import MACHINE_SENTENCES
from dandan_desktop.domain.paper_messages import PAPER_SENTENCES
from dandan_desktop.domain.update_messages import UPDATE_SENTENCES

_SENTENCES: dict[Problem, tuple[str, str]] = {
    **MACHINE_SENTENCES,
    **PAPER_SENTENCES,
    **UPDATE_SENTENCES,
    Problem.WRONG_PASSPHRASE: ("Mật khẩu không đúng.", "Hãy kiểm tra phím Caps Lock, bộ gõ rồi nhập lại."),
    Problem.PASSPHRASE_TOO_SHORT: ("Mật khẩu ngắn quá.", "Hãy đặt ít nhất {least} ký tự, ví dụ năm tiếng dễ nhớ."),
    Problem.PASSPHRASE_IS_PRACTICE: ("Đây là mật khẩu của sổ thực hành.", "Hãy đặt mật khẩu riêng cho sổ này."),
    Problem.PASSPHRASES_DIFFER: ("Hai lần nhập mật khẩu không giống nhau.", "Hãy nhập lại cả hai ô."),
    Problem.NO_PASSPHRASE: (
        "Chưa có mật khẩu hoặc mã cần nhập.",
        "Hãy chạy lệnh trong cửa sổ lệnh để gõ vào, hoặc thêm {option} TỆP.",
    ),
    Problem.PASSPHRASE_FILE_UNREADABLE: (
        "Không đọc được tệp mật khẩu {path}.",
        "Hãy kiểm tra tệp có thật, là chữ UTF-8 và dòng đầu là mật khẩu.",
    ),
    Problem.NO_REGISTER_CHOSEN: (
        "Máy này chưa mở sổ nào.",
        "Hãy chỉ ra tệp sổ bằng --register TỆP, hoặc mở sổ trong cửa sổ chương trình.",
    ),
    Problem.NOT_ALLOWED: (
        "Việc này không thuộc quyền của người đang mở sổ.",
        "Hãy nhờ người có quyền làm, hoặc người quản trị cấp thêm quyền.",
    ),
    Problem.REGISTER_MISSING: ("Không tìm thấy tệp sổ “{path}”.", "Hãy kiểm tra tên tệp, hoặc cắm lại ổ chứa sổ."),
    Problem.REGISTER_EXISTS: ("Đã có tệp {path}.", "Hãy đặt tên khác cho sổ mới, hoặc mở sổ đang có."),
    Problem.NOT_A_REGISTER: ("Tệp {path} không phải là sổ.", "Hãy chọn tệp có đuôi .dandan do chương trình này lập."),
    Problem.REGISTER_DAMAGED: (
        "Tệp sổ “{path}” bị hỏng hoặc bị cắt ngắn.",
        "Hãy giữ nguyên tệp này, rồi khôi phục bản sao gần nhất hoặc cứu dữ liệu đọc được sang sổ mới.",
    ),
    Problem.REGISTER_ON_NETWORK: (
        "Tệp sổ “{path}” nằm trên ổ mạng, nơi dữ liệu dễ hỏng khi mất kết nối.",
        "Hãy đặt sổ trên ổ đĩa của máy này.",
    ),
    Problem.REGISTER_READ_ONLY: (
        "Không ghi được vào tệp sổ “{path}”.",
        "Hãy bỏ thuộc tính chỉ đọc, mở bằng người dùng đã lập sổ, hoặc chép cả thư mục sổ sang nơi ghi được.",
    ),
    Problem.HISTORY_INCOMPLETE: (
        "Phần ghi nhật ký trong tệp sổ “{path}” bị thiếu hoặc bị sửa ({triggers}), nên sổ chỉ mở để xem.",
        "Hãy khôi phục bản sao gần nhất, hoặc gửi báo lỗi cho người hỗ trợ.",
    ),
    Problem.KEY_FILE_MISSING: (
        "Tệp sổ “{path}” thiếu tệp khoá đi kèm.",
        "Hãy chép tệp cùng tên có đuôi .khoa về cạnh sổ rồi mở lại, hoặc lập lại tệp khoá từ một bản sao của sổ.",
    ),
    Problem.KEY_FILE_DAMAGED: (
        "Tệp khoá của sổ (đuôi .khoa) bị hỏng hoặc bị sửa.",
        "Hãy lập lại tệp khoá từ một bản sao của sổ bằng mục Khôi phục từ bản sao; sổ vẫn giữ nguyên.",
    ),
    Problem.FOLDER_MISSING: ("Không có thư mục để ghi {path}.", "Hãy tạo thư mục đó, hoặc chọn nơi khác."),
    Problem.FOLDER_READ_ONLY: ("Không ghi được vào thư mục của {path}.", "Hãy chọn thư mục khác mà máy cho phép ghi."),
    Problem.DISK_FULL: (
        "Ổ đĩa đã đầy, chỉ còn {free} MB{on_drive}, nên chưa ghi được {path}.",
        "Hãy xoá bớt tệp không cần rồi làm lại.",
    ),
    Problem.DISK_FAILING: (
        "Ổ đĩa báo lỗi khi đọc hoặc ghi {path}.",
        "Hãy thử lại; nếu còn lỗi, hãy chép sổ sang ổ khác và báo người hỗ trợ.",
    ),
    Problem.FILE_MISSING: ("Không tìm thấy tệp {path}.", "Hãy kiểm tra lại tên tệp và thư mục."),
    Problem.FILE_UNREADABLE: ("Không đọc được tệp {path}.", "Hãy kiểm tra quyền đọc và định dạng của tệp."),
    Problem.NOT_A_FILE: ("Nơi ghi {path} là thư mục hoặc thiết bị, không phải tệp.", "Hãy đặt tên tệp khác."),
    Problem.FILE_TOO_LARGE: ("Tệp {path} lớn quá {limit} MB.", "Hãy tách tệp thành nhiều tệp nhỏ hơn."),
    Problem.FILE_EMPTY: ("Tệp {path} không có nội dung.", "Hãy mở tệp xem lại, hoặc lấy bản đầy đủ từ nơi gửi."),
    Problem.EVIDENCE_KNOWN: (
        "Nhiệm vụ này đã có một tệp cùng nội dung với {path}.",
        "Hãy chọn tệp khác; tệp đã có vẫn nằm trong danh sách minh chứng.",
    ),
    Problem.EVIDENCE_LOST: (
        "Nội dung của tệp này không còn nguyên vẹn trong sổ.",
        "Hãy khôi phục bản sao có tệp này, hoặc thêm lại tệp từ nơi gửi.",
    ),
    Problem.NOT_JSON: (
        "Tệp {path} không đúng định dạng JSON (dòng {line}).",
        "Hãy lấy lại tệp đầy đủ từ nơi gửi; chưa nạp gì từ tệp này.",
    ),
    Problem.WRONG_FORMAT: (
        "Tệp {path} không ghi theo mẫu “{expected}”.",
        "Hãy kiểm tra mục “format” ở đầu tệp; chưa nạp gì từ tệp này.",
    ),
    Problem.FIELD_UNKNOWN: (
        "Tệp {path} có mục lạ “{field}”.",
        "Hãy bỏ mục đó hoặc sửa tên theo tài liệu; chưa nạp gì từ tệp này.",
    ),
    Problem.FIELD_MISSING: (
        "Tệp {path} thiếu mục “{field}”.",
        "Hãy bổ sung mục đó; chưa nạp gì từ tệp này.",
    ),
    Problem.FIELD_WRONG_TYPE: (
        "Tệp {path} ghi sai kiểu ở mục “{field}”: {why}",
        "Hãy sửa mục đó; chưa nạp gì từ tệp này.",
    ),
    Problem.STATE_SECRET: (
        "Tệp {path} mang dấu “{mark}”.",
        "Tài liệu bí mật nhà nước không được ghi vào sổ này; chưa nạp gì từ tệp này.",
    ),
    Problem.FILE_OF_PRACTICE: (
        "Tệp {path} do sổ thực hành xuất ra, người và việc trong đó là giả định, để tập làm.",
        "Hãy nạp tệp ấy vào sổ thực hành; sổ này chưa nhận gì từ tệp.",
    ),
    Problem.VALUE_UNKNOWN: (
        "Tệp {path} ghi “{value}” ở mục “{field}”, danh mục không có.",
        "Hãy sửa theo danh mục, hoặc thêm vào danh mục trước; chưa nạp gì từ tệp này.",
    ),
    Problem.VALUE_IMPOSSIBLE: (
        "Tệp {path} ghi giá trị không thể có ở mục “{field}”: {why}",
        "Hãy sửa mục đó; chưa nạp gì từ tệp này.",
    ),
    Problem.MEETING_DIFFERS: (
        "Cuộc họp trong tệp {path} đã có trong sổ nhưng nội dung khác.",
        "Hãy mở cuộc họp trong sổ để sửa; chưa đổi gì từ tệp này.",
    ),
    Problem.RECORD_INVALID: ("Chưa lưu được: {why}", "Hãy sửa ô được đánh dấu rồi lưu lại."),
    Problem.RECORD_GONE: (
        "Bản ghi này không có hoặc không còn trong sổ.",
        "Hãy xem Thùng rác hoặc Nhật ký để lấy lại.",
    ),
    Problem.PROPOSAL_UNDER_WAY: (
        "Kiến nghị “{title}” đã chuyển, đã có trả lời hoặc có kiến nghị khác lặp lại nên không bỏ khỏi biên bản được.",
        "Hãy đánh dấu lại ý kiến đó là kiến nghị; nếu ghi nhầm thì xoá phần đã ghi ở trang Kiến nghị trước.",
    ),
    Problem.RECORD_CHANGED: (
        "Bản ghi này đã được sửa ở nơi khác sau khi bạn mở.",
        "Hãy mở lại để xem bản mới; phần bạn vừa nhập được giữ trong bản nháp.",
    ),
    Problem.UNDO_REFUSED: (
        "Không hoàn tác được vì sau đó còn việc khác dùng đến phần này: {later}.",
        "Hãy hoàn tác việc sau trước, hoặc sửa tay.",
    ),
    Problem.UNDO_NOT_POSSIBLE: ("Việc này không hoàn tác được.", "Hãy sửa tay nếu cần."),
    Problem.NOTHING_TO_UNDO: ("Không còn việc nào để hoàn tác.", "Hãy xem Nhật ký để biết các việc đã làm."),
    Problem.NO_OFFICE: (
        "Sổ chưa ghi là của cơ quan nào.",
        "Hãy chọn cơ quan ở mục Thiết lập của trang Sao lưu & thiết lập.",
    ),
    Problem.PERIOD_UNKNOWN: (
        "Không có kỳ “{code}”.",
        "Hãy ghi kỳ theo mẫu 2026-N, 2026-6T, 2026-9T, 2026-Q3 hoặc 2026-M05.",
    ),
    Problem.DAY_UNKNOWN: ("Không có ngày “{typed}”.", "Hãy ghi ngày theo mẫu 2026-06-30."),
    Problem.TEMPLATE_UNUSABLE: (
        "Mẫu văn bản {template} không dùng được: {why}",
        "Hãy cài lại chương trình, hoặc dùng lại mẫu gốc.",
    ),
    Problem.PAPER_LOST_TEXT: (
        "Văn bản làm ra thiếu nội dung “{value}”, nên chưa ghi tệp.",
        "Hãy thử lại; nếu còn lỗi, hãy gửi báo lỗi cho người hỗ trợ.",
    ),
    Problem.OUTPUT_LOST: (
        "Nơi nhận kết quả đã đóng hoặc đã đầy.",
        "Hãy chạy lại lệnh; phần đã ghi vẫn nằm trong sổ.",
    ),
    Problem.NO_DISPLAY: (
        "Không mở được cửa sổ trên máy này.",
        "Hãy chạy lệnh với --no-window, hoặc mở trên máy có màn hình.",
    ),
    Problem.WINDOWS_TOO_OLD: (
        "Máy này dùng Windows cũ hơn Windows 10 bản 1809 nên không mở được Sổ Dân vận.",
        "Hãy cập nhật Windows, hoặc mở sổ trên máy mới hơn; sổ vẫn nguyên.",
    ),
    Problem.UNDO_TOO_OLD: (
        "Việc này đã quá {days} ngày nên không hoàn tác được nữa.",
        "Hãy xem nội dung cũ trong Nhật ký rồi sửa tay nếu cần.",
    ),
    Problem.REASON_MISSING: ("Chưa ghi lý do.", "Hãy ghi lý do ngắn gọn, không ghi tên người."),
    Problem.REASON_NAMES_SOMEBODY: (
        "Lý do có tên của chính bản ghi bị xoá, nên tên đó sẽ còn lại trong sổ.",
        "Hãy ghi lý do không có tên, ví dụ số và ngày của đơn.",
    ),
    Problem.NAME_TOO_SHORT: (
        "Một chữ thì có trong quá nhiều bản ghi không nói về người này.",
        "Hãy gõ đủ họ và tên.",
    ),
    Problem.PURGE_REFUSED: (
        "Chưa xoá khỏi thùng rác được vì còn bản ghi khác dùng đến: {by}.",
        "Hãy bỏ bản ghi này khỏi các bản ghi đó trước.",
    ),
    Problem.ERASURE_REFUSED: (
        "Chưa xoá vĩnh viễn được vì còn bản ghi khác bắt buộc phải có bản ghi này: {by}.",
        "Hãy sửa hoặc xoá các bản ghi đó trước.",
    ),
    Problem.NOT_IN_TRASH: ("Bản ghi này không nằm trong Thùng rác.", "Hãy xoá bản ghi vào Thùng rác trước."),
    Problem.TRY_LATER: ("Đã nhập sai mật khẩu nhiều lần.", "Hãy đợi {seconds} giây rồi nhập lại."),
    Problem.RECOVERY_CODE_WRONG: ("Mã khôi phục không đúng.", "Hãy gõ lại mã trên phiếu khôi phục mới nhất."),
    Problem.RECOVERY_CODE_DIFFERS: (
        "Mã vừa gõ không giống mã trên phiếu mới, nên phiếu mới chưa có hiệu lực.",
        "Hãy nhìn phiếu vừa in và gõ lại từng nhóm bốn ký tự.",
    ),
    Problem.BOX_EMPTY: ("Chưa gõ {what}.", "Hãy gõ vào ô viền đỏ rồi bấm lại."),
    Problem.USER_NAMELESS: ("Chưa ghi tên người dùng.", "Hãy ghi họ và tên."),
    Problem.USER_EXISTS: (
        "Đã có người dùng tên “{name}”.",
        "Hãy ghi thêm chữ để phân biệt, ví dụ chức vụ.",
    ),
    Problem.USER_UNKNOWN: ("Không có người dùng tên “{name}”.", "Hãy ghi đúng tên như trong danh sách người dùng."),
    Problem.USER_POWERLESS: ("Chưa giao quyền nào cho người này.", "Hãy chọn ít nhất một quyền."),
    Problem.LAST_ADMINISTRATOR: (
        "Đây là người quản trị duy nhất của sổ.",
        "Hãy giao quyền quản trị cho một người khác trước.",
    ),
    Problem.ROLE_UNKNOWN: ("Không có quyền “{typed}”.", "Hãy ghi một trong các quyền: {known}."),
    Problem.BODY_UNKNOWN: (
        "Không có cơ quan, tổ chức nào tên “{name}”.",
        "Hãy ghi đúng tên như trong danh sách cơ quan, tổ chức.",
    ),
    Problem.NOT_A_PACKAGE: (
        "Tệp {path} không phải là bản sao của sổ.",
        "Hãy chọn tệp có đuôi .dandan-sao do chương trình này làm ra.",
    ),
    Problem.PACKAGE_DAMAGED: (
        "Bản sao {path} bị hỏng, bị cắt ngắn hoặc bị sửa.",
        "Hãy chọn bản sao khác; tệp này chưa đụng gì đến sổ.",
    ),
    Problem.PACKAGE_NEWER: ("Bản sao {path} do bản chương trình mới hơn làm.", "Hãy cài bản mới rồi khôi phục lại."),
    Problem.PACKAGE_OF_ANOTHER: (
        "Bản sao {path} là của một sổ khác.",
        "Hãy chọn bản sao của đúng sổ này, hoặc khôi phục ra một tên tệp mới.",
    ),
    Problem.BACKUP_NO_KEYS: (
        "Chưa sao lưu được vì tệp sổ “{path}” thiếu tệp khoá đúng.",
        "Hãy đóng sổ rồi mở lại bằng mật khẩu, hoặc chép tệp .khoa về cạnh sổ.",
    ),
    Problem.BACKUP_FAILED_CHECK: (
        "Bản sao vừa làm không qua được kiểm tra nên đã bỏ.",
        "Hãy sao lưu lại; nếu vẫn vậy, hãy kiểm tra sổ và ổ đĩa.",
    ),
    Problem.BACKUP_RUNNING: ("Đang có một lần sao lưu khác chưa xong.", "Hãy đợi ít phút rồi làm lại."),
    Problem.BACKUP_FAILED_LAST: (
        "Lần sao lưu gần nhất không xong: {why}",
        "Hãy sao lưu lại ngay; chừng nào chưa xong, việc mới chỉ nằm ở một nơi.",
    ),
    Problem.BACKUP_SHRUNK: (
        "Bản sao số {sequence} có ít bản ghi hơn hẳn bản trước.",
        "Hãy xem Nhật ký để biết vì sao; các bản sao trước vẫn được giữ.",
    ),
    Problem.NO_BACKUP_YET: ("Sổ chưa có bản sao nào.", "Hãy sao lưu ngay."),
    Problem.NO_SECOND_PLACE: (
        "Chưa chọn nơi sao lưu thứ hai.",
        "Hãy chọn một USB hoặc ổ đĩa rời trong Sao lưu & thiết lập.",
    ),
    Problem.OUTSIDE_OVERDUE: (
        "Đã {days} ngày chưa chép bản sao ra ổ ngoài.",
        "Hãy cắm USB sao lưu, vào Sao lưu & thiết lập rồi bấm “Chép ra ổ ngoài…”.",
    ),
    Problem.STICK_UNKNOWN: (
        "Ổ {path} chưa được dùng để sao lưu bao giờ.",
        "Hãy cắm đúng USB sao lưu, hoặc chọn dùng ổ này làm nơi sao lưu.",
    ),
    Problem.STICK_GONE: (
        "Không thấy ổ sao lưu {path}, hoặc ổ bị rút giữa chừng.",
        "Hãy cắm lại rồi chép ra ổ ngoài lần nữa; bản sao trên máy vẫn nguyên.",
    ),
    Problem.STICK_FULL: (
        "Ổ sao lưu {path} không đủ chỗ, cần {need} MB.",
        "Hãy xoá bớt tệp riêng trên ổ đó, hoặc dùng ổ khác; bản sao trên máy vẫn nguyên.",
    ),
    Problem.STICK_READ_ONLY: (
        "Không ghi được vào ổ sao lưu {path}.",
        "Hãy gạt khoá chống ghi của ổ, hoặc dùng ổ khác; bản sao trên máy vẫn nguyên.",
    ),
    Problem.STICK_FAILING: (
        "Ổ sao lưu {path} báo lỗi khi đọc hoặc ghi.",
        "Hãy dùng USB khác và bỏ USB này; bản sao trên máy vẫn nguyên.",
    ),
    Problem.STICK_DIFFERS: (
        "Bản sao trên ổ {path} đọc lại không giống bản trên máy nên đã bỏ.",
        "Hãy dùng USB khác và bỏ USB này; bản sao trên máy vẫn nguyên.",
    ),
    Problem.STICK_IS_SAME_DISK: (
        "Nơi sao lưu thứ hai nằm trên cùng ổ đĩa với sổ.",
        "Hãy chọn USB hoặc ổ đĩa rời, vì ổ hỏng thì mất cả hai.",
    ),
    Problem.NO_RECOVERY_SHEET: (
        "Sổ chưa có phiếu khôi phục.",
        "Hãy in phiếu và gõ lại mã; quên mật khẩu mà không có phiếu thì không ai mở được sổ.",
    ),
    Problem.RESTORE_WOULD_REPLACE: (
        "Ở {path} đã có tệp mà chương trình không nhận ra là sổ của bản sao này.",
        "Hãy khôi phục ra một tên tệp mới.",
    ),
    Problem.REGISTER_IN_SYNC_FOLDER: (
        "Tệp sổ “{path}” nằm trong thư mục của {service}, nơi sổ bị gửi ra khỏi máy và dễ hỏng khi đồng bộ.",
        "Hãy đặt sổ ở một thư mục khác trên ổ đĩa của máy này.",
    ),
    Problem.PLACE_ON_NETWORK: (
        "Nơi sao lưu {path} nằm trên ổ mạng, nơi bản sao dễ hỏng khi mất kết nối.",
        "Hãy chọn USB hoặc một ổ đĩa khác của máy này.",
    ),
    Problem.PLACE_IN_SYNC_FOLDER: (
        "Nơi sao lưu {path} nằm trong thư mục của {service}, nơi bản sao bị gửi ra khỏi cơ quan.",
        "Hãy chọn USB hoặc một ổ đĩa khác của máy này.",
    ),
    Problem.REGISTER_DAMAGED_SINCE: (
        "Tệp sổ “{path}” bị hỏng hoặc bị cắt ngắn; bản sao tốt gần nhất là bản số {number}, lập lúc {made}.",
        "Hãy giữ nguyên tệp này, rồi khôi phục bản sao đó (không có những gì ghi sau) hoặc cứu dữ liệu sang sổ mới.",
    ),
    Problem.NOTHING_TO_SAVE: (
        "Trang đầu của tệp sổ “{path}” đã hỏng nên không cứu được gì từ tệp này.",
        "Hãy giữ nguyên tệp này, rồi khôi phục bản sao gần nhất.",
    ),
    Problem.DAMAGED_ONLY_READ: (
        "Tệp sổ “{path}” bị hỏng nên chỉ mở để xem; việc vừa rồi chưa được ghi.",
        "Hãy giữ nguyên tệp này, rồi khôi phục bản sao gần nhất hoặc cứu dữ liệu đọc được sang sổ mới.",
    ),
    Problem.RESTORE_NOT_ALLOWED: (
        "Chỉ người quản trị có trong bản sao, hoặc người giữ phiếu khôi phục, mới khôi phục được sổ.",
        "Hãy nhờ người quản trị gõ mật khẩu của mình, hoặc dùng mã trên phiếu khôi phục.",
    ),
    Problem.RESCUE_NOT_ALLOWED: (
        "Chỉ người quản trị, hoặc người giữ phiếu khôi phục, mới được cứu dữ liệu sang sổ mới.",
        "Hãy nhờ người quản trị khôi phục bản sao hoặc cứu sổ, hoặc mở sổ này bằng mã trên phiếu khôi phục.",
    ),
    Problem.RESCUE_NEEDS_SHEET: (
        "Không đọc được ai có quyền gì trong sổ hỏng này, nên chỉ người giữ phiếu khôi phục mới được cứu dữ liệu.",
        "Hãy nhờ người quản trị khôi phục bản sao gần nhất, hoặc mở sổ này bằng mã trên phiếu khôi phục rồi cứu.",
    ),
    Problem.MINUTES_LOCKED: (
        "Biên bản cuộc họp đã khoá nên cuộc họp chỉ để xem.",
        "Hãy mở lại biên bản và ghi lý do, hoặc lập biên bản bổ sung.",
    ),
    Problem.MINUTES_NOT_LOCKED: (
        "Biên bản cuộc họp này chưa khoá, hoặc đã được mở lại.",
        "Hãy sửa thẳng trong cuộc họp, rồi khoá biên bản.",
    ),
    Problem.MINUTES_FOLLOWED: (
        "Biên bản này không mở lại được nữa vì {why}.",
        "Cần nói thêm hoặc đính chính thì hãy lập biên bản bổ sung.",
    ),
    Problem.MINUTES_PRINTED: (
        "Bản này đã được in nên việc lập nó không hoàn tác được.",
        "Biên bản đã khoá thì hãy mở lại và ghi lý do; biên bản bổ sung thì hãy lập thêm một bản khác.",
    ),
    Problem.MINUTES_CHANGED: (
        "Cuộc họp đã được sửa hoặc khoá lại sau bản khoá này.",
        "Hãy để nguyên như bây giờ; nếu chưa khoá thì khoá biên bản thành bản mới.",
    ),
    Problem.ADDENDUM_EMPTY: (
        "Biên bản bổ sung chưa có nội dung.",
        "Hãy ghi ít nhất một nội dung cần bổ sung hoặc đính chính.",
    ),
    Problem.CHECK_FOUND: (
        "Kiểm tra thấy sổ có chỗ sai: {what}.",
        "Hãy sao lưu ra ổ ngoài, giữ các bản sao đang có và gửi báo lỗi cho người hỗ trợ.",
    ),
    Problem.READ_FAILED_ONCE: (
        "Ổ đĩa vừa trả lời sai một lần; xem lại thì tệp sổ “{path}” vẫn nguyên vẹn.",
        "Hãy làm lại việc vừa rồi; nếu còn gặp lại, hãy sao lưu ra ổ khác và báo người hỗ trợ.",
    ),
    Problem.BACKUP_BROKE_OFF: (
        "Việc sao lưu dừng giữa chừng vì lỗi của chương trình.",
        "Hãy sao lưu lại; nếu vẫn vậy, hãy gửi báo lỗi cho người hỗ trợ.",
    ),
}
_LONGEST = 120


def _shown(value: Any) -> str:
    """A fact short enough for a sentence, on one line; of a file its name."""
    text = " ".join(str(value.name or value if isinstance(value, PurePath) else value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _on_drive(facts: Mapping[str, Any]) -> str:
    """Which of several disks it is, where the system gives each a letter: the profile's may not be the register's."""
    drive = getattr(facts.get("path"), "drive", "")
    return f" ở ổ {drive}" if drive else ""


class _Facts(dict[str, Any]):
    """A fact the raiser did not know reads as a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


def sentences(error: ClerkError) -> tuple[str, str]:
    """What happened, and what to do."""
    facts = _Facts({name: _shown(value) for name, value in error.facts.items()}, on_drive=_on_drive(error.facts))
    happened, advice = (sentence.format_map(facts) for sentence in _SENTENCES[error.problem])
    return _ended(happened), _ended(advice)


def _ended(sentence: str) -> str:
    """A sentence with its full stop, also when it ends in somebody else's words."""
    return sentence if sentence.endswith((".", "?", "!")) else sentence + "."
