use super::*;

fn price(input: f64, cached: Option<f64>, output: f64) -> HostedPrice {
    HostedPrice::new(input, cached, output).expect("a price")
}

fn mix(input: f64, cached_share: f64, output: f64) -> TokenMix {
    TokenMix::new(input, cached_share, output).expect("a mix")
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs()
}

#[test]
fn a_bill_by_hand() {
    // 1,000 input tokens of which 400 cached, 500 output: 600 · 0.15 + 400 · 0.075 + 500 · 0.60 millionths of a dollar.
    let bill = price(0.15, Some(0.075), 0.60).usd_per_request(&mix(1000.0, 0.4, 500.0));
    assert!(close(bill, 0.000_42), "{bill}");
    let read = |tokens| mix(1000.0, 0.4, 500.0).usd_per_million(bill, tokens);
    assert!(close(read(Tokens::Output), 0.84) && close(read(Tokens::Total), 0.28) && close(read(Tokens::Input), 0.42));
}

#[test]
fn cached_tokens_are_part_of_the_input() {
    let all = price(0.15, Some(0.075), 0.60);
    assert!(close(all.usd_per_request(&mix(1000.0, 0.0, 0.0)), 0.000_15));
    assert!(close(all.usd_per_request(&mix(1000.0, 1.0, 0.0)), 0.000_075), "half price, and not once more");
    // Without a price of its own a cached token costs what any other does.
    let plain = price(0.15, None, 0.60);
    for share in [0.0, 0.3, 1.0] {
        assert!(close(
            plain.usd_per_request(&mix(1000.0, share, 10.0)),
            plain.usd_per_request(&mix(1000.0, 0.0, 10.0))
        ));
    }
}

#[test]
fn what_is_no_price_and_no_mix() {
    for odd in [f64::NAN, f64::INFINITY, -0.01] {
        assert_eq!(HostedPrice::new(odd, None, 1.0), None);
        assert_eq!(HostedPrice::new(1.0, Some(odd), 1.0), None);
        assert_eq!(HostedPrice::new(1.0, None, odd), None);
        assert_eq!((TokenMix::new(odd, 0.0, 1.0), TokenMix::new(1.0, 0.0, odd)), (None, None));
        assert_eq!(TokenMix::new(1.0, odd, 1.0), None);
    }
    assert_eq!((TokenMix::new(1.0, 1.1, 1.0), TokenMix::new(0.0, 0.0, 0.0)), (None, None));
    assert_eq!(price(-0.0, None, 0.0).input().to_string(), "0");
    let free = price(0.0, Some(0.0), 0.0);
    assert_eq!(free.usd_per_request(&mix(10.0, 0.5, 10.0)), 0.0, "zero is a price");
    assert!(mix(10.0, 0.0, 0.0).usd_per_million(1.0, Tokens::Output).is_nan());
}

#[test]
fn prices_scale_the_bill() {
    for (share, scale) in [(0.0, 2.0), (0.25, 0.5), (1.0, 1e6)] {
        let mix = mix(900.0, share, 300.0);
        let one = price(0.2, Some(0.05), 0.8).usd_per_request(&mix);
        let many = price(0.2 * scale, Some(0.05 * scale), 0.8 * scale).usd_per_request(&mix);
        assert!(close(many, one * scale));
    }
}

const MACHINE: OwnMachine = OwnMachine { usd_per_hour: 1.0, req_per_sec: 1.0 };

#[test]
fn a_month_by_hand() {
    assert_eq!((MACHINE.requests_per_month(), MACHINE.usd_per_month()), (2_628_000.0, 730.0));
    let month = |requests| MACHINE.month(requests).map(|month| (month.machines, month.usd, month.idle_share));
    assert_eq!(month(0.0), Some((1.0, 730.0, 1.0)), "billed though nobody asks");
    assert_eq!(month(2_628_000.0), Some((1.0, 730.0, 0.0)));
    assert_eq!(month(3_942_000.0), Some((2.0, 1460.0, 0.25)));
    assert_eq!(month(2_628_000.0 * 3.0 * (1.0 + 1e-13)), Some((3.0, 2190.0, 0.0)), "rounding takes no fourth");
    assert_eq!((month(f64::NAN), month(-1.0), month(1e300)), (None, None, None));
    for odd in [f64::NAN, 0.0, -1.0, f64::INFINITY] {
        assert_eq!(OwnMachine { usd_per_hour: odd, ..MACHINE }.month(1.0), None);
        assert_eq!(OwnMachine { req_per_sec: odd, ..MACHINE }.month(1.0), None);
    }
}

#[test]
fn break_even_by_hand() {
    // A request costs 0.0005 $: 730 / 0.0005 = 1,460,000 requests, 0.556 of what a machine does. Two machines cost less from
    // 2,920,000 on, above the 2,628,000 that one does; three from 4,380,000, below the 5,256,000 that two do.
    let found = MACHINE.break_even(0.0005).expect("it pays");
    assert!(close(found.first_requests, 1_460_000.0), "{found:?}");
    assert!(close(found.always_requests.unwrap(), 2_920_000.0) && found.machines_at_always == 2.0, "{found:?}");
    // Never: a machine's 2,628,000 requests cost 722.70 $ at the API; and of equal costs neither is less.
    assert_eq!((MACHINE.break_even(0.000_275), MACHINE.break_even(730.0 / 2_628_000.0)), (None, None));
    for odd in [0.0, f64::NAN, f64::INFINITY, -1.0] {
        assert_eq!(MACHINE.break_even(odd), None);
        assert_eq!(OwnMachine { usd_per_hour: odd, ..MACHINE }.break_even(1.0), None);
        assert_eq!(OwnMachine { req_per_sec: odd, ..MACHINE }.break_even(1.0), None);
    }
}

/// By trying volumes: none below the first, all above the last, and of those between some of either.
#[test]
fn break_even_equals_trying_volumes() {
    for tenths in 1..60 {
        let machine = OwnMachine { usd_per_hour: f64::from(tenths) / 10.0, req_per_sec: 0.01 };
        let capacity = machine.requests_per_month();
        for thousandths in 1..80 {
            let usd_per_request = f64::from(thousandths) / 1000.0;
            let is_less = |requests: f64| machine.month(requests).unwrap().usd < usd_per_request * requests;
            let volumes = || (1..600).map(|step| capacity * f64::from(step) / 20.0);
            let Some(found) = machine.break_even(usd_per_request) else {
                let equal = |requests: f64| same(machine.month(requests).unwrap().usd, usd_per_request * requests);
                assert!(volumes().all(|requests| !is_less(requests) || equal(requests)), "{machine:?}");
                continue;
            };
            let (first, always) = (found.first_requests, found.always_requests.unwrap());
            assert!(is_less(first * (1.0 + 1e-6)) && !is_less(first * (1.0 - 1e-6)), "{machine:?} {usd_per_request}");
            assert!(volumes().filter(|&requests| requests < first * (1.0 - 1e-9)).all(|requests| !is_less(requests)));
            assert!(volumes().filter(|&requests| requests > always * (1.0 + 1e-9)).all(is_less));
            assert!(!is_less(always * (1.0 - 1e-6)), "it is the least: {machine:?} {usd_per_request}");
            assert_eq!(machine.month(always * (1.0 - 1e-9)).unwrap().machines, found.machines_at_always);
        }
    }
}
