//! Evaluation of the Content-Security-Policy's `connect-src`, because a failed `fetch` does not tell a blocked request
//! from an unreachable host.

/// Whether `policy` (a `Content-Security-Policy`) lets a page of the origin `own` connect to `url`. Reads the forms
/// that ours has: `'self'`, origins, and hosts with `*.` in front.
#[must_use]
pub fn allows_connection(policy: &str, own: &str, url: &str) -> bool {
    let directive = policy.split(';').find_map(|directive| directive.trim().strip_prefix("connect-src "));
    let Some(sources) = directive else { return true };
    let Some(origin) = origin(url) else { return false };
    sources.split_whitespace().any(|source| match source {
        "'self'" => origin == own,
        _ => match source.split_once("*.") {
            Some((scheme, domain)) => {
                let host = origin.strip_prefix(scheme);
                host.and_then(|host| host.strip_suffix(domain)).is_some_and(|sub| sub.len() > 1 && sub.ends_with('.'))
            }
            None => origin == source,
        },
    })
}

/// Scheme, host and port.
fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url[host..].find(['/', '?', '#']).map_or(url.len(), |end| host + end);
    Some(&url[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_are_allowed() {
        let policy = "default-src 'none'; connect-src 'self' https://huggingface.co https://*.hf.co; base-uri 'none'";
        let may = |url: &str| allows_connection(policy, "https://page.example", url);
        assert!(may("https://huggingface.co/datasets/a/b") && may("https://huggingface.co?x"));
        assert!(may("https://us.aws.cdn.hf.co/x/y") && may("https://page.example/runs.csv"));
        assert!(!may("https://example.org/runs.csv") && !may("https://huggingface.co.example.org/"));
        assert!(!may("https://hf.co/x") && !may("https://evilhf.co/x") && !may("http://us.cdn.hf.co/x"));
        assert!(!may("https://huggingface.co:8443/x") && !may("runs.csv"));
    }

    #[test]
    fn without_the_directive_every_host_is_allowed() {
        assert!(allows_connection("script-src 'self'", "", "https://example.org/x"));
        assert!(!allows_connection("connect-src 'none'", "https://a.example", "https://a.example/x"));
    }
}
