//! Which fields of an answer are the status and its version. A name proves nothing: a status is what was sent, and a
//! version is what moves with each update.

use crate::labs::long_polling::case::same_status;
use crate::labs::long_polling::contract::AnswerFields;
use crate::labs::long_polling::reading;

/// What the status and the version are usually called in an answer.
const STATUS_FIELDS: [&str; 10] = [
    "status",
    "statut",
    "state",
    "etat",
    "current_status",
    "current_task_status",
    "task_status",
    "new_status",
    "value",
    "valeur",
];
const VERSION_FIELDS: [&str; 19] = [
    "version",
    "status_version",
    "statusVersion",
    "current_version",
    "currentVersion",
    "current_task_status_version",
    "numero_version",
    "num_version",
    "last_version",
    "lastVersion",
    "rev",
    "revision",
    "seq",
    "v",
    "timestamp",
    "updatedAt",
    "updated_at",
    "last_update",
    "ts",
];
/// Headers that move by themselves, or say nothing of a state.
const OTHER_HEADERS: [&str; 8] =
    ["date", "content-length", "set-cookie", "age", "expires", "last-modified", "keep-alive", "etag"];

/// An answer that was read after an update.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen {
    /// The status that was sent last before it.
    pub sent: String,
    /// Paths and raw values, as [`reading::find`] gives them.
    pub fields: Vec<(String, String)>,
    pub headers: Vec<(String, String)>,
}

impl Seen {
    pub fn of(sent: &str, body: &[u8], headers: &[(String, String)]) -> Self {
        Self { sent: sent.into(), fields: reading::find(body), headers: headers.to_vec() }
    }

    fn at(&self, path: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other == path).map(|(_, raw)| raw.as_str())
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field holds the status that was sent.
    fn shows(&self, path: &str) -> bool {
        self.at(path).is_some_and(|raw| same_status(&text(raw), &self.sent))
    }
}

/// A raw value as a status: text without its quotes, anything else as it is written.
fn text(raw: &str) -> String {
    serde_json::from_str::<String>(raw).unwrap_or_else(|_| raw.to_owned())
}

/// The fields that held each of the statuses that were sent, the likeliest first. Of one status alone nothing follows: a
/// list of all of them would show it too.
pub fn shown(seen: &[Seen]) -> Vec<String> {
    let Some(first) = seen.first() else { return vec![] };
    if seen.iter().all(|one| one.sent == first.sent) {
        return vec![];
    }
    let shows = |path: &str| seen.iter().all(|one| one.shows(path));
    // What comes back spoilt is the status all the same.
    let holds = |path: &&String| shows(path) || tells(seen, path);
    let mut paths: Vec<String> = first.fields.iter().map(|(path, _)| path).filter(holds).cloned().collect();
    paths.sort_by_key(|path| (!shows(path), place(&STATUS_FIELDS, path), depth(path)));
    paths
}

/// Whether a field has each status that was sent in its text.
fn tells(seen: &[Seen], path: &str) -> bool {
    seen.iter().all(|one| one.at(path).is_some_and(|raw| text(raw).contains(&one.sent)))
}

/// The pairs that an answer may carry, the likeliest first, by what was seen after each update and by what was seen once
/// more after the last.
pub fn pairs(seen: &[Seen], again: Option<&Seen>) -> Vec<AnswerFields> {
    let Some(last) = seen.last() else { return vec![] };
    let mut statuses = shown(seen);
    if statuses.is_empty() {
        statuses.extend(likely_status(last));
    }
    let Some(status) = statuses.first() else { return vec![] };
    let moved = moving(seen, again, status);
    let pair = |version: String| AnswerFields { status: status.clone(), version, version_header: None };
    let mut pairs: Vec<AnswerFields> = moved.into_iter().map(pair).collect();
    if pairs.is_empty() {
        pairs.extend(
            headers(seen).into_iter().map(|name| AnswerFields { version_header: Some(name), ..pair(String::new()) }),
        );
        pairs.extend(named(&last.fields, status).map(pair));
    }
    pairs
}

