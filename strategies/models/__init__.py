from strategies.models.catalogue import (
    CatalogueLoad,
    CatalogueStamp,
    DataSet,
    Section,
    Table,
    TableDataSet,
)
from strategies.models.cells import Cell, CellRollup, Element, Option
from strategies.models.dimensions import (
    Classification,
    CodedRows,
    Dimension,
    DimensionValue,
    ElementCategory,
    Measure,
    MeasuredElement,
)
from strategies.models.drafts import Publishable
from strategies.models.indicators import Indicator
from strategies.models.key_figures import KeyFigure
from strategies.models.labels import KhmerStanding
from strategies.models.plan import Activity, ActivityGroup, Plan, Strategy
from strategies.models.printing import Chart, Comparison, Derivation, TableRule

__all__ = [
    "Activity",
    "ActivityGroup",
    "CatalogueLoad",
    "CatalogueStamp",
    "Cell",
    "CellRollup",
    "Chart",
    "Classification",
    "CodedRows",
    "Comparison",
    "DataSet",
    "Derivation",
    "Dimension",
    "DimensionValue",
    "Element",
    "ElementCategory",
    "Indicator",
    "KeyFigure",
    "KhmerStanding",
    "Measure",
    "MeasuredElement",
    "Option",
    "Plan",
    "Publishable",
    "Section",
    "Strategy",
    "Table",
    "TableDataSet",
    "TableRule",
]
