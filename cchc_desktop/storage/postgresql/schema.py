"""The tables and views of a province's PostgreSQL, with the words that it keeps about them.

docs/POSTGRESQL.md tells them to whoever puts reporting tools on them. A report is known by unit, period and
the hash of its package: it is there once, whoever loads it, and the latest one of a unit and period counts.
"""

from collections.abc import Mapping

SCHEMA = "cchc"
VERSION = 1
LOCK = 0x63636863
"""The key of the lock that whoever makes tables holds."""

TABLES = f"""
CREATE SCHEMA IF NOT EXISTS {SCHEMA};
CREATE TABLE {SCHEMA}.schema_version (
    version integer PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE {SCHEMA}.units (
    unit text PRIMARY KEY, unit_name text NOT NULL, block text NOT NULL,
    valid_from date, valid_to date, merged_into text
);
CREATE TABLE {SCHEMA}.indicators (
    catalogue text, code text, place integer NOT NULL, name text NOT NULL, measure text NOT NULL,
    kind text NOT NULL, nature text NOT NULL, how text NOT NULL, factor integer NOT NULL,
    has_parts boolean NOT NULL, PRIMARY KEY (catalogue, code)
);
CREATE TABLE {SCHEMA}.reports (
    report bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, period text NOT NULL,
    unit text NOT NULL REFERENCES {SCHEMA}.units, package text NOT NULL, catalogue text NOT NULL,
    made_at timestamptz NOT NULL, loaded_at timestamptz NOT NULL DEFAULT now(),
    loaded_by text NOT NULL DEFAULT current_user, UNIQUE (period, unit, package)
);
CREATE TABLE {SCHEMA}.figures (
    period text NOT NULL, report bigint NOT NULL, code text NOT NULL, value numeric, numerator numeric,
    denominator numeric, state text NOT NULL, PRIMARY KEY (period, report, code)
) PARTITION BY LIST (period);
"""
VIEWS = f"""
CREATE VIEW {SCHEMA}.latest_reports AS
SELECT DISTINCT ON (period, unit) report, period, unit, package, catalogue, made_at, loaded_at
FROM {SCHEMA}.reports ORDER BY period, unit, made_at DESC, report DESC;

CREATE VIEW {SCHEMA}.tidy AS
SELECT u.unit, u.unit_name, u.block, f.period, f.code, i.name, i.measure, i.kind, f.value, f.numerator,
       f.denominator, f.state, r.package
FROM {SCHEMA}.latest_reports r
JOIN {SCHEMA}.figures f ON f.period = r.period AND f.report = r.report
JOIN {SCHEMA}.units u ON u.unit = r.unit
JOIN {SCHEMA}.indicators i ON i.catalogue = r.catalogue AND i.code = f.code;

CREATE VIEW {SCHEMA}.totals AS
SELECT f.period, f.code, min(i.name) AS name, min(i.measure) AS measure, i.how,
       count(f.value) AS sent, count(*) - count(f.value) AS missing,
       CASE WHEN i.how = 'sum' THEN sum(f.value)
            WHEN i.how IN ('parts', 'weighted') AND i.has_parts
                THEN i.factor * sum(f.numerator) / nullif(sum(f.denominator), 0)
            WHEN i.how = 'parts' THEN sum(f.value) END AS value,
       sum(f.numerator) AS numerator, sum(f.denominator) AS denominator, min(f.value) AS least,
       (percentile_disc(0.5) WITHIN GROUP (ORDER BY f.value)
        + percentile_disc(0.5) WITHIN GROUP (ORDER BY f.value DESC)) / 2 AS middle,
       max(f.value) AS greatest
FROM {SCHEMA}.latest_reports r
JOIN {SCHEMA}.figures f ON f.period = r.period AND f.report = r.report
JOIN {SCHEMA}.indicators i ON i.catalogue = r.catalogue AND i.code = f.code
GROUP BY f.period, f.code, i.how, i.factor, i.has_parts;

CREATE VIEW {SCHEMA}.choices AS
SELECT period, code, name, value, count(*) AS units
FROM {SCHEMA}.tidy WHERE value IS NOT NULL AND kind = 'choice' GROUP BY period, code, name, value;
"""
COMMENTS: Mapping[str, str] = {
    "SCHEMA {s}": "Số liệu CCHC của các đơn vị, do CCHC Desktop nạp; đọc qua các khung nhìn tidy, totals",
    "TABLE {s}.schema_version": "Phiên bản của cấu trúc này",
    "TABLE {s}.units": "Đơn vị gửi báo cáo",
    "COLUMN {s}.units.unit": "Mã đơn vị",
    "COLUMN {s}.units.unit_name": "Tên đơn vị",
    "COLUMN {s}.units.block": "Khối xếp hạng: phuong, xa (xã, đặc khu), khac",
    "COLUMN {s}.units.valid_from": "Có hiệu lực từ ngày; trống là từ đầu",
    "COLUMN {s}.units.valid_to": "Đến hết ngày; trống là còn hiệu lực",
    "COLUMN {s}.units.merged_into": "Mã đơn vị mà đơn vị này nhập vào",
    "TABLE {s}.indicators": "Chỉ tiêu của từng bộ chỉ tiêu (mã băm), và cách cộng",
    "COLUMN {s}.indicators.catalogue": "Mã băm SHA-256 của bộ chỉ tiêu",
    "COLUMN {s}.indicators.code": "Mã chỉ tiêu, như 3.14",
    "COLUMN {s}.indicators.place": "Thứ tự trong bộ chỉ tiêu",
    "COLUMN {s}.indicators.measure": "Đơn vị tính",
    "COLUMN {s}.indicators.kind": "typed nhập, computed tính, carried chuyển sang, choice chọn mức",
    "COLUMN {s}.indicators.nature": "Bản chất: flow phát sinh, stock có đến cuối kỳ, distinct không trùng, "
    "ratio tỷ lệ, flag có hoặc không",
    "COLUMN {s}.indicators.how": "Cách tổng hợp: sum cộng, parts tính lại từ tử số và mẫu số, weighted bình "
    "quân theo trọng số, counted đếm đơn vị theo mức, range chỉ thấp nhất, ở giữa, cao nhất",
    "COLUMN {s}.indicators.factor": "Nhân với số này khi tính lại tỷ lệ (100 với %)",
    "COLUMN {s}.indicators.has_parts": "Có tử số, mẫu số",
    "TABLE {s}.reports": "Báo cáo đã nạp; mỗi gói (mã băm) của một đơn vị và kỳ có một dòng",
    "COLUMN {s}.reports.package": "Mã băm SHA-256 của gói báo cáo",
    "COLUMN {s}.reports.made_at": "Lúc lập gói; gói lập sau cùng của đơn vị và kỳ được tính",
    "COLUMN {s}.reports.loaded_at": "Lúc nạp vào đây",
    "COLUMN {s}.reports.loaded_by": "Tài khoản PostgreSQL đã nạp",
    "TABLE {s}.figures": "Số liệu, chia phần theo kỳ; một dòng cho mỗi báo cáo và chỉ tiêu",
    "COLUMN {s}.figures.period": "Kỳ báo cáo, như 2026-Q1, 2026-6T, 2026-N",
    "COLUMN {s}.figures.report": "Báo cáo (reports.report)",
    "COLUMN {s}.figures.value": "Giá trị; trống là chưa có, khác với 0",
    "COLUMN {s}.figures.numerator": "Tử số của tỷ lệ, hoặc giá trị nhân trọng số",
    "COLUMN {s}.figures.denominator": "Mẫu số của tỷ lệ, hoặc trọng số",
    "COLUMN {s}.figures.state": "actual thực tế, estimate ước, none không phát sinh, computed tính, "
    "empty chưa có…",
    "VIEW {s}.latest_reports": "Báo cáo được tính của mỗi đơn vị và kỳ",
    "VIEW {s}.tidy": "Bảng số liệu đầy đủ: mỗi dòng một đơn vị, kỳ, chỉ tiêu",
    "VIEW {s}.totals": "Tổng của mọi đơn vị theo kỳ và chỉ tiêu, đúng như chương trình tính",
    "VIEW {s}.choices": "Số đơn vị theo từng mức của chỉ tiêu chọn mức",
}  # fmt: skip
"""What the database says of its parts."""


def partition(period: str) -> str:
    """The table with the figures of a period: «figures_2026_q1»."""
    return f"figures_{period.lower().replace('-', '_')}"