/// The field with the status that was sent, else one with a usual name.
fn likely_status(seen: &Seen) -> Option<String> {
    let known = |path: &&String| place(&STATUS_FIELDS, path) < STATUS_FIELDS.len();
    let paths = || seen.fields.iter().map(|(path, _)| path);
    let mut sent: Vec<&String> = paths().filter(|path| seen.shows(path)).collect();
    sent.sort_by_key(|path| (place(&STATUS_FIELDS, path), depth(path)));
    let usual = || paths().filter(known).min_by_key(|path| (place(&STATUS_FIELDS, path), depth(path)));
    sent.first().copied().or_else(usual).cloned()
}

/// The fields that were another after each update, and the same as long as there was none: first those that stand beside
/// the status, and of those the ones with a usual name.
fn moving(seen: &[Seen], again: Option<&Seen>, status: &str) -> Vec<String> {
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else { return vec![] };
    let moves = |path: &str| {
        let values: Option<Vec<&str>> = seen.iter().map(|one| one.at(path)).collect();
        values.is_some_and(|values| values.len() > 1 && values.windows(2).all(|two| two[0] != two[1]))
    };
    let rests = |path: &str| again.is_none_or(|again| again.at(path) == last.at(path));
    // A sentence that tells the status moves with it.
    let is_scalar = |raw: &str| !matches!(raw, "true" | "false");
    let of = |(path, raw): &(String, String)| {
        (path != status && is_scalar(raw) && moves(path) && rests(path) && !tells(seen, path)).then(|| path.clone())
    };
    let mut paths: Vec<String> = first.fields.iter().filter_map(of).collect();
    let is_text = |path: &str| last.at(path).is_some_and(|raw| raw.starts_with('"'));
    paths.sort_by_key(|path| (distance(status, path), place(&VERSION_FIELDS, path), is_text(path)));
    paths
}

/// Headers that were another after each update.
fn headers(seen: &[Seen]) -> Vec<String> {
    let Some(first) = seen.first() else { return vec![] };
    let moves = |name: &str| {
        let values: Option<Vec<&str>> = seen.iter().map(|one| one.header(name)).collect();
        values.is_some_and(|values| values.len() > 1 && values.windows(2).all(|two| two[0] != two[1]))
    };
    let is_tag = |name: &str| name == "etag";
    let may = |name: &&String| is_tag(name) || !OTHER_HEADERS.contains(&name.as_str()) && name.contains("version");
    first.headers.iter().map(|(name, _)| name).filter(may).filter(|name| moves(name)).cloned().collect()
}

/// A field that is called as a version is, beside the status if there is one; else the first number.
fn named(fields: &[(String, String)], status: &str) -> Option<String> {
    let usual = fields.iter().map(|(path, _)| path).filter(|path| place(&VERSION_FIELDS, path) < VERSION_FIELDS.len());
    let nearest = usual.min_by_key(|path| (distance(status, path), place(&VERSION_FIELDS, path)));
    let number =
        || fields.iter().find(|(_, raw)| raw.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']));
    nearest.or_else(|| number().map(|(path, _)| path)).cloned()
}

/// How many levels are between two fields: none between those of one object.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split('.').collect(), other.split('.').collect());
    let common = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    one.len() + other.len() - 2 * common - 2
}

fn depth(path: &str) -> usize {
    path.matches('.').count()
}

/// Where the last name of a path stands among these.
fn place(names: &[&str], path: &str) -> usize {
    let last = path.rsplit('.').next().unwrap_or(path);
    names.iter().position(|name| name.eq_ignore_ascii_case(last)).unwrap_or(names.len())
}

