"""The tabs of «Thiết lập»: their words, and the table that a place names where it leads to one of them."""

OFFICE, UNITS, OFFICERS, ACCESS = "office", "units", "officers", "access"
THIS_DESK, DATA, LEGAL, UPDATES, ABOUT = "desk", "data", "legal", "updates", "about"
WORDS = {
    OFFICE: "Cơ quan",
    UNITS: "Đơn vị",
    OFFICERS: "Công chức",
    ACCESS: "Đăng nhập",
    THIS_DESK: "Màn hình",
    DATA: "Dữ liệu",
    LEGAL: "Văn bản pháp luật",
    UPDATES: "Cập nhật",
    ABOUT: "Giới thiệu",
}
"""In the order in which they stand."""
