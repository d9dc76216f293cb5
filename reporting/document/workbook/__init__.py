"""The document as a workbook with real numbers. It must not know the PDF, nor the workbook of a
report that a unit fills."""
