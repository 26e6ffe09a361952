-- From raw samples, one row a request, to a table of runs, one row a load test: what Isocost reads.
--
-- Plain SQL of DuckDB, DataFusion and Spark (with ANSI quoting of no name at all). In: a table or view `samples` of
--   run_id, hw_type, image, engine, vendor, batch_size, vus    what was tested; the same in all rows of a run
--   started_at    when the request was sent, in seconds (for milliseconds, see `timed`)
--   latency_ms    until its answer was whole
--   ok            whether it was answered well (for an HTTP status, see `timed`)
-- Out: the columns of the notebooks' tables. Cost is left to the page, which knows prices or asks for them.
--
-- What is decided:
-- * Samples without a run, a start or a latency (null, NaN, infinite) or with a negative latency count for nothing.
-- * Latencies are of the requests that were answered well; a run without any has null latencies and throughput 0.
-- * A null `ok` is a failure: nobody knows of an answer.
-- * p95 is numpy's default (linear, Hyndman and Fan's type 7): of n sorted latencies counted from 0, at place
--   0.95 (n - 1), between neighbours in proportion. `row_number` makes it exact in every engine; percentile functions
--   differ between engines, and some are approximate. In whole numbers: the place is div + rem / 20 of 19 (n - 1).
-- * The duration is from the first start to the last end, over all samples, failed ones too. Throughput is answers
--   per second of it; a run whose duration is 0 has none (null).
WITH timed AS (
    SELECT
        run_id, hw_type, image, engine, vendor, batch_size, vus,
        CAST(started_at AS DOUBLE) AS started_s,            -- milliseconds: CAST(started_at AS DOUBLE) / 1000
        CAST(latency_ms AS DOUBLE) AS latency_ms,
        CASE WHEN ok THEN 1 ELSE 0 END AS ok                -- a status: CASE WHEN status BETWEEN 200 AND 299 THEN …
    FROM samples
    WHERE run_id IS NOT NULL
),
finite AS (
    SELECT * FROM timed
    -- Engines that order NaN put it above every number.
    WHERE latency_ms >= 0 AND latency_ms < 1e15 AND started_s > -1e15 AND started_s < 1e15
),
ranked AS (
    SELECT
        finite.*,
        ROW_NUMBER() OVER (PARTITION BY run_id, ok ORDER BY latency_ms) - 1 AS place,
        19 * (COUNT(*) OVER (PARTITION BY run_id, ok) - 1) AS twentieths
    FROM finite
),
runs AS (
    SELECT
        run_id,
        MIN(hw_type) AS hw_type,
        MIN(image) AS image,
        MIN(engine) AS engine,
        MIN(vendor) AS vendor,
        MIN(batch_size) AS batch_size,
        MIN(vus) AS vus,
        COUNT(*) AS total_requests,
        SUM(ok) AS successful_requests,
        MAX(started_s + latency_ms / 1000) - MIN(started_s) AS test_duration_sec,
        AVG(CASE WHEN ok = 1 THEN latency_ms END) AS avg_latency_ms,
        -- The neighbours of the place: the latency at its whole part, and the next one, if there is a rest.
        MAX(CASE WHEN ok = 1 AND place * 20 <= twentieths THEN latency_ms END) AS p95_below_ms,
        MAX(CASE WHEN ok = 1 AND place * 20 < twentieths + 20 THEN latency_ms END) AS p95_above_ms,
        MAX(CASE WHEN ok = 1 THEN twentieths % 20 END) AS p95_rest
    FROM ranked
    GROUP BY run_id
)
SELECT
    CAST(run_id AS VARCHAR(255)) AS run_id,
    hw_type, image, engine, vendor,
    CAST(batch_size AS BIGINT) AS batch_size,
    CAST(vus AS BIGINT) AS vus,
    CAST(total_requests AS BIGINT) AS total_requests,
    CAST(successful_requests AS BIGINT) AS successful_requests,
    test_duration_sec,
    avg_latency_ms,
    p95_below_ms + (p95_above_ms - p95_below_ms) * p95_rest / 20 AS p95_latency_ms,
    CASE WHEN test_duration_sec > 0 THEN successful_requests / test_duration_sec END AS throughput_req_per_sec
FROM runs
ORDER BY run_id
