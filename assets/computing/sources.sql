-- The relations over which indicators are counted. A row belongs to a `scope` (a regency, or the total) and a `segment`, and says where it
-- stands: submission, sheet and row, or the village, list or report that it is. Figure, contributors, base and a figure's rows one by one
-- are all taken from here. A relation holds what was reported and nothing else: that a report without a row is an answer, and which
-- figures a report lacks the columns for (`lacks`), is told by reporters.
-- Registered by the caller, as given_…: reporters (source, period, area_code, submission, source_period, before_submission,
-- before_source_period, about, as_of, year, year_start, lacks), books (period and, for each need of a book year, book_<need>), regions (area_code),
-- place (village_code, area_code), decree (list, year, area_code, nik, name), stages (stage, position), problem_states (status, state), older_levels
-- (submission, sheet, row), settings (total, years_back, looks_back). Copied first: a join's filters cannot be pushed down into a registered frame.
CREATE OR REPLACE TEMP TABLE reporters AS FROM given_reporters;
CREATE OR REPLACE TEMP TABLE books AS FROM given_books;
CREATE OR REPLACE TEMP TABLE regions AS FROM given_regions;
CREATE OR REPLACE TEMP TABLE place AS FROM given_place;
CREATE OR REPLACE TEMP TABLE decree AS FROM given_decree;
CREATE OR REPLACE TEMP TABLE stages AS FROM given_stages;
CREATE OR REPLACE TEMP TABLE problem_states AS FROM given_problem_states;
CREATE OR REPLACE TEMP TABLE older_levels AS FROM given_older_levels;
CREATE OR REPLACE TEMP TABLE settings AS FROM given_settings;

CREATE OR REPLACE TEMP VIEW scopes AS
    SELECT area_code, area_code AS scope, false AS is_total FROM regions
    UNION ALL SELECT area_code, total, true FROM regions, settings
    UNION ALL SELECT total, total, true FROM settings;

-- Whether a cooperative is KDMP/KKMP: as reported, else as its name says.
CREATE OR REPLACE TEMP MACRO told_kdmp(reported, name) AS
    coalesce(reported, regexp_matches(lower(name), 'merah putih|kdmp|kkmp|kopdes|kopkel'), false);

CREATE OR REPLACE TEMP MACRO plain(words) AS nullif(regexp_replace(lower(words), '[^0-9a-z]+', '', 'g'), '');

-- What a cooperative is known by beside its NIK: legal number and name; without a number its name in its kecamatan. The latter is no
-- proof where two rows bear different NIK.
CREATE OR REPLACE TEMP MACRO listed_as(legal_number, name, district, area_code) AS
    coalesce(plain(legal_number) || '|' || plain(name), area_code || '|' || plain(name) || '|' || coalesce(plain(district), ''));
CREATE OR REPLACE TEMP MACRO may_be_one(numbered, nik, other) AS numbered OR nik IS NULL OR other IS NULL;

-- Of several rows of one NIK the better attested counts: the first of these, then the newer RAT.
CREATE OR REPLACE TEMP MACRO standing_of(status) AS coalesce(list_position(['Aktif', 'Tidak Aktif', 'Dibubarkan'], status), 4);

CREATE OR REPLACE TEMP VIEW register_rows AS
    SELECT a.* EXCLUDE (period), a.period AS source_period, told_kdmp(a.kdmp, a.name) AS is_kdmp,
        listed_as(a.legal_number, a.name, a.district, a.area_code) AS listed_as, plain(a.legal_number) IS NOT NULL AS numbered
    FROM accepted.register a;

CREATE OR REPLACE TEMP TABLE register_standing AS
    SELECT p.period, p.about, p.as_of, p.year, p.year_start, p.lacks, a.submission, a.sheet, a.row, a.area_code, a.nik, a.listed_as, a.is_kdmp,
        a.status, a.legal_date, a.last_rat_date, a.members_male, a.members_female, a.members_total, a.book_year, a.own_capital,
        a.external_capital, a.assets, a.business_volume, a.surplus, a.savings_unit, a.grade, a.health, a.health_year,
        a.health IS NOT NULL OR o.row IS NOT NULL AS health_told,
        a.nik IS NULL OR row_number() OVER (PARTITION BY p.period, a.area_code, a.nik ORDER BY standing_of(a.status),
            a.last_rat_date DESC NULLS LAST, a.sheet, a.row) = 1 AS once_in_area,
        a.nik IS NULL OR row_number() OVER (PARTITION BY p.period, a.nik ORDER BY standing_of(a.status),
            a.last_rat_date DESC NULLS LAST, a.area_code, a.sheet, a.row) = 1 AS once_in_total
    FROM reporters p JOIN register_rows a USING (area_code, source_period)
    LEFT JOIN older_levels o ON o.submission = a.submission AND o.sheet = a.sheet AND o.row = a.row
    WHERE p.source = 'register';

