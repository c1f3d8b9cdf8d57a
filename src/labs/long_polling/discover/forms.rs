//! The ways in which an update may be sent, the likeliest first.

use super::Clues;
use super::object::SentObject;
use crate::labs::long_polling::contract::{Encoding, Method, STATUSES, Statuses, Written, given};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What the field of an update may be called: as in the lab text, and in French.
const FIELDS: [&str; 24] = [
    "status",
    "new_status",
    "newStatus",
    "statut",
    "nouveau_statut",
    "nouveauStatut",
    "current_task_status",
    "current_status",
    "task_status",
    "taskStatus",
    "state",
    "etat",
    "nouvel_etat",
    "value",
    "valeur",
    "libelle",
    "label",
    "text",
    "texte",
    "message",
    "content",
    "data",
    "name",
    "s",
];
/// Those in an object within the body.
const NESTED: [&str; 6] = ["task.status", "task.statut", "data.status", "tache.statut", "tache.status", "status.value"];

/// One way to send an update.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub encoding: Encoding,
    pub field: String,
    pub fields: Map<String, Value>,
    pub statuses: Statuses,
}

impl Form {
    pub fn new(encoding: Encoding, field: &str, statuses: Statuses) -> Self {
        Self { encoding, field: field.into(), fields: Map::new(), statuses }
    }
}

pub fn text(values: &[String]) -> Statuses {
    Statuses { values: values.to_vec(), written: Written::Text }
}

pub fn usual() -> Statuses {
    text(&STATUSES.map(String::from))
}

/// The encodings to try: what is given, or those that the method has room for.
pub fn encodings(clues: &Clues, method: Method) -> Vec<Encoding> {
    let all = if method == Method::Get {
        vec![Encoding::Query]
    } else {
        vec![Encoding::Json, Encoding::Form, Encoding::Query]
    };
    given(clues.file, "update", "encoding").map_or(all, |encoding| vec![encoding])
}

/// The lists of statuses to try: what is given, or those of the lab text and of the page.
pub fn lists(clues: &Clues) -> Vec<Statuses> {
    let values: Option<Vec<String>> = given(clues.file, "statuses", "values");
    let written = given(clues.file, "statuses", "written").unwrap_or_default();
    match values {
        Some(values) => vec![Statuses { values, written }],
        None => std::iter::once(usual()).chain(clues.hints.statuses.iter().map(|list| text(list))).collect(),
    }
}

/// Other spellings of the statuses of the lab text, and what is often in their place.
pub fn spellings() -> Vec<Statuses> {
    let each = |spell: &dyn Fn(&str) -> String| text(&STATUSES.map(spell));
    let plain = |status: &str| -> String { status.nfd().filter(|c| !is_combining_mark(*c)).collect() };
    let code = |status: &str| plain(status).to_lowercase().replace(' ', "_");
    let numbers =
        |values: &[&str]| Statuses { values: values.iter().map(ToString::to_string).collect(), written: Written::Json };
    vec![
        each(&|status| status.to_lowercase()),
        each(&plain),
        each(&code),
        each(&|status| code(status).to_uppercase()),
        each(&|status| status.to_uppercase()),
        text(&["pending", "in_progress", "completed", "failed"].map(String::from)),
        text(&["pending", "running", "done", "failed"].map(String::from)),
        text(&["todo", "doing", "done"].map(String::from)),
        text(&["TODO", "IN_PROGRESS", "DONE"].map(String::from)),
        numbers(&["0", "1", "2", "3"]),
        numbers(&["true", "false"]),
    ]
}

/// What is tried first: the field of the lab text, then what the page sends.
pub fn first(clues: &Clues, method: Method) -> Vec<Form> {
    let encodings = encodings(clues, method);
    let mut forms = Vec::new();
    let mut all = |field: &str, fields: &Map<String, Value>, encodings: &[Encoding]| {
        for encoding in encodings {
            for statuses in lists(clues) {
                forms.push(Form { fields: fields.clone(), ..Form::new(*encoding, field, statuses) });
            }
        }
    };
    let fixed: Map<String, Value> = given(clues.file, "update", "fields").unwrap_or_default();
    if let Some(field) = clues.given("update", "field") {
        all(&field, &fixed, &encodings);
        return forms;
    }
    all("status", &fixed, &encodings);
    if encodings.contains(&Encoding::Json) {
        for SentObject { field, fields } in clues.hints.objects.iter().take(6) {
            let mut fields = fields.clone();
            fields.extend(fixed.clone());
            all(field, &fields, &[Encoding::Json]);
        }
    }
    let flat: Vec<Encoding> = encodings.iter().copied().filter(|encoding| *encoding != Encoding::Json).collect();
    for field in clues.hints.fields.iter().take(6) {
        all(field, &fixed, &flat);
    }
    forms
}

