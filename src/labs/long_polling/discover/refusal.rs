//! What the answer of an endpoint that refuses an update says of what it would take.

use super::hints;
use crate::labs::long_polling::reading;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// So many names are tried as those of a field.
const NAMES: usize = 12;

static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#""([^"\n]{1,60})"|'([^'\n]{1,60})'|`([^`\n]{1,60})`|«\s*([^»\n]{1,60}?)\s*»"#)
        .expect("the pattern is valid")
});
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z_][A-Za-z0-9_]{2,30}").expect("the pattern is valid"));

/// The lists of words in it, each of which may be the list of the statuses that are accepted.
pub fn lists(body: &[u8]) -> Vec<Vec<String>> {
    let mut arrays: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let fields = reading::find(body);
    let texts: Vec<String> = fields.iter().filter_map(|(_, raw)| serde_json::from_str(raw).ok()).collect();
    for (path, raw) in &fields {
        let Some((parent, place)) = path.rsplit_once('.').or(Some(("", path))) else { continue };
        if place.parse::<usize>().is_ok()
            && let Ok(word) = serde_json::from_str::<String>(raw)
        {
            arrays.entry(parent.to_owned()).or_default().push(word);
        }
    }
    let whole = String::from_utf8_lossy(body).into_owned();
    let sentences = if texts.is_empty() { vec![whole] } else { texts };
    let quoted = sentences.iter().map(|sentence| {
        let word = |found: regex::Captures| (1..5).find_map(|n| found.get(n)).map(|word| word.as_str().to_owned());
        QUOTED.captures_iter(sentence).filter_map(word).collect()
    });
    let after_colon = sentences.iter().filter_map(|sentence| {
        let list = sentence.rsplit_once(':')?.1.replace(" ou ", ",").replace(" or ", ",");
        let word =
            |word: &str| word.trim().trim_matches(['.', '[', ']', '(', ')', '"', '\'', '{', '}']).trim().to_owned();
        Some(list.split([',', '|', '/']).map(word).collect())
    });
    let all = arrays.into_values().chain(quoted).chain(after_colon).map(hints::words);
    let mut lists: Vec<Vec<String>> = Vec::new();
    for list in all.filter(|list| list.len() >= 2) {
        if !lists.contains(&list) {
            lists.push(list);
        }
    }
    lists
}

/// The names in it, each of which may be the field that it misses: what is quoted comes first.
pub fn names(body: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(2000)]).into_owned();
    let quoted = QUOTED.captures_iter(&text).filter_map(|found| {
        let word = (1..5).find_map(|n| found.get(n))?.as_str();
        NAME.find(word).filter(|name| name.as_str() == word).map(|_| word.to_owned())
    });
    let mut names: Vec<String> = Vec::new();
    for name in quoted.chain(NAME.find_iter(&text).map(|name| name.as_str().to_owned())) {
        if !names.contains(&name)
            && !["body", "error", "missing", "detail", "type", "msg", "loc", "the", "html"].contains(&name.as_str())
        {
            names.push(name);
        }
    }
    names.truncate(NAMES);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statuses_that_a_refusal_lists_are_found() {
        for body in [
            r#"{"error":"statut invalide","allowed":["TODO","DOING","DONE"]}"#,
            r#"{"detail":[{"msg":"Input should be 'TODO', 'DOING' or 'DONE'","input":"x"}]}"#,
            r#"{"error":"Statuts autorisés : TODO, DOING, DONE"}"#,
            "Statut inconnu. Valeurs : « TODO », « DOING », « DONE »",
            "expected one of: TODO | DOING | DONE",
        ] {
            let found = lists(body.as_bytes());
            assert!(found.iter().any(|list| list == &["TODO", "DOING", "DONE"]), "{body}: {found:?}");
        }
    }

    #[test]
    fn the_field_that_a_refusal_misses_is_found() {
        for body in [
            r#"{"detail":[{"type":"missing","loc":["body","libelle"],"msg":"Field required"}]}"#,
            r#"{"error":"champ 'libelle' manquant"}"#,
            "libelle est requis",
        ] {
            assert!(names(body.as_bytes()).contains(&"libelle".to_owned()), "{body}: {:?}", names(body.as_bytes()));
        }
    }
}