CREATE OR REPLACE TEMP VIEW source_register AS
    SELECT c.scope, c.is_total, r.*, r.is_kdmp AS segment, b.* EXCLUDE (period)
    FROM register_standing r JOIN scopes c USING (area_code) LEFT JOIN books b USING (period)
    WHERE CASE WHEN c.is_total THEN r.once_in_total ELSE r.once_in_area END;

-- The register of today beside that of a year before the day it speaks of, for the regencies that have both.
CREATE OR REPLACE TEMP VIEW pairs AS
    SELECT p.period, p.as_of, p.year, p.year_start, p.lacks, false AS year_before, a.*
    FROM reporters p JOIN register_rows a USING (area_code, source_period)
    WHERE p.source = 'register_with_year_before' AND p.before_submission IS NOT NULL
    UNION ALL
    SELECT p.period, p.as_of, p.year, p.year_start, p.lacks, true AS year_before, a.*
    FROM reporters p JOIN register_rows a ON a.area_code = p.area_code AND a.source_period = p.before_source_period
    WHERE p.source = 'register_with_year_before' AND p.submission IS NOT NULL;

CREATE OR REPLACE TEMP VIEW source_register_with_year_before AS
    SELECT c.scope, c.is_total, p.*, p.is_kdmp AS segment, b.* EXCLUDE (period),
        p.nik IS NOT NULL AND min(p.year_before::INT) OVER (PARTITION BY c.scope, p.period, p.nik)
            < max(p.year_before::INT) OVER (PARTITION BY c.scope, p.period, p.nik) AS in_both_years
    FROM pairs p JOIN scopes c USING (area_code) LEFT JOIN books b USING (period)
    QUALIFY p.nik IS NULL OR row_number() OVER (PARTITION BY c.scope, p.period, p.year_before, p.nik ORDER BY standing_of(p.status),
        p.last_rat_date DESC NULLS LAST, p.area_code, p.sheet, p.row) = 1;

-- The inactive cooperatives of the baseline, and what has become of each by the period. It belongs to the segment of what it has become.
-- A regency whose register does not stand has no row of its own: of its list the total says that it was not reported.
CREATE OR REPLACE TEMP TABLE baseline_rows AS
    SELECT a.submission, a.sheet, a.row, a.area_code, a.nik, a.listed_as, a.numbered, a.is_kdmp, a.status,
        a.nik IS NULL OR row_number() OVER (PARTITION BY a.area_code, a.nik ORDER BY standing_of(a.status),
            a.last_rat_date DESC NULLS LAST, a.sheet, a.row) = 1 AS once_in_area,
        a.nik IS NULL OR row_number() OVER (PARTITION BY a.nik ORDER BY standing_of(a.status),
            a.last_rat_date DESC NULLS LAST, a.area_code, a.sheet, a.row) = 1 AS once_in_total
    FROM register_rows a SEMI JOIN reporters p
        ON p.source = 'baseline' AND p.area_code = a.area_code AND p.before_source_period = a.source_period;

CREATE OR REPLACE TEMP TABLE listed AS
    SELECT p.period, p.as_of, p.lacks, p.submission IS NULL AS is_silent, b.*
    FROM reporters p JOIN baseline_rows b USING (area_code) WHERE p.source = 'baseline' AND b.status = 'Tidak Aktif';

CREATE OR REPLACE TEMP TABLE found_by_nik AS
    SELECT period, nik, status, is_kdmp, submission, sheet, row FROM register_standing
    WHERE once_in_total AND status IS NOT NULL AND nik IN (SELECT nik FROM listed);

