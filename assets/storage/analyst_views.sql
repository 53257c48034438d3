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
