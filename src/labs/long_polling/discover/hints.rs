use regex::Regex;
use std::sync::LazyLock;

/// What the target's own page gives away about how it is spoken to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hints {
    pub poll_paths: Vec<String>,
    pub update_paths: Vec<String>,
    pub parameters: Vec<String>,
    /// The values of the page's options: statuses that it can send.
    pub options: Vec<String>,
}

static PATH: LazyLock<Regex> = LazyLock::new(|| regex(r#"["'`](/[A-Za-z0-9_/\-]+)(?:\?([A-Za-z0-9_]+)=)?"#));
static OPTION: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?is)<option([^>]*)>([^<]*)"#));
static VALUE: LazyLock<Regex> = LazyLock::new(|| regex(r#"(?i)\bvalue\s*=\s*(?:"([^"]*)"|'([^']*)')"#));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

impl Hints {
    /// Those of a page, with its scripts.
    pub fn of(text: &str) -> Self {
        let mut hints = Self::default();
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gives_its_paths_parameter_and_options_away() {
        let page = r#"<select><option value="todo">À faire</option><option>doing</option><option value="">…</option></select>
            <script>fetch(`/wait-news?rev=${v}`); fetch("/change", {method: "POST"})</script>"#;
        let found = Hints::of(page);
        assert_eq!(found.poll_paths, ["/wait-news"]);
        assert_eq!(found.parameters, ["rev"]);
        assert_eq!(found.update_paths, ["/change"]);
        assert_eq!(found.options, ["todo", "doing"]);
    }
}
