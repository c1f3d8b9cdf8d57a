//! Whether a text of a page says a number or a name, however it writes it.

/// The number stands in the text, with a point or a comma, with thousands set apart, rounded: but with at least so many
/// decimals.
pub fn says(text: &str, number: f64, least: usize) -> bool {
    let number = number.abs();
    numbers(text).into_iter().any(|(value, decimals)| {
        // What has fewer decimals than money has may be cut in place of rounded.
        let unit = 10_f64.powi(-(decimals.min(9) as i32));
        let far = if decimals < 2 { unit } else { unit / 2.0 };
        decimals >= least && (value - number).abs() < far + 1e-9
    })
}

/// The name stands in the text as a word of its own.
pub fn names(text: &str, name: &str) -> bool {
    let (text, name) = (text.to_lowercase(), name.to_lowercase());
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && text
            .match_indices(&name)
            .any(|(at, _)| !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next()))
}

/// All that may be read as a number, each with its decimals.
fn numbers(text: &str) -> Vec<(f64, usize)> {
    let mut all = vec![];
    let mut token = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let followed = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => token.push(c),
            '.' | ',' if !token.is_empty() && followed => token.push(c),
            // Between thousands; the narrow ones are those of French.
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' if !token.is_empty() && followed => token.push(' '),
            _ => all.extend(readings(&std::mem::take(&mut token))),
        }
    }
    all.extend(readings(&token));
    all
}

/// What digits with marks between them may mean: each part by itself, and those together that are groups of a thousand.
fn readings(token: &str) -> Vec<(f64, usize)> {
    let parts: Vec<&str> = token.split(' ').filter(|part| !part.is_empty()).collect();
    let mut all: Vec<(f64, usize)> = parts.iter().flat_map(|part| plain(part)).collect();
    let whole = |part: &str| part.split(['.', ',']).next().map_or(0, str::len);
    for from in 0..parts.len() {
        let mut joined = parts[from].to_owned();
        for part in &parts[from + 1..] {
            if whole(part) != 3 || joined.contains(['.', ',']) {
                break;
            }
            joined += part;
            all.extend(plain(&joined));
        }
    }
    all
}

/// Digits with points and commas: the last one begins the decimals, or all of them set thousands apart.
fn plain(text: &str) -> Vec<(f64, usize)> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some(mark) = text.rfind(['.', ',']) else { return text.parse().map(|value| (value, 0)).into_iter().collect() };
    let (before, after) = (digits(&text[..mark]), &text[mark + 1..]);
    let mut all: Vec<(f64, usize)> =
        format!("{before}.{after}").parse().map(|value| (value, after.len())).into_iter().collect();
    if text.split(['.', ',']).skip(1).all(|group| group.len() == 3) {
        all.extend(digits(text).parse().map(|value| (value, 0)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_however_it_is_written() {
        for text in [
            "AAPL 123.45 $",
            "123,45 €",
            "$123.45 (+1.37)",
            r#"{"price":123.45,"change":1.2}"#,
            "123.4500",
            "123.5",
            "123.4",
            "123",
            "10:20:30 123.45",
        ] {
            assert!(says(text, 123.45, 0), "{text}");
        }
        for text in ["1 502,20 €", "1\u{202f}502,20\u{a0}€", "1,502.20", "1'502.2", "1502.2 €", "le 12 1502,20"] {
            assert!(says(text, 1502.2, 1), "{text}");
        }
        for text in ["", "AAPL", "123.46", "1123.45", "45", "124.45", "122"] {
            assert!(!says(text, 123.45, 0), "{text}");
        }
        assert!(says("(-1,37 %)", -1.37, 1) && !says("1 action", 1.37, 1));
    }

    #[test]
    fn a_name_is_a_word_of_its_own() {
        for text in ["AAPL", "aapl: 3", "(AAPL)", "« Action AAPL »", r#"{"symbol":"AAPL"}"#] {
            assert!(names(text, "AAPL"), "{text}");
        }
        for text in ["", "AAPLE", "XAAPL", "AA PL"] {
            assert!(!names(text, "AAPL"), "{text}");
        }
    }
}
