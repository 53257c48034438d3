-- The relations over which indicators are counted. Each row of a relation belongs to a `scope` (a regency, or the total) and
-- a `segment`; a report that stands and has no rows still has one row of nulls a segment, so that its counts are 0 and not missing.
-- Registered by the caller, as given_…: months (period, year, year_start, period_end, year_before), regions (area_code),
-- place (village_code, area_code), village_counts (scope, villages), gdp (scope, year, grdp), decree (list, year, area_code),
-- stages (stage, position), open_statuses (status), settings (total, baseline). Copied first: a join's filters cannot be pushed down into a registered frame.
CREATE OR REPLACE TEMP TABLE months AS FROM given_months;
CREATE OR REPLACE TEMP TABLE regions AS FROM given_regions;
CREATE OR REPLACE TEMP TABLE place AS FROM given_place;
CREATE OR REPLACE TEMP TABLE village_counts AS FROM given_village_counts;
CREATE OR REPLACE TEMP TABLE gdp AS FROM given_gdp;
CREATE OR REPLACE TEMP TABLE decree AS FROM given_decree;
CREATE OR REPLACE TEMP TABLE stages AS FROM given_stages;
CREATE OR REPLACE TEMP TABLE open_statuses AS FROM given_open_statuses;
CREATE OR REPLACE TEMP TABLE settings AS FROM given_settings;

-- Whether a cooperative is KDMP/KKMP: as reported, else as its name says.
CREATE OR REPLACE TEMP MACRO told_kdmp(reported, name) AS
    coalesce(reported, regexp_matches(lower(name), 'merah putih|kdmp|kkmp|kopdes|kopkel'), false);

-- On how many cooperatives a sum of money rests: those whose figure is not zero, since zeros hide nobody; and on one only where a
-- single one holds more than nine tenths of the sum, which tells its figure nearly to the rupiah.
CREATE OR REPLACE TEMP MACRO resting_on(amount) AS
    CASE WHEN max(abs(amount)) > 0.9 * sum(abs(amount)) THEN 1 ELSE count(nullif(amount, 0)) END;

CREATE OR REPLACE TEMP VIEW standing AS
    SELECT r.period, r.area_code, r.form, r.submission, r.source_period, m.year, m.year_start, m.period_end
    FROM accepted.reports r JOIN months m ON m.period = r.period
    WHERE r.submission IS NOT NULL;

CREATE OR REPLACE TEMP VIEW scopes AS
    SELECT area_code, area_code AS scope FROM regions
    UNION ALL SELECT area_code, total FROM regions, settings
    UNION ALL SELECT total, total FROM settings;

CREATE OR REPLACE TEMP VIEW register_standing AS
    SELECT s.period, s.year, s.year_start, s.period_end, a.* EXCLUDE (period),
        told_kdmp(a.kdmp, a.name) AS is_kdmp,
        row_number() OVER (PARTITION BY s.period, a.area_code, a.nik ORDER BY a.sheet, a.row) = 1 OR a.nik IS NULL AS first_in_area,
        row_number() OVER (PARTITION BY s.period, a.nik ORDER BY a.area_code, a.sheet, a.row) = 1 OR a.nik IS NULL AS first_in_total
    FROM standing s JOIN accepted.register a ON a.submission = s.submission AND a.period = s.source_period
    WHERE s.form = 'register';

CREATE OR REPLACE TEMP VIEW register_counted AS
    SELECT c.scope, r.*, r.is_kdmp AS segment
    FROM register_standing r JOIN scopes c USING (area_code) CROSS JOIN settings
    WHERE CASE WHEN c.scope = settings.total THEN r.first_in_total ELSE r.first_in_area END;

CREATE OR REPLACE TEMP VIEW register_reported AS
    SELECT DISTINCT c.scope, s.period, s.year, s.year_start, s.period_end, k.segment
    FROM standing s JOIN scopes c USING (area_code) CROSS JOIN (VALUES (true), (false)) k(segment)
    WHERE s.form = 'register';

CREATE OR REPLACE TEMP VIEW source_register AS
    SELECT x.*, g.grdp
    FROM (FROM register_counted UNION ALL BY NAME FROM register_reported) x
    LEFT JOIN gdp g ON g.scope = x.scope AND g.year = x.year - 1;

