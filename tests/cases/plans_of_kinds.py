"""Plans on the reform, on parts of it and on other matters, and what becomes of each."""

from .documents import document

OTHER_PLANS = (
    # Kế hoạch về việc khác
    *(
        document(
            f"ke-hoach-{name}",
            f"""@SỐ 60/KH-UBND
            KẾ HOẠCH
            {subject}
            UBND xã Đồng Tâm ban hành Kế hoạch {subject}, gắn với cải cách hành chính, như sau:
            I. MỤC ĐÍCH, YÊU CẦU
            - Thực hiện tốt nhiệm vụ; góp phần đẩy mạnh cải cách hành chính.
            II. NỘI DUNG
            - {task}
            III. TỔ CHỨC THỰC HIỆN
            1. Văn phòng theo dõi.
            @CUỐI""",
            f"việc khác .*{subject[:30]}",
        )
        for name, subject, task in (
            (
                "bau-cu",
                "Tổ chức bầu cử đại biểu Quốc hội và Hội đồng nhân dân",
                "Lập danh sách cử tri.",
            ),
            ("5g", "Phát triển hạ tầng mạng 5G trên địa bàn xã", "Dựng 03 trạm phát sóng."),
            ("thi-dua", "Phát động phong trào thi đua yêu nước năm 2026", "Đăng ký thi đua."),
            ("phong-chay", "Tuyên truyền phòng cháy, chữa cháy và cứu nạn, cứu hộ", "Tập huấn cho 200 hộ."),
            ("phap-luat", "Phổ biến, giáo dục pháp luật năm 2026", "Phát 500 tờ gấp."),
            ("trong-cay", "Tết trồng cây đời đời nhớ ơn Bác Hồ", "Trồng 1.000 cây."),
            ("kinh-te", "Phát triển kinh tế - xã hội năm 2026", "Thu ngân sách đạt 12 tỷ đồng."),
            ("tuyen-quan", "Tuyển chọn và gọi công dân nhập ngũ năm 2026", "Khám sơ tuyển."),
        )
    ),
    document(
        "kinh-te-xa-hoi-co-linh-vuc",
        """@SỐ 62/KH-UBND
        KẾ HOẠCH
        Phát triển kinh tế - xã hội năm 2026
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        2. Tài chính công
        - Công khai ngân sách.
        3. Chuyển đổi số
        - Lập tổ công nghệ.
        4. Nông nghiệp
        - Trồng lúa.""",
        "việc khác .*kinh tế - xã hội",
    ),
    document(
        "ke-hoach-chuyen-doi-so-khong-lien-quan",
        """@SỐ 61/KH-UBND
        KẾ HOẠCH
        Chuyển đổi số xã Đồng Tâm năm 2026
        I. MỤC ĐÍCH
        - Phổ cập kỹ năng số.
        II. NHIỆM VỤ
        - Lập tổ công nghệ số cộng đồng.
        III. TỔ CHỨC THỰC HIỆN
        1. Văn phòng theo dõi.""",
        "kế hoạch về chuyển đổi số",
    ),
)

_PLAN = """I. MỤC ĐÍCH, YÊU CẦU
        - Phục vụ người dân tốt hơn.
        II. NHIỆM VỤ
        - Làm đúng tiến độ.
        III. TỔ CHỨC THỰC HIỆN
        1. Văn phòng theo dõi.
        @CUỐI"""

