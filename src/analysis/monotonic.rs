//! Does throughput still rise with VUs?