/// Where the state is in a body that has a version by one of the usual names.
pub fn usual_answer(body: &[u8]) -> Option<AnswerFields> {
    let seen = Seen::of("", body, &[]);
    let usual = |(path, _): &&(String, String)| place(&VERSION_FIELDS, path) < VERSION_FIELDS.len();
    let (version, _) = seen.fields.iter().filter(usual).min_by_key(|(path, _)| place(&VERSION_FIELDS, path))?;
    let status = likely_status(&seen).unwrap_or_else(|| version.clone());
    Some(AnswerFields { status, version: version.clone(), version_header: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(bodies: &[(&str, &str)]) -> Vec<Seen> {
        bodies.iter().map(|(sent, body)| Seen::of(sent, body.as_bytes(), &[])).collect()
    }

    fn first(bodies: &[(&str, &str)]) -> (String, String) {
        let pair = pairs(&seen(bodies), None).into_iter().next().unwrap();
        (pair.status, pair.version)
    }

    #[test]
    fn what_moves_with_each_update_is_the_version() {
        for (one, two, status, version) in [
            (
                r#"{"version":"1.0.0","status":"A","status_version":1}"#,
                r#"{"version":"1.0.0","status":"B","status_version":2}"#,
                "status",
                "status_version",
            ),
            (
                r#"{"ancien":{"statut":"Z","version":0},"nouveau":{"statut":"A","version":1}}"#,
                r#"{"ancien":{"statut":"A","version":1},"nouveau":{"statut":"B","version":2}}"#,
                "nouveau.statut",
                "nouveau.version",
            ),
            (
                r#"[{"id":1,"status":"A","version":4}]"#,
                r#"[{"id":1,"status":"B","version":5}]"#,
                "0.status",
                "0.version",
            ),
            (
                r#"{"tasks":[{"id":1,"status":"A"}],"version":4}"#,
                r#"{"tasks":[{"id":1,"status":"B"}],"version":5}"#,
                "tasks.0.status",
                "version",
            ),
            (r#"{"message":"now A","status":"A","n":4}"#, r#"{"message":"now B","status":"B","n":5}"#, "status", "n"),
            (
                r#"{"libelle":"A","quand":"x","ok":true}"#,
                r#"{"libelle":"B","quand":"y","ok":false}"#,
                "libelle",
                "quand",
            ),
            (
                r#"{"all":["A","B"],"status":"A","version":1}"#,
                r#"{"all":["A","B"],"status":"B","version":2}"#,
                "status",
                "version",
            ),
        ] {
            assert_eq!(first(&[("A", one), ("B", two)]), (status.into(), version.into()), "{one}");
        }
    }

    #[test]
    fn what_moves_without_an_update_is_no_version() {
        let seen = seen(&[
            ("A", r#"{"status":"A","version":1,"v":10}"#),
            ("B", r#"{"status":"B","version":2,"v":11}"#),
            ("B", r#"{"status":"B","version":3,"v":11}"#),
        ]);
        let pairs = pairs(&seen[..2], Some(&seen[2]));
        assert_eq!(pairs[0].version, "v");
    }

    #[test]
    fn a_version_that_never_moves_is_found_by_its_name() {
        let bodies = [("A", r#"{"id":1,"status":"A","version":1}"#), ("B", r#"{"id":1,"status":"B","version":1}"#)];
        assert_eq!(first(&bodies), ("status".into(), "version".into()));
    }

    #[test]
    fn a_version_may_be_in_a_header_if_no_field_moves() {
        let headers = |tag: &str| vec![("etag".to_owned(), tag.to_owned()), ("date".to_owned(), tag.to_owned())];
        let seen =
            [Seen::of("A", br#"{"status":"A"}"#, &headers("1")), Seen::of("B", br#"{"status":"B"}"#, &headers("2"))];
        assert_eq!(pairs(&seen, None)[0].version_header.as_deref(), Some("etag"));
    }

    #[test]
    fn a_status_is_shown_if_each_that_was_sent_came_at_one_place() {
        assert_eq!(shown(&seen(&[("A", r#"{"s":"A"}"#), ("B", r#"{"s":"B"}"#)])), ["s"]);
        for bodies in [
            [("A", r#"{"s":"A"}"#), ("B", r#"{"s":"A"}"#)],
            [("A", r#"{"s":"A","t":"x"}"#), ("B", r#"{"s":"x","t":"B"}"#)],
            [("A", r#"{"s":"A"}"#), ("A", r#"{"s":"A"}"#)],
            [("A", "nothing"), ("B", "nothing")],
        ] {
            assert_eq!(shown(&seen(&bodies)), [] as [String; 0], "{bodies:?}");
        }
    }

    #[test]
    fn a_state_by_its_usual_names_is_found_in_one_body() {
        let found = usual_answer(br#"{"data":{"etat":"a","rev":3}}"#).unwrap();
        assert_eq!((found.status.as_str(), found.version.as_str()), ("data.etat", "data.rev"));
        assert_eq!(usual_answer(b"{\"x\":1}"), None);
    }
}