TAKEN = (
    *(
        document(
            f"mot-phan-{name}",
            f"""@SỐ 70/KH-UBND
            KẾ HOẠCH
            {subject}
            Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025.
            UBND xã Đồng Tâm ban hành Kế hoạch như sau:
            {_PLAN}""",
            told=f"một phần của cải cách hành chính: {part}",
            subject=subject,
        )
        for name, subject, part in (
            ("kiem-soat", "Kiểm soát thủ tục hành chính năm 2026", "kiểm soát thủ tục hành chính"),
            ("ra-soat", "Rà soát, đánh giá TTHC năm 2026", "rà soát thủ tục hành chính"),
            ("kiem-tra", "Kiểm tra công tác cải cách hành chính năm 2026", "kiểm tra cải cách hành chính"),
            (
                "tuyen-truyen",
                "Tuyên truyền CCHC ở các thôn năm 2026",
                "tuyên truyền cải cách hành chính",
            ),
            ("chi-so", "Xác định Chỉ số cải cách hành chính năm 2026", "Chỉ số cải cách hành chính"),
            ("cong-vu", "Kiểm tra công vụ năm 2026", "kiểm tra cải cách hành chính, công vụ"),
            ("mot-cua", "Nâng cao chất lượng Trung tâm Phục vụ hành chính công năm 2026", "cơ chế một cửa"),
            ("hai-long", "Khảo sát mức độ hài lòng của người dân năm 2026", "đo mức độ hài lòng"),
        )
    ),
    document(
        "gan-chuyen-doi-so",
        f"""@SỐ 71/KH-UBND
        KẾ HOẠCH
        Chuyển đổi số gắn với cải cách hành chính năm 2026
        UBND xã Đồng Tâm ban hành Kế hoạch như sau:
        {_PLAN}""",
        told="gần với cải cách hành chính nhưng không phải",
        subject="Chuyển đổi số gắn với cải cách hành chính năm 2026",
    ),
    document(
        "gan-ky-luat",
        f"""@SỐ 72/KH-UBND
        KẾ HOẠCH
        Siết chặt kỷ luật, kỷ cương hành chính năm 2026
        UBND xã Đồng Tâm ban hành Kế hoạch để đẩy mạnh cải cách hành chính, cụ thể:
        {_PLAN}""",
        told="gần với cải cách hành chính",
        subject="Siết chặt kỷ luật, kỷ cương hành chính năm 2026",
    ),
    document(
        "trich-yeu-khong-noi",
        """@SỐ 73/KH-UBND
        KẾ HOẠCH
        Thực hiện Nghị quyết số 76/NQ-CP trên địa bàn xã năm 2026
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        2. Cải cách TTHC
        - Công khai thủ tục.
        3. Cải cách tài chính công
        - Công khai ngân sách.
        II. TỔ CHỨC THỰC HIỆN
        1. Văn phòng theo dõi.
        @CUỐI""",
        told="vì nội dung có 3 lĩnh vực",
        subject="Thực hiện Nghị quyết số 76/NQ-CP trên địa bàn xã năm 2026",
    ),
    document(
        "chuong-trinh-hanh-dong",
        """@SỐ 02/CTr-UBND
        CHƯƠNG TRÌNH HÀNH ĐỘNG
        Thực hiện cải cách hành chính giai đoạn 2026 - 2030
        I. MỤC TIÊU
        - 97% hồ sơ đúng hạn.
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        III. TỔ CHỨC THỰC HIỆN
        1. Văn phòng theo dõi.
        @CUỐI""",
        told="Đây là chương trình, được đọc như kế hoạch",
        subject="HÀNH ĐỘNG Thực hiện cải cách hành chính giai đoạn 2026 - 2030",
    ),
    document(
        "so-cua-van-ban-khac",
        f"""@SỐ 74/BC-UBND
        KẾ HOẠCH
        Cải cách hành chính năm 2026
        {_PLAN}""",
        told="là số của báo cáo",
        subject="Cải cách hành chính năm 2026",
    ),
    document(
        "cai-cach-truoc-viec-khac-sau",
        f"""@SỐ 75/KH-UBND
        KẾ HOẠCH
        Cải cách hành chính gắn với thi đua yêu nước năm 2026
        {_PLAN}""",
        subject="Cải cách hành chính gắn với thi đua yêu nước năm 2026",
    ),
    document(
        "dan-van",
        f"""@SỐ 78/KH-UBND
        KẾ HOẠCH
        Công tác dân vận chính quyền năm 2026, đẩy mạnh cải cách hành chính
        {_PLAN}""",
        told="việc khác, có nêu cải cách hành chính",
        subject="Công tác dân vận chính quyền năm 2026, đẩy mạnh cải cách hành chính",
    ),
    document(
        "tieu-de-trong-ngoac",
        f"""@SỐ 79/KH-UBND
        “KẾ HOẠCH”
        Cải cách hành chính năm 2026
        {_PLAN}""",
        subject="Cải cách hành chính năm 2026",
    ),
    document(
        "tieu-de-chu-thuong",
        f"""@SỐ 80/KH-UBND
        Kế hoạch cải cách hành chính năm 2026
        {_PLAN}""",
        told="đoán trích yếu là «Cải cách hành chính năm 2026»",
        subject="Cải cách hành chính năm 2026",
    ),
    document(
        "bao-cao-sau-ke-hoach",
        f"""@SỐ 81/KH-UBND
        KẾ HOẠCH
        Cải cách hành chính năm 2026
        {_PLAN}
        BÁO CÁO
        Kết quả cải cách hành chính năm 2025
        I. KẾT QUẢ
        - Đã rà soát 05 văn bản.""",
        told="tệp còn một văn bản khác (báo cáo",
        subject="Cải cách hành chính năm 2026",
    ),
    document(
        "chu-cach-quang",
        f"""@SỐ 76/KH-UBND
        K Ế  H O Ạ C H
        Cải cách hành chính nhà nước năm 2026
        {_PLAN}""",
        subject="Cải cách hành chính nhà nước năm 2026",
    ),
    document(
        "du-thao",
        f"""@SỐ     /KH-UBND
        DỰ THẢO KẾ HOẠCH
        Cải cách hành chính nhà nước năm 2026
        {_PLAN}""",
        subject="Cải cách hành chính nhà nước năm 2026",
    ),
    document(
        "quyet-dinh-kem-ke-hoach",
        f"""@SỐ 77/QĐ-UBND
        QUYẾT ĐỊNH
        Ban hành Kế hoạch cải cách hành chính xã Đồng Tâm năm 2026
        CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM
        Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025.
        QUYẾT ĐỊNH:
        Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.
        Điều 2. Các phòng chịu trách nhiệm thi hành./.
        @CUỐI
        KẾ HOẠCH
        Cải cách hành chính xã Đồng Tâm năm 2026
        (Kèm theo Quyết định số 77/QĐ-UBND ngày 09/02/2026 của UBND xã)
        {_PLAN}""",
        subject="Cải cách hành chính xã Đồng Tâm năm 2026",
    ),
)
