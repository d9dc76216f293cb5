"""The pages on which a workbook is fetched and sent."""
