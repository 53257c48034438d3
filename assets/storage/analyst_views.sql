-- What an analyst asks for most: the rows that stand for a period, carried ones included.
CREATE SCHEMA standing;
CREATE VIEW standing.register AS
    SELECT r.period AS reporting_period, a.* FROM accepted.reports r JOIN accepted.register a USING (submission)
    WHERE r.form = 'register' AND a.period = r.source_period;
CREATE VIEW standing.recap AS
    SELECT r.period AS reporting_period, a.* FROM accepted.reports r JOIN accepted.recap a USING (submission)
    WHERE r.form = 'recap' AND a.period = r.source_period;
CREATE VIEW standing.kdmp AS
    SELECT r.period AS reporting_period, a.* FROM accepted.reports r JOIN accepted.kdmp a USING (submission)
    WHERE r.form = 'kdmp' AND a.period = r.source_period;
CREATE VIEW standing.obstacles AS
    SELECT r.period AS reporting_period, a.* FROM accepted.reports r JOIN accepted.obstacles a USING (submission)
    WHERE r.form = 'obstacles' AND a.period = r.source_period;
CREATE VIEW standing.umkm AS
    SELECT r.period AS reporting_period, a.* FROM accepted.reports r JOIN accepted.umkm a USING (submission)
    WHERE r.form = 'umkm' AND a.period = r.source_period;
CREATE VIEW standing.coaching AS
    SELECT r.period AS reporting_period, a.* FROM accepted.reports r JOIN accepted.coaching a USING (submission)
    WHERE r.form = 'coaching' AND a.period = r.source_period;
-- What the province has laid down and is in force: of each of its sheets the last accepted one, a sample only as long as there is nothing else.
CREATE VIEW standing.provisions AS
    FROM accepted.in_force QUALIFY row_number() OVER (PARTITION BY form ORDER BY sample, seq DESC) = 1;
CREATE VIEW standing.targets AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.targets a USING (submission) WHERE p.form = 'targets';
CREATE VIEW standing.budgets AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.budgets a USING (submission) WHERE p.form = 'budgets';
CREATE VIEW standing.grdp AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.grdp a USING (submission) WHERE p.form = 'grdp';
CREATE VIEW standing.decrees AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.decrees a USING (submission) WHERE p.form = 'decrees';
CREATE VIEW standing.outside_totals AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.outside_totals a USING (submission) WHERE p.form = 'outside_totals';
CREATE VIEW standing.corrections AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.corrections a USING (submission) WHERE p.form = 'corrections';
CREATE VIEW standing.scale AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.scale a USING (submission) WHERE p.form = 'scale';
CREATE VIEW standing.village_base AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.village_base a USING (submission) WHERE p.form = 'village_base';
CREATE VIEW standing.publisher AS
    SELECT p.sample, a.* FROM standing.provisions p JOIN accepted.publisher a USING (submission) WHERE p.form = 'publisher';
-- What is published of each figure, exact: indicators.csv is this with the money rule applied.
CREATE VIEW official_values AS
    SELECT a.area_key, v.period, v.area_code, a.bps_code, v.area_name, v.segment, v.indicator, v.indicator_name, v.unit, v.numerator, v.denominator,
        v.value, v.as_of, v.contributors, v.base, v.coverage, v.low, v.high, v.status, p.is_final, v.definition_version
    FROM indicators.values v JOIN areas a USING (area_code) JOIN periods p USING (period) WHERE v.official
    ORDER BY v.period, v.area_code, v.indicator, v.segment;
-- Who has to send what, and what came of it. Of months that are not due there is nothing here.
CREATE VIEW expected_reports AS
    SELECT r.period, r.due_date, a.area_key, r.area_code, a.name AS area_name, r.form, f.form_title, r.state, r.received, r.received_at, r.on_time,
        CASE WHEN r.received_at > r.due_date THEN r.received_at - r.due_date END AS days_late, r.filled, r.verified
    FROM accepted.reports r JOIN periods USING (period) JOIN areas a USING (area_code) JOIN forms f USING (form)
    WHERE r.due AND r.expected ORDER BY r.period, r.area_code, r.form;
CREATE VIEW late AS FROM expected_reports WHERE NOT coalesce(received, false) OR NOT coalesce(on_time, true);
CREATE VIEW open_obstacles AS
    SELECT l.period, a.area_key, l.area_code, a.name AS area_name, l.obstacle_id, o.category, coalesce(o.agency_ref, o.agency) AS agency, o.district,
        o.village, o.description, o.status, o.raised_date, o.target_date, l.days_open, l.submission, l.sheet, l.row
    FROM lists.open_obstacles l JOIN areas a USING (area_code) JOIN accepted.obstacles o USING (submission, sheet, row)
    ORDER BY l.area_code, o.raised_date, l.obstacle_id;
CREATE VIEW reactivation AS
    SELECT l.period, a.area_key, l.area_code, a.name AS area_name, r.nik, r.name, r.legal_number, r.district, r.status, l.outcome, l.outcome_title,
        l.now_status, l.submission, l.sheet, l.row, l.now_submission, l.now_sheet, l.now_row
    FROM lists.reactivation l JOIN areas a USING (area_code) JOIN accepted.register r USING (submission, sheet, row)
    ORDER BY l.area_code, r.name;
CREATE VIEW villages_without_legal_entity AS
    SELECT l.period, v.area_key, l.area_code, a.name AS area_name, v.district_code, d.district_name, l.village_code, v.village_name, v.type,
        l.stage_reached
    FROM lists.villages_without_legal_entity l JOIN areas a USING (area_code) LEFT JOIN villages v USING (village_code)
    LEFT JOIN districts d USING (district_code) ORDER BY l.village_code;