-- By legal number and name those are found whose NIK came later, changed or got lost, and none that had a row of its own from the beginning.
CREATE OR REPLACE TEMP TABLE found_as_listed AS
    SELECT l.period, l.submission AS listed_in, l.sheet AS listed_sheet, l.row AS listed_row, r.status, r.is_kdmp, r.submission, r.sheet, r.row
    FROM listed l ANTI JOIN found_by_nik n ON n.period = l.period AND n.nik = l.nik
    JOIN register_standing r ON r.period = l.period AND r.listed_as = l.listed_as AND may_be_one(l.numbered, l.nik, r.nik)
    ANTI JOIN baseline_rows b ON b.nik = r.nik
    WHERE r.status IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY l.period, l.submission, l.sheet, l.row ORDER BY standing_of(r.status),
        r.last_rat_date DESC NULLS LAST, r.area_code, r.sheet, r.row) = 1;

CREATE OR REPLACE TEMP VIEW became AS
    SELECT b.*, coalesce(n.submission, l.submission) AS now_submission, coalesce(n.sheet, l.sheet) AS now_sheet,
        coalesce(n.row, l.row) AS now_row, coalesce(n.status, l.status) AS now_status,
        coalesce(n.is_kdmp, l.is_kdmp, b.is_kdmp) AS segment
    FROM listed b LEFT JOIN found_by_nik n ON n.period = b.period AND n.nik = b.nik
    LEFT JOIN found_as_listed l ON l.period = b.period AND l.listed_in = b.submission AND l.listed_sheet = b.sheet AND l.listed_row = b.row;

CREATE OR REPLACE TEMP VIEW source_baseline AS
    SELECT c.scope, b.*,
        CASE
            WHEN now_status = 'Aktif' AND segment THEN 'revitalised'
            WHEN now_status = 'Aktif' THEN 'active'
            WHEN now_status = 'Tidak Aktif' THEN 'inactive'
            WHEN now_status = 'Dibubarkan' THEN 'dissolved'
            WHEN is_silent THEN 'not reported'
            ELSE 'not found'
        END AS outcome
    FROM became b JOIN scopes c USING (area_code)
    WHERE CASE WHEN c.is_total THEN b.once_in_total ELSE b.once_in_area AND NOT b.is_silent END;

-- Dissolved in the year: the first row that says so in a register of the year, of a cooperative that no register of the years before
-- that are looked at says so of, and that no later one of the year lists again.
CREATE OR REPLACE TEMP TABLE said_dissolved AS
    SELECT submission, sheet, row, area_code, source_period, left(source_period, 4)::INT AS said_in, nik, listed_as, numbered, is_kdmp, status
    FROM register_rows, settings WHERE status = 'Dibubarkan' AND source_period >= settings.looks_back;

CREATE OR REPLACE TEMP TABLE listed_again AS
    SELECT area_code, source_period, nik, listed_as FROM register_rows a, settings
    WHERE status <> 'Dibubarkan' AND source_period >= settings.looks_back
        AND (nik IN (SELECT nik FROM said_dissolved) OR listed_as IN (SELECT listed_as FROM said_dissolved));

CREATE OR REPLACE TEMP VIEW first_dissolved AS
    WITH said AS (
        SELECT p.period, p.about, p.as_of, p.lacks, s.years_back, d.* FROM settings s, reporters p JOIN said_dissolved d
            ON d.area_code = p.area_code AND d.said_in = p.year AND d.source_period <= p.about
        WHERE p.source = 'dissolved' AND p.submission IS NOT NULL
    )
    FROM said d
    ANTI JOIN said_dissolved e ON e.area_code = d.area_code AND e.nik = d.nik
        AND e.source_period < d.source_period AND e.said_in >= d.said_in - d.years_back
    ANTI JOIN said_dissolved e ON e.area_code = d.area_code AND e.listed_as = d.listed_as AND may_be_one(d.numbered, d.nik, e.nik)
        AND e.source_period < d.source_period AND e.said_in >= d.said_in - d.years_back
    ANTI JOIN listed_again a ON a.area_code = d.area_code AND a.nik = d.nik
        AND a.source_period > d.source_period AND a.source_period <= d.about
    ANTI JOIN listed_again a ON a.area_code = d.area_code AND a.listed_as = d.listed_as AND may_be_one(d.numbered, d.nik, a.nik)
        AND a.source_period > d.source_period AND a.source_period <= d.about;

