//! What people type where an address is wanted, and the URL that it means.

use super::reach::reached;
use super::target_error::TargetError;
use std::net::{IpAddr, Ipv6Addr};
use url::{Host, Url};

/// The URL that is meant.
pub fn url(typed: &str) -> Result<Url, TargetError> {
    let bad = |why: String| TargetError::BadUrl(why);
    let mut url = Url::parse(&whole(typed)?).map_err(|error| bad(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(bad(format!("the scheme {:?} is neither http nor https", url.scheme())));
    }
    if url.port() == Some(0) {
        return Err(TargetError::BadPort("0".into()));
    }
    let ip: Option<IpAddr> = match url.host() {
        Some(Host::Ipv4(ip)) => Some(ip.into()),
        Some(Host::Ipv6(ip)) => Some(ip.into()),
        _ => None,
    };
    if let Some(ip) = ip {
        let here = reached((ip, 0).into()).ip();
        if here != ip {
            // It cannot fail: a URL of the web has a host.
            let _ = url.set_ip_host(here);
        }
    }
    Ok(url)
}

/// How it is shown: as it was typed, if that is a whole URL.
pub fn shown(typed: &str) -> String {
    whole(typed).unwrap_or_else(|_| typed.to_owned())
}

/// What was typed, with what was left out. A number alone is a port of this machine: as a host it would be an address
/// on the Internet.
fn whole(typed: &str) -> Result<String, TargetError> {
    let typed = typed.trim();
    let after_colon = typed.strip_prefix(':').unwrap_or(typed);
    let digits = after_colon.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = after_colon.split_at(digits);
    if digits > 0 && (rest.is_empty() || rest.starts_with(['/', '?', '#'])) {
        return match number.parse::<u16>() {
            Ok(port @ 1..) => Ok(format!("http://localhost:{port}{rest}")),
            _ => Err(TargetError::BadPort(number.into())),
        };
    }
    if typed.parse::<Ipv6Addr>().is_ok() {
        return Ok(format!("http://[{typed}]"));
    }
    Ok(if has_scheme(typed) { typed.to_owned() } else { format!("http://{typed}") })
}

/// Whether it begins with a scheme: `localhost:5000` does not, nor does a path with a URL in it.
fn has_scheme(typed: &str) -> bool {
    let is_web = |name: &str| name.eq_ignore_ascii_case("http") || name.eq_ignore_ascii_case("https");
    let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let is_whole = |(name, _): (&str, &str)| !name.is_empty() && is_name(name);
    // A browser takes `http:5000` for `http://5000`, and so do all that read URLs as browsers do.
    typed.split_once("://").is_some_and(is_whole) || typed.split_once(':').is_some_and(|(name, _)| is_web(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_student_types_is_understood() {
        for (typed, meant) in [
            ("5000", "http://localhost:5000/"),
            (" 5000 ", "http://localhost:5000/"),
            ("05000", "http://localhost:5000/"),
            (":5000", "http://localhost:5000/"),
            ("65535", "http://localhost:65535/"),
            ("5000/stream", "http://localhost:5000/stream"),
            (":5000/a/b?c=1", "http://localhost:5000/a/b?c=1"),
            ("5000?a=http://b", "http://localhost:5000/?a=http://b"),
            ("80", "http://localhost/"),
            ("localhost", "http://localhost/"),
            ("localhost:5000", "http://localhost:5000/"),
            ("localhost:5000/?to=http://b.test/", "http://localhost:5000/?to=http://b.test/"),
            ("LOCALHOST:5000", "http://localhost:5000/"),
            ("127.0.0.1", "http://127.0.0.1/"),
            ("127.0.0.1:5000", "http://127.0.0.1:5000/"),
            ("[::1]:5000", "http://[::1]:5000/"),
            ("::1", "http://[::1]/"),
            ("mypc.local:3000", "http://mypc.local:3000/"),
            ("//localhost:5000", "http://localhost:5000/"),
            ("http://localhost:5000/app/", "http://localhost:5000/app/"),
            ("HTTPS://localhost", "https://localhost/"),
            ("http:localhost:5000", "http://localhost:5000/"),
            // Servers print these.
            ("http://0.0.0.0:5000", "http://127.0.0.1:5000/"),
            ("[::]:5000", "http://[::1]:5000/"),
        ] {
            assert_eq!(url(typed).unwrap().as_str(), meant, "{typed}");
        }
    }

    #[test]
    fn an_odd_spelling_is_the_address_that_it_means() {
        for (typed, host) in [
            ("127.1", "127.0.0.1"),
            ("0x7f000001", "127.0.0.1"),
            ("0177.0.0.1", "127.0.0.1"),
            ("http://2130706433", "127.0.0.1"),
            ("http://0:5000", "127.0.0.1"),
            ("http://5000", "0.0.19.136"),
            ("http:5000", "0.0.19.136"),
            ("http://５０００", "0.0.19.136"),
            ("5000:3000", "0.0.19.136"),
            ("0xcb007109", "203.0.113.9"),
            ("http://3405803785", "203.0.113.9"),
            ("localhost:5000@203.0.113.9", "203.0.113.9"),
            ("http://127.0.0.1\\@203.0.113.9/", "127.0.0.1"),
            ("http://[::ffff:203.0.113.9]", "[::ffff:cb00:7109]"),
            ("http://[::ffff:0.0.0.0]", "127.0.0.1"),
        ] {
            assert_eq!(url(typed).unwrap().host_str(), Some(host), "{typed}");
        }
    }

    #[test]
    fn what_is_no_port_and_what_is_no_address_are_told_apart() {
        for (typed, number) in
            [("0", "0"), ("65536", "65536"), (":70000", "70000"), ("2130706433", "2130706433"), ("localhost:0", "0")]
        {
            assert_eq!(url(typed), Err(TargetError::BadPort(number.into())), "{typed}");
        }
        for typed in
            ["", ":", "http://", "http://:5000", "localhost:70000", "ftp://localhost", "file:///x", "a b", "[::1"]
        {
            assert!(matches!(url(typed), Err(TargetError::BadUrl(_))), "{typed}: {:?}", url(typed));
        }
    }

    #[test]
    fn what_was_left_out_is_shown() {
        let all = ["5000", ":80/x", "localhost:5000", "http://a:1/", "70000"].map(shown);
        let wanted =
            ["http://localhost:5000", "http://localhost:80/x", "http://localhost:5000", "http://a:1/", "70000"];
        assert_eq!(all, wanted);
    }
}
