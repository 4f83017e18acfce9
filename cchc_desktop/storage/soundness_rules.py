"""What holds between the rows of a sound file, as SQLite can count it."""

RULES = (
    (
        "{count} nhiệm vụ thiếu phần phân công.",
        "SELECT count(*) FROM plan_items i LEFT JOIN tasks t ON t.id = i.id "
        "WHERE i.kind = 'task' AND t.id IS NULL",
    ),
    (
        "{count} phần phân công thuộc về mục không phải nhiệm vụ.",
        "SELECT count(*) FROM tasks t JOIN plan_items i ON i.id = t.id WHERE i.kind <> 'task'",
    ),
    (
        "{count} chỉ tiêu thiếu mức phấn đấu.",
        "SELECT count(*) FROM plan_items i LEFT JOIN targets t ON t.id = i.id "
        "WHERE i.kind = 'target' AND t.id IS NULL",
    ),
    (
        "{count} mức phấn đấu thuộc về mục không phải chỉ tiêu.",
        "SELECT count(*) FROM targets t JOIN plan_items i ON i.id = t.item_id "
        "LEFT JOIN targets p ON p.id = t.parent_id "
        "WHERE i.kind <> 'target' OR (t.parent_id IS NULL AND t.id <> i.id) OR p.item_id <> t.item_id",
    ),
    (
        "{count} mục nằm dưới mục của kế hoạch khác.",
        "SELECT count(*) FROM plan_items i JOIN plan_items p ON p.id = i.parent_id "
        "WHERE p.plan_id <> i.plan_id",
    ),
    (
        "{count} mục không còn nằm trong cây của kế hoạch nào.",
        "WITH RECURSIVE reached(id) AS (SELECT id FROM plan_items WHERE parent_id IS NULL "
        "UNION SELECT i.id FROM plan_items i JOIN reached r ON i.parent_id = r.id) "
        "SELECT count(*) FROM plan_items WHERE id NOT IN (SELECT id FROM reached)",
    ),
    (
        "{count} chỗ trong kế hoạch có hai mục cùng một thứ tự.",
        "SELECT count(*) FROM (SELECT 1 FROM plan_items GROUP BY plan_id, coalesce(parent_id, ''), rank "
        "HAVING count(*) > 1 UNION ALL SELECT 1 FROM recipients GROUP BY plan_id, rank HAVING count(*) > 1)",
    ),
    (
        "{count} kế hoạch đã ban hành nhưng thiếu số hoặc ngày.",
        "SELECT count(*) FROM plans WHERE status IN ('issued', 'closed') "
        "AND (number = '' OR issued_on IS NULL)",
    ),
    (
        "{count} kỳ có số liệu nhưng không ghi danh mục chỉ tiêu.",
        "SELECT count(DISTINCT f.period_id) FROM figures f JOIN periods p ON p.id = f.period_id "
        "WHERE p.catalogue_id IS NULL",
    ),
    (
        "{count} số lũy kế ban đầu không phải của 6 tháng, 9 tháng hay cả năm.",
        "SELECT count(*) FROM openings WHERE substr(period_id, 5) NOT IN ('-6T', '-9T', '-N')",
    ),
)
"""A sentence and the query that counts what it speaks of; what it speaks of cannot come from an operation."""
