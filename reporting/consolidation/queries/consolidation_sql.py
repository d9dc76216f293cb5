"""The consolidation: one SQL statement from the chosen revisions to the stored figures.

    chosen      the chosen revisions, with the months that each stands for
    entered     their numbers, once for the cell itself and once for each total it counts towards
    by_report   a cell's number in one report (rows of a total are added up); of what districts and
                communes reported for the place above, or units for the one that they became
                (0 months of its own): in one period
    by_unit     over time by the element's aggregation: the consolidated period (of its year and of
                the one before), and a month where months are printed
    filling     who is asked for a table by a form of the year that has periods inside the
                consolidated one; reporters of their own accord count only if they came
    beside      what is only compared with the source of record (`record_sources.py`)
    figures     the units; then kinds of unit and the nation by grouping sets, where a district or
                a commune counts in its province and never by itself; the nation leaves out what is
                only compared, and a kind too unless it has nothing else

`part` is what a period's key adds to that of its year: 0 the year itself, 21 the first quarter.
A slice (one unit, one period) is the same statement over fewer chosen revisions.
"""

CONSOLIDATE = """
WITH chosen AS (
    SELECT * FROM unnest(
        %(revisions)s::bigint[], %(units)s::bigint[], %(periods)s::int[], %(months)s::int[],
        %(last_months)s::int[], %(years)s::int[], %(without)s::text[]
    ) AS c(revision_id, unit_id, period_key, months, last_month, year, without)
),
beside AS (
    SELECT * FROM unnest(
        %(beside_years)s::int[], %(beside_tables)s::bigint[], %(beside_units)s::bigint[]
    ) AS b(year, table_id, unit_id)
),
entered AS (
    SELECT rollup.target_id AS cell_id, c.unit_id, c.year, c.period_key, c.revision_id, c.months,
           c.last_month, v.value
    FROM chosen c
    JOIN reporting_datavalue v ON v.revision_id = c.revision_id
    JOIN strategies_cellrollup rollup ON rollup.leaf_id = v.cell_id
    WHERE v.value IS NOT NULL
      AND (c.without = '' OR NOT EXISTS (
          SELECT FROM strategies_cell cell
          JOIN strategies_tabledataset place ON place.table_id = cell.table_id
          WHERE cell.id = v.cell_id
            AND place.data_set_id = ANY (string_to_array(c.without, ',')::bigint[])
      ))
),
by_report AS (
    SELECT cell_id, unit_id, year, period_key,
           CASE WHEN months > 0 THEN revision_id END AS revision_id, months, last_month,
           sum(value) AS value
    FROM entered
    GROUP BY cell_id, unit_id, year, period_key,
             CASE WHEN months > 0 THEN revision_id END, months, last_month
),
by_unit AS (
    SELECT b.cell_id, b.unit_id, b.year,
           CASE WHEN grouping(b.period_key) = 1 THEN b.year * 100 + %(part)s ELSE b.period_key END
               AS period_key,
           CASE element.aggregation
               WHEN 'max' THEN max(b.value)
               WHEN 'last' THEN (array_agg(b.value ORDER BY b.last_month DESC))[1]
               ELSE sum(b.value)
           END AS value,
           (sum(b.months) + count(DISTINCT b.period_key) FILTER (WHERE b.months = 0))::int
               AS received,
           coalesce(
               array_agg(b.revision_id ORDER BY b.revision_id)
                   FILTER (WHERE b.revision_id IS NOT NULL),
               '{}'
           ) AS revision_ids
    FROM by_report b
    JOIN strategies_cell cell ON cell.id = b.cell_id
    JOIN strategies_element element ON element.id = cell.element_id
    JOIN strategies_table tab ON tab.id = cell.table_id
    WHERE element.aggregation <> 'none'
    GROUP BY GROUPING SETS (
        (b.cell_id, b.unit_id, b.year, element.aggregation, tab.layout),
        (b.cell_id, b.unit_id, b.year, element.aggregation, tab.layout, b.period_key)
    )
    HAVING grouping(b.period_key) = 1
        OR (tab.layout = 'months' AND b.period_key <> b.year * 100 + %(part)s)
),
filling AS (
    SELECT DISTINCT place.table_id, unit.id AS unit_id, unit.kind, form.owed
    FROM strategies_tabledataset place
    JOIN strategies_dataset form ON form.id = place.data_set_id
    JOIN provinces_organisationunit unit ON unit.kind = ANY (form.kinds)
    WHERE (form.units = '{}' OR unit.code = ANY (form.units))
      AND (place.units = '{}' OR unit.code = ANY (place.units))
      AND place.valid_from <= %(year)s AND coalesce(place.valid_to, %(year)s) >= %(year)s
      AND NOT place.compared
      AND unit.kind <> ALL (%(localities)s::text[])
      AND coalesce(unit.valid_from, %(year)s) <= %(year)s
      AND coalesce(unit.valid_to, %(year)s) >= %(year)s
      AND form.period_kinds && %(kinds)s::varchar[]
      AND form.valid_from <= %(year)s AND coalesce(form.valid_to, %(year)s) >= %(year)s
),
asked AS (
    SELECT table_id, kind, count(*) FILTER (WHERE owed) AS owed
    FROM filling
    GROUP BY GROUPING SETS ((table_id, kind), (table_id))
),
counted AS (
    SELECT f.cell_id, f.period_key, cell.table_id, unit.kind, f.value,
           beside.unit_id IS NULL AND unit.kind <> ALL (%(below)s::text[]) AS in_nation,
           unit.kind = ANY (%(voluntary)s::text[]) AS voluntary
    FROM by_unit f
    JOIN provinces_organisationunit unit ON unit.id = f.unit_id
    JOIN strategies_cell cell ON cell.id = f.cell_id
    LEFT JOIN beside
        ON beside.unit_id = f.unit_id AND beside.table_id = cell.table_id AND beside.year = f.year
    WHERE unit.kind <> ALL (%(localities)s::text[])
),
nation AS (
    SELECT cell_id, NULL AS kind, period_key, table_id, sum(value) AS value,
           count(*) AS received, count(*) FILTER (WHERE voluntary) AS voluntary
    FROM counted
    WHERE in_nation
    GROUP BY cell_id, period_key, table_id
    UNION ALL
    SELECT cell_id, kind, period_key, table_id,
           coalesce(sum(value) FILTER (WHERE in_nation), sum(value)),
           coalesce(nullif(count(*) FILTER (WHERE in_nation), 0), count(*)),
           coalesce(
               nullif(count(*) FILTER (WHERE in_nation), 0) - count(*) FILTER (
                   WHERE in_nation AND NOT voluntary
               ),
               count(*) FILTER (WHERE voluntary)
           )
    FROM counted
    GROUP BY cell_id, period_key, table_id, kind
)
INSERT INTO reporting_figure (
    consolidation_id, organisation_unit_id, kind, cell_id, period_key, value, received, expected,
    revision_ids
)
SELECT %(consolidation)s, unit_id, '', cell_id, period_key, value, received,
       CASE WHEN period_key %% 100 = %(part)s THEN %(months_expected)s ELSE received END,
       revision_ids
FROM by_unit
UNION ALL
SELECT %(consolidation)s, NULL, coalesce(n.kind, ''), n.cell_id, n.period_key, n.value, n.received,
       greatest(coalesce(a.owed, 0) + n.voluntary, n.received), '{}'
FROM nation n
LEFT JOIN asked a ON a.table_id = n.table_id AND a.kind IS NOT DISTINCT FROM n.kind
"""

DIGEST = """
SELECT coalesce(encode(sha256(convert_to(string_agg(
    concat_ws('|', cell.code, f.period_key, f.kind, unit.code, f.value, f.received, f.expected),
    E'\\n' ORDER BY cell.code, f.period_key, f.kind, unit.code NULLS FIRST
), 'UTF8')), 'hex'), ''), count(*)
FROM reporting_figure f
JOIN strategies_cell cell ON cell.id = f.cell_id
LEFT JOIN provinces_organisationunit unit ON unit.id = f.organisation_unit_id
WHERE f.consolidation_id = %s
"""