-- This month's register beside that of the same month a year before, for the regencies that have both.
CREATE OR REPLACE TEMP VIEW both_years AS
    SELECT now.period, now.area_code, before.period AS period_before, now.year, now.year_start, now.period_end
    FROM standing now JOIN months m ON m.period = now.period
    JOIN standing before ON before.area_code = now.area_code AND before.form = now.form AND before.period = m.year_before
    WHERE now.form = 'register';

CREATE OR REPLACE TEMP VIEW pairs AS
    SELECT p.period, p.year, p.year_start, p.period_end, false AS year_before,
        r.* EXCLUDE (period, year, year_start, period_end)
    FROM both_years p JOIN register_standing r ON r.period = p.period AND r.area_code = p.area_code
    UNION ALL
    SELECT p.period, p.year, p.year_start, p.period_end, true AS year_before,
        r.* EXCLUDE (period, year, year_start, period_end)
    FROM both_years p JOIN register_standing r ON r.period = p.period_before AND r.area_code = p.area_code;

CREATE OR REPLACE TEMP VIEW source_register_with_year_before AS
    SELECT c.scope, p.*, p.is_kdmp AS segment,
        p.nik IS NOT NULL AND min(p.year_before::INT) OVER (PARTITION BY c.scope, p.period, p.nik)
            < max(p.year_before::INT) OVER (PARTITION BY c.scope, p.period, p.nik) AS in_both_years
    FROM pairs p JOIN scopes c USING (area_code) CROSS JOIN settings
    WHERE CASE WHEN c.scope = settings.total THEN p.first_in_total ELSE p.first_in_area END;

-- The baseline list of inactive cooperatives, and what has become of each by the period. A regency whose register does not stand has
-- no row of its own: nothing is known of its list, which the total counts as not reported.
CREATE OR REPLACE TEMP VIEW baseline_list AS
    SELECT a.area_code, a.nik, a.name, a.district,
        told_kdmp(a.kdmp, a.name) AS is_kdmp,
        coalesce(a.nik, a.area_code || '|' || lower(a.name) || '|' || lower(coalesce(a.district, ''))) AS who
    FROM accepted.reports r JOIN accepted.register a ON a.submission = r.submission AND a.period = r.source_period
    CROSS JOIN settings
    WHERE r.form = 'register' AND r.period = settings.baseline AND a.status = 'Tidak Aktif'
    QUALIFY row_number() OVER (PARTITION BY who ORDER BY a.area_code, a.sheet, a.row) = 1;

CREATE OR REPLACE TEMP VIEW register_now AS
    SELECT period, coalesce(nik, area_code || '|' || lower(name) || '|' || lower(coalesce(district, ''))) AS who,
        arg_min(status, (area_code, sheet, row)) AS status, arg_min(is_kdmp, (area_code, sheet, row)) AS is_kdmp
    FROM register_standing WHERE status IS NOT NULL GROUP BY ALL;

CREATE OR REPLACE TEMP VIEW register_scopes AS
    SELECT DISTINCT c.scope, s.period FROM standing s JOIN scopes c USING (area_code) WHERE s.form = 'register';

CREATE OR REPLACE TEMP VIEW source_baseline AS
    SELECT c.scope, m.period, m.year, m.year_start, m.period_end, b.is_kdmp AS segment,
        CASE
            WHEN n.status = 'Aktif' AND n.is_kdmp THEN 'revitalised'
            WHEN n.status = 'Aktif' THEN 'active'
            WHEN n.status = 'Tidak Aktif' THEN 'inactive'
            WHEN n.status = 'Dibubarkan' THEN 'dissolved'
            WHEN s.area_code IS NULL THEN 'not reported'
            ELSE 'not found'
        END AS outcome
    FROM baseline_list b CROSS JOIN settings
    JOIN months m ON m.period >= settings.baseline
    JOIN scopes c USING (area_code)
    JOIN register_scopes known ON known.scope = c.scope AND known.period = m.period
    LEFT JOIN standing s ON s.form = 'register' AND s.period = m.period AND s.area_code = b.area_code
    LEFT JOIN register_now n ON n.period = m.period AND n.who = b.who
    UNION ALL BY NAME
    SELECT DISTINCT c.scope, m.period, k.segment, NULL::VARCHAR AS outcome
    FROM baseline_list JOIN scopes c USING (area_code)
    CROSS JOIN settings JOIN months m ON m.period >= settings.baseline
    JOIN register_scopes known ON known.scope = c.scope AND known.period = m.period
    CROSS JOIN (VALUES (true), (false)) k(segment);

