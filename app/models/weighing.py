"""Weighing ("vekting av kriterier"): how the criteria of the policy were weighed in a case."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.rows import Moment, Owned, Row, within
from app.models.user import User


class CriterionWeighing(Owned, Row):
    """How one criterion was weighed in a case. Rows are added; the last one holds."""

    __tablename__ = "criterion_weighings"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    """The criterion of the policy, by its code: it may stand in the next policy too."""
    met: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(Text)
    weighed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    weighed_at: Mapped[datetime] = mapped_column(Moment)

    weighed_by: Mapped[User] = relationship(viewonly=True)

    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        Index(None, "municipality_id", "case_id"),
        within("cases", "case_id"),
    )
