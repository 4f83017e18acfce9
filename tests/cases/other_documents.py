"""Documents of many kinds that are no plans, and words of the sentence that refuses each."""

from .documents import document

OTHER_DOCUMENTS = (
    # Chỉ thị
    document(
        "chi-thi-ngan",
        """@SỐ 02/CT-UBND
        CHỈ THỊ
        Về chấn chỉnh việc tiếp nhận hồ sơ ở Bộ phận Một cửa
        Qua theo dõi kế hoạch cải cách hành chính, Chủ tịch UBND xã yêu cầu các bộ phận:
        1. Công khai đủ thủ tục hành chính.
        2. Trả lời người dân trong ngày.
        @CUỐI""",
        "Đây là chỉ thị",
    ),
    document(
        "chi-thi-mot-dong",
        """@SỐ 07/CT-UBND
        CHỈ THỊ VỀ NÂNG CAO CHẤT LƯỢNG CẢI CÁCH HÀNH CHÍNH NĂM 2026
        Để hoàn thành kế hoạch năm, yêu cầu:
        I. CẢI CÁCH THỂ CHẾ
        - Rà soát văn bản.
        II. CẢI CÁCH TÀI CHÍNH CÔNG
        - Công khai ngân sách.""",
        "Đây là chỉ thị.*Văn bản chỉ đạo",
    ),
    document(
        "chi-thi-dang",
        """ĐẢNG BỘ TỈNH LAM KINH
        ĐẢNG ỦY XÃ ĐỒNG TÂM
        Số 03-CT/ĐU
        ĐẢNG CỘNG SẢN VIỆT NAM
        Đồng Tâm, ngày 20 tháng 3 năm 2026
        CHỈ THỊ
        của Ban Thường vụ Đảng ủy về lãnh đạo thực hiện kế hoạch cải cách hành chính
        1. Các chi bộ quán triệt.
        2. Ủy ban nhân dân xã cụ thể hóa bằng kế hoạch.""",
        "Đây là chỉ thị",
    ),
    # Công văn
    document(
        "cong-van-don-doc",
        """@SỐ 88/UBND-VHXH
        V/v đôn đốc thực hiện kế hoạch CCHC quý I
        Kính gửi: Văn phòng, các phòng chuyên môn
        Để kịp báo cáo kế hoạch cải cách hành chính, UBND xã đề nghị:
        1. Rà soát các nhiệm vụ chưa xong.
        2. Gửi kết quả trước ngày 10/3/2026.
        @CUỐI""",
        "Đây là công văn",
    ),
    document(
        "cong-van-khong-trich-yeu",
        """SỞ NỘI VỤ TỈNH LAM KINH
        Số: 512/SNV-CCHC
        Lam Kinh, ngày 15 tháng 01 năm 2026
        Kính gửi:
        - Ủy ban nhân dân các xã, phường;
        - Các cơ quan, đơn vị liên quan.
        Thực hiện Kế hoạch cải cách hành chính năm 2026 của tỉnh, Sở Nội vụ đề nghị:
        1. Ban hành kế hoạch trước ngày 31/01/2026.
        2. Phân công người theo dõi.""",
        "Đây là công văn",
    ),
    document(
        "cong-van-kem-ke-hoach",
        """@SỐ 91/UBND-VP
        V/v gửi dự thảo kế hoạch
        Kính gửi: Các thôn
        UBND xã gửi dự thảo kế hoạch cải cách hành chính để góp ý.
        1. Góp ý trước ngày 20/02/2026.
        KẾ HOẠCH
        Cải cách hành chính xã Đồng Tâm năm 2026
        I. MỤC ĐÍCH
        - Phục vụ người dân.
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.""",
        "Đây là công văn.*tách phần kế hoạch",
    ),
    document(
        "thu-cua-chu-tich",
        """Thư gửi bà con trong xã về cải cách hành chính
        Kính gửi bà con nhân dân xã Đồng Tâm,
        Năm nay xã có kế hoạch cải cách hành chính với nhiều việc mới.
        1. Nộp hồ sơ ở nhà.
        2. Hẹn giờ trước khi đến.""",
        "KẾ HOẠCH",
    ),
    document(
        "cong-dien",
        """@SỐ 01/CĐ-UBND
        CÔNG ĐIỆN
        Về việc khắc phục chậm trễ trong thực hiện kế hoạch cải cách hành chính
        Chủ tịch UBND xã điện:
        1. Văn phòng kiểm tra ngay các hồ sơ quá hạn.
        2. Phòng Kinh tế xin lỗi người dân.""",
        "Đây là công điện",
    ),
    # Thông báo
    document(
        "thong-bao-lich",
        """@SỐ 14/TB-UBND
        THÔNG BÁO
        Về lịch kiểm tra việc thực hiện kế hoạch cải cách hành chính
        1. Thời gian: từ ngày 02/3 đến ngày 06/3/2026.
        2. Thành phần: Văn phòng và các phòng.""",
        "Đây là thông báo",
    ),
    document(
        "thong-bao-ket-luan",
        """@SỐ 21/TB-VP
        THÔNG BÁO KẾT LUẬN
        của Chủ tịch UBND xã tại cuộc họp giao ban về cải cách hành chính
        Sau khi nghe báo cáo về kế hoạch, Chủ tịch kết luận:
        I. CẢI CÁCH THỦ TỤC HÀNH CHÍNH
        - Giao Văn phòng rà soát.
        II. CẢI CÁCH CHẾ ĐỘ CÔNG VỤ
        - Giao Phòng Văn hóa tập huấn.""",
        "Đây là thông báo",
    ),
    document(
        "thong-bao-thieu-tieu-de",
        """@SỐ 30/TB-UBND
        Ngày 05/02/2026, Chủ tịch UBND xã đã họp bàn kế hoạch cải cách hành chính và có ý kiến:
        1. Cải cách thể chế
        - Rà soát văn bản.
        2. Cải cách tài chính công
        - Công khai ngân sách.""",
        "Đây là thông báo",
    ),
    # Hướng dẫn
    document(
        "huong-dan-de-cuong",
        """@SỐ 04/HD-UBND
        HƯỚNG DẪN
        Cách lập kế hoạch cải cách hành chính của các phòng
        I. YÊU CẦU
        - Ngắn gọn, rõ người, rõ việc.
        II. NỘI DUNG
        1. Cải cách thể chế
        2. Cải cách thủ tục hành chính""",
        "Đây là hướng dẫn",
    ),
    document(
        "de-cuong",
        """ĐỀ CƯƠNG
        Kế hoạch cải cách hành chính năm 2026 của các phòng
        I. MỤC ĐÍCH
        - (nêu mục đích)
        II. NHIỆM VỤ
        1. Cải cách thể chế""",
        "Đây là đề cương",
    ),
    # Quyết định
    document(
        "quyet-dinh-to-cong-tac",
        """@SỐ 45/QĐ-UBND
        QUYẾT ĐỊNH
        Về việc thành lập Tổ giúp việc thực hiện kế hoạch cải cách hành chính
        CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM
        Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
        QUYẾT ĐỊNH:
        Điều 1. Thành lập Tổ giúp việc gồm 05 người.
        Điều 2. Quyết định có hiệu lực từ ngày ký./.
        @CUỐI""",
        "Đây là quyết định, không kèm kế hoạch",
    ),
    document(
        "quyet-dinh-quy-che-kem",
        """@SỐ 46/QĐ-UBND
        QUYẾT ĐỊNH
        Ban hành Quy chế hoạt động của Bộ phận Một cửa
        Căn cứ Kế hoạch cải cách hành chính năm 2026;
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Quy chế hoạt động.
        Điều 2. Quyết định có hiệu lực từ ngày ký./.
        @CUỐI
        QUY CHẾ
        Hoạt động của Bộ phận Một cửa
        Chương I
        QUY ĐỊNH CHUNG
        Điều 1. Phạm vi điều chỉnh""",
        "quyết định ban hành quy chế",
    ),
    document(
        "quyet-dinh-thieu-ke-hoach",
        """@SỐ 47/QĐ-UBND
        QUYẾT ĐỊNH
        Ban hành Kế hoạch cải cách hành chính xã Đồng Tâm năm 2026
        Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2026.
        Điều 2. Quyết định có hiệu lực từ ngày ký./.
        @CUỐI""",
        "không thấy kế hoạch kèm theo",
    ),
    # Nghị quyết
    document(
        "nghi-quyet-hdnd",
        """HỘI ĐỒNG NHÂN DÂN
        XÃ ĐỒNG TÂM
        Số: 12/NQ-HĐND
        Đồng Tâm, ngày 25 tháng 12 năm 2025
        NGHỊ QUYẾT
        Về nhiệm vụ cải cách hành chính năm 2026
        Căn cứ kế hoạch của tỉnh;
        QUYẾT NGHỊ:
        Điều 1. Thông qua các chỉ tiêu.
        Điều 2. Giao Ủy ban nhân dân xã xây dựng kế hoạch thực hiện.""",
        "Đây là nghị quyết",
    ),
    document(
        "nghi-quyet-dang-uy",
        """ĐẢNG ỦY XÃ ĐỒNG TÂM
        Số 05-NQ/ĐU
        NGHỊ QUYẾT
        về lãnh đạo công tác cải cách hành chính, gắn với kế hoạch chuyển đổi số
        I. TÌNH HÌNH
        - Còn hạn chế.
        II. MỤC TIÊU
        - Tốt hơn.
        III. NHIỆM VỤ
        - Lãnh đạo các chi bộ.""",
        "Đây là nghị quyết",
    ),
    document(
        "ket-luan",
        """ĐẢNG ỦY XÃ ĐỒNG TÂM
        Số 11-KL/ĐU
        KẾT LUẬN
        của Ban Thường vụ về kế hoạch cải cách hành chính năm 2026
        1. Thống nhất mục tiêu.
        2. Giao UBND xã tổ chức thực hiện.""",
        "Đây là kết luận",
    ),
    # Tờ trình
    document(
        "to-trinh",
        """@SỐ 08/TTr-VP
        TỜ TRÌNH
        Đề nghị ban hành Kế hoạch cải cách hành chính năm 2026
        Kính gửi: Chủ tịch Ủy ban nhân dân xã
        I. SỰ CẦN THIẾT
        - Năm mới cần kế hoạch mới.
        II. NỘI DUNG CHÍNH
        1. Cải cách thể chế""",
        "Đây là tờ trình",
    ),
    document(
        "to-trinh-co-du-thao",
        """@SỐ 09/TTr-VP
        TỜ TRÌNH
        V/v ban hành kế hoạch cải cách hành chính
        1. Sự cần thiết
        - Theo quy định.
        DỰ THẢO KẾ HOẠCH
        Cải cách hành chính năm 2026
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát.""",
        "Đây là tờ trình.*tách phần kế hoạch",
    ),
    # Báo cáo
    document(
        "bao-cao-quy",
        """@SỐ 33/BC-UBND
        BÁO CÁO
        Kết quả thực hiện kế hoạch cải cách hành chính quý I năm 2026
        I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH
        - Đã ban hành 02 kế hoạch.
        II. KẾT QUẢ
        1. Cải cách thể chế""",
        "Đây là báo cáo",
    ),
    document(
        "bao-cao-khong-so",
        """BÁO CÁO SƠ KẾT 6 THÁNG ĐẦU NĂM VỀ CẢI CÁCH HÀNH CHÍNH
        Theo kế hoạch năm, xã đã làm các việc sau:
        1. Cải cách thể chế
        - Đã rà soát 05 văn bản.
        2. Cải cách tài chính công
        - Đã công khai.""",
        "Đây là báo cáo",
    ),
    document(
        "bao-cao-mat-tieu-de",
        """@SỐ 34/BC-UBND
        Tình hình thực hiện kế hoạch cải cách hành chính năm 2025
        I. KẾT QUẢ
        1. Cải cách thể chế
        - Đã rà soát.""",
        "Đây là báo cáo",
    ),
    # Giấy mời, biên bản, phiếu
    document(
        "giay-moi",
        """@SỐ 19/GM-UBND
        GIẤY MỜI
        Dự họp triển khai kế hoạch cải cách hành chính năm 2026
        Kính mời: Trưởng các thôn
        1. Thời gian: 8 giờ ngày 16/02/2026.
        2. Địa điểm: Hội trường UBND xã.""",
        "Đây là giấy mời",
    ),
    document(
        "bien-ban",
        """BIÊN BẢN
        Họp góp ý kế hoạch cải cách hành chính năm 2026
        Hôm nay, ngày 12/02/2026, tại trụ sở UBND xã.
        I. THÀNH PHẦN
        1. Chủ trì: ông Phạm Văn A.
        II. NỘI DUNG
        1. Cải cách thể chế
        - Thống nhất.""",
        "Đây là biên bản",
    ),
    document(
        "phieu-khao-sat",
        """PHIẾU KHẢO SÁT
        Ý kiến người dân về kế hoạch cải cách hành chính
        I. THÔNG TIN CHUNG
        1. Họ và tên:
        II. Ý KIẾN
        1. Ông bà có hài lòng không?""",
        "Đây là phiếu khảo sát",
    ),
    document(
        "bai-phat-bieu",
        """BÀI PHÁT BIỂU
        của Chủ tịch UBND xã tại hội nghị triển khai kế hoạch cải cách hành chính
        Kính thưa các đồng chí!
        1. Về cải cách thể chế
        2. Về cải cách thủ tục hành chính""",
        "Đây là bài phát biểu",
    ),
    # Chương trình, đề án, phương án, văn bản quy phạm
    document(
        "chuong-trinh-hoi-nghi",
        """CHƯƠNG TRÌNH
        Hội nghị triển khai kế hoạch cải cách hành chính năm 2026
        1. Từ 8 giờ 00: Đón tiếp đại biểu.
        2. Từ 8 giờ 30: Khai mạc.
        3. Từ 9 giờ 00: Thảo luận.""",
        "Đây là chương trình",
    ),
    document(
        "de-an",
        """@SỐ 02/ĐA-UBND
        ĐỀ ÁN
        Nâng cao chất lượng cải cách hành chính giai đoạn 2026 - 2030
        Phần I
        SỰ CẦN THIẾT
        1. Căn cứ thực hiện kế hoạch của tỉnh
        Phần II
        NHIỆM VỤ
        1. Cải cách thể chế""",
        "Đây là đề án",
    ),
    document(
        "phuong-an",
        """@SỐ 05/PA-UBND
        PHƯƠNG ÁN
        Bố trí nơi làm việc phục vụ kế hoạch cải cách hành chính
        I. MỤC TIÊU
        - Thuận tiện.
        II. NỘI DUNG
        - Sắp xếp phòng.""",
        "Đây là phương án",
    ),
    document(
        "thong-tu",
        """BỘ NỘI VỤ
        Số: 00/2026/TT-BNV
        THÔNG TƯ
        Hướng dẫn xây dựng kế hoạch cải cách hành chính
        Điều 1. Phạm vi điều chỉnh
        Điều 2. Đối tượng áp dụng""",
        "Đây là thông tư",
    ),
    # Tin, bài
    document(
        "tin-tren-trang",
        """Xã Đồng Tâm: Nhiều điểm mới trong cải cách hành chính
        Thứ hai, 09/02/2026 | Tin, ảnh: Ban biên tập
        Vừa qua, UBND xã đã ban hành Kế hoạch cải cách hành chính năm 2026 với 6 lĩnh vực.
        1. Cải cách thể chế: rà soát văn bản.
        2. Cải cách thủ tục hành chính: phấn đấu 97% hồ sơ đúng hạn.
        Lượt xem: 120 | Chia sẻ""",
        "Đây là bài viết hoặc tin",
    ),
    document(
        "bai-phong-van",
        """Cải cách hành chính: người dân được gì?
        Trao đổi với phóng viên, lãnh đạo xã cho biết kế hoạch năm nay có ba việc lớn.
        I. Việc thứ nhất
        Rút ngắn thời gian.
        II. Việc thứ hai
        Bỏ bớt giấy tờ.""",
        "Đây là bài viết hoặc tin",
    ),
    document(
        "tin-nhan-de-in-hoa",
        """KẾT QUẢ BƯỚC ĐẦU CỦA KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH
        Sau hai tháng, xã đã có nhiều chuyển biến. Theo đó, thời gian chờ giảm một nửa.
        1. Ở Bộ phận Một cửa
        Người dân được lấy số tự động.""",
        "bài viết hoặc tin|không giống một kế hoạch",
    ),
    document(
        "tin-dan-cau-ban-hanh",
        """Phường Sông Trăng ban hành Kế hoạch cải cách hành chính năm 2026
        03/4/2026 10:20
        UBND phường Sông Trăng ban hành Kế hoạch cải cách hành chính năm 2026 với các nội dung sau:
        1. Cải cách thể chế
        Rà soát văn bản.
        2. Cải cách tài chính công
        Công khai ngân sách.
        Tác giả: Ban biên tập""",
        "Đây là bài viết hoặc tin",
    ),
    document(
        "hoi-dap",
        """Hỏi: Kế hoạch cải cách hành chính gồm những gì?
        Trả lời: Gồm sáu lĩnh vực.
        1. Mục tiêu
        2. Nhiệm vụ""",
        "Đây là bài viết hoặc tin",
    ),
    document(
        "thu-dien-tu",
        """Chào anh Hùng,
        Em gửi anh bản kế hoạch cải cách hành chính để anh xem.
        1. Cải cách thể chế: em đã sửa.
        2. Cải cách TTHC: chờ anh.""",
        "không giống một kế hoạch",
    ),
    document(
        "phu-luc-rieng",
        """PHỤ LỤC
        KHUNG KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026
        1. Cải cách thể chế
        - Rà soát.""",
        "Đây là phụ lục .* nhập kế hoạch trước",
    ),
    document(
        "sang-kien",
        """SÁNG KIẾN
        Nâng cao hiệu quả kế hoạch cải cách hành chính
        I. MỤC ĐÍCH
        - Đỡ giấy tờ.
        II. GIẢI PHÁP
        - Dùng mẫu chung.""",
        "không giống một kế hoạch",
    ),
    document(
        "so-tay",
        """SỔ TAY CẢI CÁCH HÀNH CHÍNH
        Những điều cần biết về kế hoạch
        Phần 1. Mục tiêu
        Phần 2. Nhiệm vụ
        1. Cải cách thể chế""",
        "không giống một kế hoạch",
    ),
    document(
        "phieu-giao-viec",
        """PHIẾU GIAO VIỆC
        Thực hiện kế hoạch cải cách hành chính
        Kính gửi: đồng chí Hoa
        1. Mục tiêu
        2. Nhiệm vụ""",
        "thư hoặc công văn",
    ),
)