/// The form whose field and statuses the file or the page names: what is refused in it is refused to everybody. Of the
/// words in a page only those of the lab text are surely statuses.
pub fn named(clues: &Clues, method: Method) -> Option<Form> {
    let of_lab = |list: &Vec<String>| -> Vec<String> {
        list.iter().filter(|word| STATUSES.contains(&word.as_str())).cloned().collect()
    };
    let statuses = match given::<Vec<String>>(clues.file, "statuses", "values") {
        Some(values) => Statuses { values, written: given(clues.file, "statuses", "written").unwrap_or_default() },
        None => text(&clues.hints.statuses.iter().map(of_lab).find(|list| list.len() >= 2)?),
    };
    let encoding = encodings(clues, method)[0];
    let fixed: Map<String, Value> = given(clues.file, "update", "fields").unwrap_or_default();
    if let Some(field) = clues.given("update", "field") {
        return Some(Form { fields: fixed, ..Form::new(encoding, &field, statuses) });
    }
    let is_usual = |field: &str| FIELDS.contains(&field) || NESTED.contains(&field);
    if let Some(sent) = clues.hints.objects.iter().find(|sent| is_usual(&sent.field)) {
        let fields = sent.fields.clone().into_iter().chain(fixed).collect();
        return Some(Form { fields, ..Form::new(encoding, &sent.field, statuses) });
    }
    let field = clues.hints.fields.iter().find(|field| is_usual(field))?;
    let encoding = given(clues.file, "update", "encoding").unwrap_or(Encoding::Form);
    Some(Form { fields: fixed, ..Form::new(encoding, field, statuses) })
}

/// A body that has the status under each usual name, and under these.
pub fn under_every_name(encoding: Encoding, status: &str, more: &[String], statuses: Statuses) -> Form {
    let value: Value = match statuses.written {
        Written::Text => status.into(),
        Written::Json => serde_json::from_str(status).unwrap_or_else(|_| status.into()),
    };
    let names = FIELDS.iter().map(ToString::to_string).chain(more.iter().cloned());
    Form { fields: names.map(|name| (name, value.clone())).collect(), ..Form::new(encoding, "status", statuses) }
}

/// Every name of a field alone: those that were told, those of the lab text, and those in an object.
pub fn each_name(told: &[String], encoding: Encoding, statuses: &Statuses) -> Vec<Form> {
    let nested = NESTED.iter().filter(|_| encoding == Encoding::Json);
    let usual = FIELDS.iter().skip(1).chain(nested).map(ToString::to_string);
    told.iter().cloned().chain(usual).map(|field| Form::new(encoding, &field, statuses.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;
    use crate::labs::long_polling::discover::hints::Hints;

    fn form_of(page: &str, file: &str) -> Option<(Encoding, String, Vec<String>)> {
        let file: Contract = toml::from_str(file).expect("a contract");
        let form = named(&Clues { file: &file, hints: Hints::of(page) }, Method::Post)?;
        Some((form.encoding, form.field, form.statuses.values))
    }

    #[test]
    fn a_form_is_named_if_its_field_and_its_statuses_are() {
        let options = "<option>Choisir</option><option>En cours</option><option>Terminée</option>";
        let script = "<script>fetch('/update-status', {body: JSON.stringify({status: chosen.value})})</script>";
        let statuses = vec!["En cours".to_owned(), "Terminée".to_owned()];
        let json = Some((Encoding::Json, "status".to_owned(), statuses.clone()));
        assert_eq!(form_of(&format!("{options}{script}"), ""), json);
        let input = format!("<form method=post><select name=\"statut\">{options}</select></form>");
        assert_eq!(form_of(&input, ""), Some((Encoding::Form, "statut".to_owned(), statuses)));
        assert_eq!(form_of(script, ""), None, "whoever uses it may type what they like");
        assert_eq!(form_of(options, ""), None);
        assert_eq!(form_of("", "[update]\nfield = \"s\""), None);
        let told = "[update]\nfield = \"s\"\n[statuses]\nvalues = [\"a\", \"b\"]";
        assert_eq!(form_of("", told), Some((Encoding::Json, "s".to_owned(), vec!["a".to_owned(), "b".to_owned()])));
    }

    #[test]
    fn the_statuses_of_the_lab_text_are_spelled_as_codes_too() {
        let all: Vec<Vec<String>> = spellings().into_iter().map(|list| list.values).collect();
        for list in [
            ["en attente", "en cours", "terminée", "échec"],
            ["en_attente", "en_cours", "terminee", "echec"],
            ["EN_ATTENTE", "EN_COURS", "TERMINEE", "ECHEC"],
        ] {
            assert!(all.iter().any(|other| other == &list), "{list:?}");
        }
    }
}