CREATE OR REPLACE TEMP VIEW source_dissolved AS
    SELECT c.scope, d.*, d.is_kdmp AS segment
    FROM first_dissolved d JOIN scopes c USING (area_code)
    ANTI JOIN register_standing s ON c.is_total AND s.period = d.period AND s.nik = d.nik AND s.once_in_total AND s.status <> 'Dibubarkan'
    QUALIFY d.nik IS NULL OR row_number() OVER (PARTITION BY c.scope, d.period, d.nik ORDER BY d.source_period, d.area_code, d.sheet, d.row) = 1;

CREATE OR REPLACE TEMP TABLE kdmp_standing AS
    SELECT p.period, p.as_of, p.year, p.year_start, p.lacks, a.* EXCLUDE (period), s.position AS own_stage, plain(a.legal_number) AS own_decree,
        coalesce(plain(a.legal_number), a.area_code || '|' || plain(a.cooperative), a.village_code) AS own_key
    FROM reporters p JOIN accepted.kdmp a ON a.area_code = p.area_code AND a.period = p.source_period
    LEFT JOIN stages s ON s.stage = a.stage
    WHERE p.source = 'kdmp';

-- A village stands once for those that joined it, by the row on which it is furthest.
CREATE OR REPLACE TEMP TABLE villages_once AS
    SELECT period, village_code, merged_with, own_stage, own_decree, own_key FROM kdmp_standing WHERE village_code IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY period, village_code ORDER BY own_stage DESC NULLS LAST, area_code, sheet, row) = 1;

CREATE OR REPLACE TEMP TABLE joined AS
    SELECT v.period, v.village_code, v.merged_with AS partner FROM villages_once v
    SEMI JOIN villages_once p ON p.period = v.period AND p.village_code = v.merged_with
    WHERE v.merged_with <> v.village_code;

-- Whose cooperative a village has in the end, as far as it was reported. Who joined in a circle has his own.
CREATE OR REPLACE TEMP TABLE partners AS
    WITH RECURSIVE chain AS (
        SELECT period, village_code, partner, [village_code, partner] AS path, false AS closed FROM joined
        UNION ALL
        SELECT c.period, c.village_code, j.partner, list_append(c.path, j.partner), list_contains(c.path, j.partner)
        FROM chain c JOIN joined j ON j.period = c.period AND j.village_code = c.partner WHERE NOT c.closed
    )
    SELECT c.period, c.village_code, v.own_stage, v.own_decree, v.own_key
    FROM (SELECT period, village_code, arg_max(partner, len(path)) AS partner FROM chain GROUP BY ALL) c
    JOIN villages_once v ON v.period = c.period AND v.village_code = c.partner
    WHERE c.partner <> c.village_code;

CREATE OR REPLACE TEMP VIEW source_kdmp AS
    SELECT c.scope, x.* FROM (
        SELECT k.*, false AS is_village, coalesce(p.own_stage, k.own_stage) AS stage_reached,
            CASE WHEN p.own_key IS NULL THEN k.own_decree ELSE p.own_decree END AS decree, coalesce(p.own_key, k.own_key) AS cooperative_key
        FROM kdmp_standing k LEFT JOIN partners p USING (period, village_code)
        UNION ALL BY NAME
        SELECT p.period, p.as_of, p.lacks, v.area_code, v.village_code, true AS is_village
        FROM reporters p JOIN place v USING (area_code) WHERE p.source = 'kdmp' AND p.submission IS NOT NULL
    ) x JOIN scopes c USING (area_code);

CREATE OR REPLACE TEMP VIEW source_kdmp_units AS
    SELECT k.*, u.unit, u.runs FROM source_kdmp k CROSS JOIN LATERAL (VALUES
        ('unit_grocery', k.unit_grocery), ('unit_credit', k.unit_credit), ('unit_clinic', k.unit_clinic), ('unit_pharmacy', k.unit_pharmacy),
        ('unit_storage', k.unit_storage), ('unit_logistics', k.unit_logistics)) u(unit, runs)
    WHERE NOT k.is_village;

