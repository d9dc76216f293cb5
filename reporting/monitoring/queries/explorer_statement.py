"""The statement that goes from the chosen revisions to the numbers of one table.

    chosen      the chosen revisions, each in the part of a year that it stands for
    by_report   a cell's number in one report: what counts towards it is added up
    by_unit     over time by the element's aggregation, as in the consolidation
    the rest    the units, their kinds, and all of them together, by grouping sets

`not_available` counts the numbers that reports say they do not have.
"""

EXPLORE = """
WITH chosen AS (
    SELECT * FROM unnest(
        %(revisions)s::bigint[], %(units)s::bigint[], %(buckets)s::int[], %(last_months)s::int[]
    ) AS c(revision_id, unit_id, bucket, last_month)
),
by_report AS (
    SELECT rollup.target_id AS cell_id, c.unit_id, c.bucket, c.revision_id, c.last_month,
           sum(v.value) AS value, count(*) FILTER (WHERE v.not_available) AS not_available
    FROM chosen c
    JOIN reporting_datavalue v ON v.revision_id = c.revision_id
    JOIN strategies_cellrollup rollup ON rollup.leaf_id = v.cell_id
    WHERE rollup.target_id = ANY (%(cells)s::bigint[])
    GROUP BY rollup.target_id, c.unit_id, c.bucket, c.revision_id, c.last_month
),
by_unit AS (
    SELECT b.cell_id, b.unit_id, b.bucket, element.aggregation,
           CASE element.aggregation
               WHEN 'max' THEN max(b.value)
               WHEN 'last' THEN (
                   array_agg(b.value ORDER BY b.last_month DESC) FILTER (WHERE b.value IS NOT NULL)
               )[1]
               WHEN 'none' THEN CASE WHEN count(*) = 1 THEN max(b.value) END
               ELSE sum(b.value)
           END AS value,
           sum(b.not_available) AS not_available
    FROM by_report b
    JOIN strategies_cell cell ON cell.id = b.cell_id
    JOIN strategies_element element ON element.id = cell.element_id
    GROUP BY b.cell_id, b.unit_id, b.bucket, element.aggregation
)
SELECT f.cell_id, f.bucket, f.unit_id,
       CASE WHEN grouping(unit.kind) = 0 THEN unit.kind ELSE '' END,
       CASE WHEN grouping(f.unit_id) = 1 AND max(f.aggregation) = 'none' THEN NULL
            ELSE coalesce(sum(f.value) FILTER (WHERE beside.unit_id IS NULL), sum(f.value)) END,
       sum(f.not_available)::int
FROM by_unit f
JOIN provinces_organisationunit unit ON unit.id = f.unit_id
LEFT JOIN unnest(%(beside_years)s::int[], %(beside_units)s::bigint[]) AS beside(year, unit_id)
    ON beside.unit_id = f.unit_id AND beside.year = f.bucket / 100
GROUP BY GROUPING SETS (
    (f.cell_id, f.bucket, f.unit_id, unit.kind), (f.cell_id, f.bucket, unit.kind),
    (f.cell_id, f.bucket)
)
"""
