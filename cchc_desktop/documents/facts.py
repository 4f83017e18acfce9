"""What names a document to who puts together those of many offices: whose it is, of when, by which list."""

from ..domain.indicators import IndicatorCatalogue
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.regimes import PeriodDates
from .model import Fact

Facts = tuple[Fact, ...]


def office_facts(office: OfficeProfile) -> Facts:
    """Whose document it is."""
    return (
        Fact("DonVi", "Đơn vị", office.name),
        Fact("CapTren", "Cơ quan cấp trên", office.superior),
    )


def period_facts(
    office: OfficeProfile, dates: PeriodDates, catalogue: IndicatorCatalogue | None = None
) -> Facts:
    """Whose it is, of which period, and by which catalogue of indicators its codes are those of."""
    facts = (
        *office_facts(office),
        Fact("Ky", "Kỳ báo cáo (mã)", dates.period.id),
        Fact("TenKy", "Kỳ báo cáo", dates.period.label),
        Fact("TuNgay", "Số liệu từ ngày", dates.starts),
        Fact("DenNgay", "Số liệu đến ngày", dates.ends),
    )
    if catalogue is None:
        return facts
    return (
        *facts,
        Fact("BoChiTieu", "Bộ chỉ tiêu", catalogue.title),
        Fact("PhienBan", "Phiên bản bộ chỉ tiêu", catalogue.version),
        Fact("MaBoChiTieu", "Mã kiểm tra bộ chỉ tiêu", catalogue.id),
    )


def plan_facts(plan: Plan, office: OfficeProfile) -> Facts:
    """Whose plan it is, and of which days."""
    return (
        *office_facts(office),
        Fact("TuNgay", "Kế hoạch từ ngày", plan.period.starts),
        Fact("DenNgay", "Kế hoạch đến ngày", plan.period.ends),
    )
