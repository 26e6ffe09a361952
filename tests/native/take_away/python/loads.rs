//! Scripts of "enough VUs?" where the load is no number of VUs: rates asked for, and batch sizes.

use super::*;
use isocost::data::runs::load::LoadAxis;

/// Two configurations of which the second does not reach its highest rate, and a third with one rate alone.
const RATES: &str = "hw_type,request_rate,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost\n\
                     a,5,100,150,4.9,500\na,10,110,170,9.9,300\na,20,120,190,19.5,200\n\
                     b,5,90,120,5,600\nb,10,140,200,9.8,350\nb,20,900,1500,13,280\n\
                     c,8,100,150,7.9,400\nd,8,100,150,4,400\n";

/// Two configurations over batch sizes of the server, at one load.
const BATCHES: &str = "hw_type,batch_size,vus,avg_latency_ms,p95_latency_ms,throughput_req_per_sec,1B_cost\n\
                       a,1,64,100,150,10,500\na,2,64,110,170,19,300\na,4,64,120,190,37,200\na,8,64,120,190,70,150\n\
                       b,1,64,90,120,11,600\nb,2,64,140,200,20,350\nb,4,64,160,300,20.2,340\nb,8,64,200,400,20.1,345\n";

#[test]
fn enough_load_over_rates_and_batch_sizes() {
    let tables = [
        (Table::written("rates.csv", RATES), LoadAxis::AskedRate, 2),
        (Table::written("batches.csv", BATCHES), LoadAxis::BatchSize, 1),
    ];
    let mut cases = Vec::new();
    for (table, axis, rising) in &tables {
        let case = table.case("", Topic::EnoughVus(DEFAULT));
        let all: Vec<usize> = (0..case.shown.runs.rows).collect();
        assert_eq!(case.shown.runs.load(&all).0, *axis);
        assert_eq!(case.vus().rising().count(), *rising, "{axis:?}");
        for (limit, least_gain) in [(None, LEAST_GAIN), (None, 2.0), (Some(128.0), LEAST_GAIN), (Some(8.0), LEAST_GAIN)]
        {
            for query in ["", "max_p95_ms=1000", "hw_type=a", "preset=notebook"] {
                let topic = Topic::EnoughVus(Question { limit, least_gain });
                cases.push((table.case(query, topic), table.path.as_str()));
            }
        }
    }
    compare("loads", &cases);
}
