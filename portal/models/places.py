"""Places: official areas with code and vintage, and postcodes with a position."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, one_of

KINDS = ("ward", "district", "county", "region", "other")


class Area(Base):
    """A ward, district or county with its official code, vintage and centroid."""

    __tablename__ = "areas"
    __table_args__ = (
        sa.UniqueConstraint("code"),
        one_of("kind", KINDS, "kind"),
        sa.CheckConstraint("lat IS NULL OR (lat >= -90 AND lat <= 90)", name="lat"),
        sa.CheckConstraint("lon IS NULL OR (lon >= -180 AND lon <= 180)", name="lon"),
        sa.Index(None, "parent_code"),
    )

    code: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(120))
    kind: Mapped[str] = mapped_column(sa.String(12))
    vintage: Mapped[int]
    parent_code: Mapped[str | None] = mapped_column(sa.String(20))
    lat: Mapped[float | None]
    lon: Mapped[float | None]


class Postcode(Base):
    """A postcode, without its space, with its position and the ward that it lies in."""

    __tablename__ = "postcodes"
    __table_args__ = (sa.UniqueConstraint("postcode"),)

    postcode: Mapped[str] = mapped_column(sa.String(8))
    lat: Mapped[float]
    lon: Mapped[float]
    area_code: Mapped[str | None] = mapped_column(sa.String(20))