CREATE OR REPLACE TEMP VIEW kdmp_standing AS
    SELECT s.period, s.year, s.year_start, s.period_end, a.* EXCLUDE (period), st.position AS own_stage,
        coalesce(a.legal_number, lower(a.cooperative)) AS cooperative_key
    FROM standing s JOIN accepted.kdmp a ON a.submission = s.submission AND a.period = s.source_period
    LEFT JOIN stages st ON st.stage = a.stage
    WHERE s.form = 'kdmp';

CREATE OR REPLACE TEMP VIEW source_kdmp AS
    SELECT c.scope, x.*, v.villages
    FROM (
        SELECT k.*, coalesce(partner.own_stage, k.own_stage) AS stage_reached
        FROM kdmp_standing k
        LEFT JOIN kdmp_standing partner ON partner.period = k.period AND partner.village_code = k.merged_with AND partner.area_code = k.area_code
        UNION ALL BY NAME
        SELECT period, area_code, year, year_start, period_end FROM standing WHERE form = 'kdmp'
    ) x
    JOIN scopes c USING (area_code) JOIN village_counts v ON v.scope = c.scope;

CREATE OR REPLACE TEMP VIEW source_villages AS
    SELECT c.scope, m.period, p.village_code FROM place p JOIN scopes c USING (area_code) CROSS JOIN months m;

CREATE OR REPLACE TEMP VIEW source_obstacles AS
    SELECT c.scope, x.*, x.status IN (SELECT status FROM open_statuses) AS is_open
    FROM (
        SELECT s.period, s.year, s.year_start, s.period_end, a.* EXCLUDE (period)
        FROM standing s JOIN accepted.obstacles a ON a.submission = s.submission AND a.period = s.source_period WHERE s.form = 'obstacles'
        UNION ALL BY NAME
        SELECT period, area_code, year, year_start, period_end FROM standing WHERE form = 'obstacles'
    ) x JOIN scopes c USING (area_code);

-- A report that stands without a row is Nihil, an answer: none of what it asks for, so its figures are 0 and not missing.
CREATE OR REPLACE TEMP VIEW source_umkm AS
    SELECT c.scope, x.*,
        CASE WHEN coalesce(micro, small, medium) IS NOT NULL
            THEN coalesce(micro, 0) + coalesce(small, 0) + coalesce(medium, 0) END AS enterprises
    FROM (
        SELECT s.period, s.year, s.year_start, s.period_end, a.* EXCLUDE (period)
        FROM standing s JOIN accepted.umkm a ON a.submission = s.submission AND a.period = s.source_period WHERE s.form = 'umkm'
        UNION ALL BY NAME
        SELECT s.period, s.area_code, s.year, s.year_start, s.period_end, 0 AS micro, 0 AS small, 0 AS medium, 0 AS with_nib,
            0 AS formalised, 0 AS small_entrepreneurs, 0 AS coached, 0 AS financed
        FROM standing s ANTI JOIN accepted.umkm a ON a.submission = s.submission AND a.period = s.source_period WHERE s.form = 'umkm'
    ) x JOIN scopes c USING (area_code);

CREATE OR REPLACE TEMP VIEW source_coaching AS
    SELECT c.scope, x.*, coalesce(x.agency_ref, x.agency) AS segment
    FROM (
        SELECT s.period, s.year, s.year_start, s.period_end, a.* EXCLUDE (period)
        FROM standing s JOIN accepted.coaching a ON a.submission = s.submission AND a.period = s.source_period WHERE s.form = 'coaching'
        UNION ALL BY NAME
        SELECT s.period, s.area_code, s.year, s.year_start, s.period_end, 0 AS participants_male, 0 AS participants_female
        FROM standing s ANTI JOIN accepted.coaching a ON a.submission = s.submission AND a.period = s.source_period
        WHERE s.form = 'coaching'
    ) x JOIN scopes c USING (area_code);

CREATE OR REPLACE TEMP VIEW source_decrees AS
    SELECT c.scope, m.period, d.list FROM decree d JOIN months m ON m.year = d.year JOIN scopes c USING (area_code);

CREATE OR REPLACE TEMP VIEW source_due_reports AS
    SELECT c.scope, r.period, r.received, r.on_time, r.filled, r.verified
    FROM accepted.reports r JOIN months m ON m.period = r.period JOIN scopes c USING (area_code) CROSS JOIN settings
    WHERE r.due AND r.area_code <> settings.total;
