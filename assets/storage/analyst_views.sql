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
