use super::{NotFound, Probe};
use regex::Regex;
use std::sync::LazyLock;

/// What the target's own page gives away about how it is spoken to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hints {
    pub poll_paths: Vec<String>,
    pub update_paths: Vec<String>,
    /// Where its page listens to a stream.
    pub stream_paths: Vec<String>,
    pub parameters: Vec<String>,
    pub fields: Vec<String>,
    /// The values of the page's options: statuses that it can send.
    pub options: Vec<String>,
    /// What the usual ways to read the state answered before we changed it.
    pub before: Vec<Vec<u8>>,
    /// The answer looks like that of macOS' AirPlay receiver, which listens on port 5000.
    pub airplay: bool,
}

static PATH: LazyLock<Regex> = LazyLock::new(|| regex(r#"["'`](/[A-Za-z0-9_/\-]+)(?:\?([A-Za-z0-9_]+)=)?"#));
static SOURCE: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"EventSource\s*\(\s*["'`](?:https?://[^/"'`]+)?/?([A-Za-z0-9_/.\-]+)"#));
static OPTION: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?is)<option([^>]*)>([^<]*)"#));
static VALUE: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)')"#));
static SCRIPT: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)<script[^>]*\bsrc\s*=\s*["']([^"':]+)["']"#));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// Reads the page and the scripts beside it. A target that answers nothing at all is found out here.
pub async fn read(probe: &mut Probe) -> Result<Hints, NotFound> {
    let first = probe.get("/").await;
    let answer = match first {
        Ok(answer) => answer,
        Err(first) => {
            // Some servers have no page, and some are slow at first: the poll path gets its chance.
            if let Ok(answer) = probe.get("/poll-status").await { answer } else { return Err(first) }
        }
    };
    let mut text = String::from_utf8_lossy(&answer.body).into_owned();
    for script in scripts(&text) {
        if let Ok(answer) = probe.get(&script).await {
            text += &String::from_utf8_lossy(&answer.body);
        }
    }
    let mut hints = hints(&text);
    for path in ["/status", "/api/status", "/poll-status?last_version=-1", "/api/poll-status?last_version=-1"] {
        hints.before.extend(probe.peek(path).await);
    }
    hints.airplay = answer.header("server").is_some_and(|server| server.contains("AirTunes"));
    Ok(hints)
}

/// At most three scripts of the same origin.
fn scripts(page: &str) -> Vec<String> {
    let sources = SCRIPT.captures_iter(page).map(|found| found[1].to_owned());
    let local = sources.filter(|source| !source.starts_with("//"));
    local.map(|source| format!("/{}", source.trim_start_matches(['/', '.']))).take(3).collect()
}

fn hints(text: &str) -> Hints {
    let mut hints = Hints::default();
    for found in PATH.captures_iter(text) {
        let path = found[1].to_owned();
        let name = path.to_ascii_lowercase();
        if name.contains("update") || name.contains("set") || name.contains("change") {
            hints.update_paths.push(path);
        } else if name.contains("poll") || name.contains("wait") || found.get(2).is_some() {
            hints.poll_paths.push(path);
            hints.parameters.extend(found.get(2).map(|parameter| parameter.as_str().to_owned()));
        }
    }
    hints.stream_paths.extend(SOURCE.captures_iter(text).map(|found| format!("/{}", &found[1])));
    for found in OPTION.captures_iter(text) {
        let value = VALUE.captures(&found[1]).and_then(|value| value.get(1).or(value.get(2)));
        let value = value.map_or(found[2].trim(), |value| value.as_str());
        let value = value.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
        if !value.is_empty() && value.chars().count() <= 60 && !hints.options.contains(&value) {
            hints.options.push(value);
        }
    }
    hints.options.truncate(8);
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_paths_parameter_and_options_away() {
        let page = r#"<script src="app.js"></script><script src="https://cdn/x.js"></script>
            <select><option value="todo">À faire</option><option>doing</option><option value="">…</option></select>
            <script>fetch(`/wait-news?rev=${v}`); fetch("/change", {method: "POST"})</script>"#;
        let found = hints(page);
        assert_eq!(found.poll_paths, ["/wait-news"]);
        assert_eq!(found.parameters, ["rev"]);
        assert_eq!(found.update_paths, ["/change"]);
        assert_eq!(found.options, ["todo", "doing"]);
        assert_eq!(scripts(page), ["/app.js"]);
    }
}
