-- From raw samples, one row for each request, to a table of runs, one row for each load test, as Isocost reads it.
-- Runs unchanged in DuckDB, DataFusion and Spark: no function that one of them lacks, none that is approximate.
--
-- `raw_samples` is yours (see README, "From raw samples to a run table"). Adapt the first block to its columns:
--   started_ms  when the request was sent, ms since any moment: of seconds, take CAST(started_at_s AS DOUBLE) * 1000
--   succeeded   1 or 0: of a status, take CASE WHEN status BETWEEN 200 AND 299 THEN 1 ELSE 0 END
-- A column that you do not have is left out there and in `grouped`, or is CAST(NULL AS VARCHAR) AS image.
WITH samples AS (
    SELECT
        run_id, hw_type, image, engine, vendor, batch_size, vus,
        CAST(started_at_ms AS DOUBLE) AS started_ms,
        CAST(latency_ms AS DOUBLE) AS latency_ms,
        CASE WHEN ok THEN 1 ELSE 0 END AS succeeded
    FROM raw_samples
),
-- Latency is that of requests that were answered well: a refusal is fast, a timeout measures the client's patience.
-- A latency that is missing, NaN, infinite or negative is none (NaN is above every number in all three engines).
measured AS (
    SELECT
        *,
        CASE WHEN latency_ms >= 0 AND latency_ms < 1000000000000 THEN latency_ms END AS known_ms,
        CASE WHEN succeeded = 1 AND latency_ms >= 0 AND latency_ms < 1000000000000 THEN 1 ELSE 0 END AS timed
    FROM samples
),
-- A run id that was used for two configurations is two runs.
ranked AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY run_id, hw_type, image, engine, vendor, batch_size, vus, timed ORDER BY latency_ms
        ) AS place,
        COUNT(*) OVER (
            PARTITION BY run_id, hw_type, image, engine, vendor, batch_size, vus, timed
        ) AS places
    FROM measured
),
-- The 95th percentile of n sorted latencies lies 95 % of the way from the 1st to the n-th, between two neighbours in
-- proportion (numpy's "linear"). In hundredths of a place, so that whole numbers decide which neighbours:
-- 95 * (n - 1) = 100 * (places below) + (hundredths of the way to the next).
weighed AS (
    SELECT
        *,
        CASE
            WHEN timed = 1 AND (place - 1) * 100 = 95 * (places - 1) - (95 * (places - 1)) % 100
            THEN latency_ms * (1 - CAST((95 * (places - 1)) % 100 AS DOUBLE) / 100)
            WHEN timed = 1 AND (place - 2) * 100 = 95 * (places - 1) - (95 * (places - 1)) % 100
            THEN latency_ms * CAST((95 * (places - 1)) % 100 AS DOUBLE) / 100
        END AS share_of_p95_ms
    FROM ranked
),
grouped AS (
    SELECT
        run_id, hw_type, image, engine, vendor, batch_size, vus,
        COUNT(*) AS total_requests,
        CAST(SUM(succeeded) AS BIGINT) AS successful_requests,
        -- From the first request sent to the last one answered; unknown where that takes no time.
        NULLIF(MAX(started_ms + COALESCE(known_ms, 0)) - MIN(started_ms), 0) / 1000 AS test_duration_sec,
        AVG(CASE WHEN timed = 1 THEN latency_ms END) AS avg_latency_ms,
        SUM(share_of_p95_ms) AS p95_latency_ms
    FROM weighed
    GROUP BY run_id, hw_type, image, engine, vendor, batch_size, vus
)
-- Throughput counts what was answered well, so that cost, which the page computes from it, is per useful answer.
SELECT
    hw_type, image, engine, vendor, batch_size, vus,
    total_requests, successful_requests, test_duration_sec, avg_latency_ms, p95_latency_ms,
    successful_requests / test_duration_sec AS throughput_req_per_sec,
    run_id
FROM grouped
ORDER BY hw_type, image, engine, vendor, batch_size, vus, run_id