CREATE OR REPLACE TEMP VIEW source_villages AS
    SELECT c.scope, p.period, p.as_of, v.village_code, v.area_code
    FROM reporters p JOIN place v USING (area_code) JOIN scopes c USING (area_code) WHERE p.source = 'villages';

-- What a problem is known by from month to month.
CREATE OR REPLACE TEMP MACRO problem(obstacle_id, category, raised_date, description) AS
    coalesce(obstacle_id, concat_ws('|', category, raised_date, plain(description)));

CREATE OR REPLACE TEMP VIEW solved_before AS
    SELECT DISTINCT p.period, a.area_code, problem(a.obstacle_id, a.category, a.raised_date, a.description) AS problem
    FROM settings s, reporters p
    JOIN accepted.obstacles a ON a.area_code = p.area_code AND left(a.period, 4)::INT BETWEEN p.year - s.years_back AND p.year - 1
    JOIN problem_states t ON t.status = a.status AND t.state = 'resolved'
    WHERE p.source = 'obstacles';

-- The status decides. A solved problem without a date was solved when it was first reported so.
CREATE OR REPLACE TEMP VIEW source_obstacles AS
    SELECT c.scope, x.*, is_resolved AND CASE WHEN x.resolved_date IS NULL THEN b.problem IS NULL
        ELSE x.resolved_date BETWEEN x.year_start AND x.as_of END AS resolved_this_year
    FROM (
        SELECT p.period, p.as_of, p.year, p.year_start, p.lacks, a.* EXCLUDE (period), coalesce(t.state = 'open', false) AS is_open,
            coalesce(t.state = 'resolved', false) AS is_resolved,
            problem(a.obstacle_id, a.category, a.raised_date, a.description) AS problem
        FROM reporters p JOIN accepted.obstacles a ON a.area_code = p.area_code AND a.period = p.source_period
        LEFT JOIN problem_states t ON t.status = a.status
        WHERE p.source = 'obstacles'
    ) x JOIN scopes c USING (area_code) LEFT JOIN solved_before b USING (period, area_code, problem);

CREATE OR REPLACE TEMP VIEW source_umkm AS
    SELECT c.scope, p.period, p.as_of, p.lacks, a.* EXCLUDE (period),
        CASE WHEN coalesce(a.micro, a.small, a.medium) IS NOT NULL
            THEN coalesce(a.micro, 0) + coalesce(a.small, 0) + coalesce(a.medium, 0) END AS enterprises
    FROM reporters p JOIN accepted.umkm a ON a.area_code = p.area_code AND a.period = p.source_period
    JOIN scopes c ON c.area_code = a.area_code
    WHERE p.source = 'umkm';

CREATE OR REPLACE TEMP VIEW source_coaching AS
    SELECT c.scope, p.period, p.as_of, p.lacks, a.* EXCLUDE (period), coalesce(a.agency_ref, a.agency) AS segment,
        CASE WHEN coalesce(a.participants_male, a.participants_female) IS NOT NULL
            THEN coalesce(a.participants_male, 0) + coalesce(a.participants_female, 0) END AS participants
    FROM reporters p JOIN accepted.coaching a ON a.area_code = p.area_code AND a.period = p.source_period
    JOIN scopes c ON c.area_code = a.area_code
    WHERE p.source = 'coaching';

-- A listed cooperative is KDMP/KKMP as the register says that bears its NIK, else as its name does.
CREATE OR REPLACE TEMP VIEW source_decrees AS
    SELECT c.scope, p.period, p.as_of, d.list, d.area_code, coalesce(r.is_kdmp, told_kdmp(NULL, d.name)) AS segment
    FROM reporters p JOIN decree d ON d.area_code = p.area_code AND d.year = p.year JOIN scopes c ON c.area_code = p.area_code
    LEFT JOIN register_standing r ON r.period = p.period AND r.nik = d.nik AND r.once_in_total
    WHERE p.source = 'decrees';

CREATE OR REPLACE TEMP VIEW source_due_reports AS
    SELECT c.scope, p.period, p.as_of, r.submission, r.area_code, r.form, r.received, r.on_time, r.filled, r.verified
    FROM reporters p JOIN accepted.reports r USING (period, area_code) JOIN scopes c USING (area_code) SEMI JOIN regions USING (area_code)
    WHERE p.source = 'due_reports' AND r.due;
