//! Tries the forms of an update at one path.

use super::forms::{self, Form};
use super::outcome::{Outcome, Refusal, Taken};
use super::pair;
use super::probe::Probe;
use super::{Clues, refusal};
use crate::labs::long_polling::contract::{Method, Statuses, given};
use std::time::Instant;

/// What is known of one endpoint.
pub struct Endpoint {
    pub path: String,
    pub method: Method,
    pub best: Outcome,
    pub form: Form,
    /// The first answer that refused.
    pub refused: Option<Refusal>,
    /// It refuses what is valid and takes what nobody ever named: the form in which it should take the former.
    pub inverted: Option<Form>,
}

/// Words that are no status of anybody's, spelled as those of the lab text are.
const NO_STATUSES: [&str; 2] = ["En chantier bleu", "Égarée"];

pub struct UpdateSearch<'a, 'c> {
    pub probe: &'a mut Probe,
    pub clues: &'a Clues<'c>,
    pub until: Instant,
    /// Lists of statuses that refusals told.
    pub told: Vec<Vec<String>>,
    /// Of the endpoint that is tried.
    pub refused: Vec<Refusal>,
}

impl UpdateSearch<'_, '_> {
    /// If the poll has a slash at its end, so may the update.
    pub fn paths(&self, paths: Vec<String>) -> Vec<String> {
        let has_slash = self.probe.api.contract.poll.path.ends_with('/');
        let both = |path: String| {
            let slashed = (has_slash && !path.ends_with('/')).then(|| format!("{path}/"));
            slashed.into_iter().chain([path])
        };
        paths.into_iter().flat_map(both).collect()
    }

    /// Tries the forms at one path; only the first if something that takes updates is known.
    pub async fn endpoint(&mut self, path: &str, method: Method, is_weak: bool) -> Endpoint {
        self.probe.api.contract.update.path = path.into();
        self.probe.api.contract.update.method = method;
        (self.told, self.refused) = (vec![], vec![]);
        let first = forms::first(self.clues, method);
        let form = first.first().cloned().expect("one form at least is tried");
        let mut endpoint =
            Endpoint { path: path.into(), method, best: Outcome::Refused, form, refused: None, inverted: None };
        let limit = if is_weak { 1 } else { usize::MAX };
        let is_over = self.try_all(&mut endpoint, first, limit).await;
        // Refused in every form: what the refusals say, other names of the field, other words.
        let may_differ = endpoint.best == Outcome::Refused && self.clues.given("update", "field").is_none();
        if !is_over && !is_weak && may_differ {
            self.other_names(&mut endpoint).await;
        }
        endpoint.inverted = self.inverted(&endpoint).await;
        endpoint.refused = self.refused.first().cloned();
        endpoint
    }

    /// Other words are taken than those of the lab text. If any are, and only those of the lab text are not, its check says
    /// the opposite of what it should.
    async fn inverted(&mut self, endpoint: &Endpoint) -> Option<Form> {
        let form = Form { statuses: forms::usual(), ..endpoint.form.clone() };
        let is_told = given::<Vec<String>>(self.clues.file, "statuses", "values").is_some();
        if is_told || form == endpoint.form || endpoint.best.rank() < Outcome::Unseen.rank() {
            return None;
        }
        let seen = std::mem::take(&mut self.probe.seen);
        let mut is_inverted = true;
        for status in &form.statuses.values {
            is_inverted = is_inverted && self.send(&form, status).await == Taken::Refused;
        }
        for word in NO_STATUSES {
            is_inverted = is_inverted && self.send(&form, word).await == Taken::Yes;
        }
        self.probe.seen = seen;
        is_inverted.then_some(form)
    }

    /// Whether the search at this endpoint is over: nothing is there, or a form was believed.
    async fn try_all(&mut self, endpoint: &mut Endpoint, forms: Vec<Form>, limit: usize) -> bool {
        let mut unread = 0;
        for form in forms.into_iter().take(limit) {
            let (outcome, is_read) = self.form(&form).await;
            if let Outcome::NotHere(_) = outcome {
                // A form that is not taken is one thing, a path that is not there another.
                if endpoint.best == Outcome::Refused && self.refused.is_empty() {
                    endpoint.best = outcome;
                }
                return true;
            }
            if outcome.rank() > endpoint.best.rank() {
                (endpoint.best, endpoint.form) = (outcome, form);
            }
            unread += u8::from(!is_read);
            let is_over = endpoint.best == Outcome::Believed || endpoint.best.rank() > 1 && unread > 1;
            if is_over || Instant::now() > self.until {
                return true;
            }
        }
        false
    }

    /// The names that refusals tell, every usual name at once and then each alone, other words.
    async fn other_names(&mut self, endpoint: &mut Endpoint) {
        let encodings = forms::encodings(self.clues, endpoint.method);
        let told_names = self.refused.first().map(|refusal| refusal::names(&refusal.body)).unwrap_or_default();
        let mut lists: Vec<Statuses> = self.told.iter().map(|list| forms::text(list)).collect();
        lists.extend(forms::lists(self.clues));
        if given::<Vec<String>>(self.clues.file, "statuses", "values").is_none() {
            lists.extend(forms::spellings());
        }
        // First with the field of the lab text: the words alone may be others.
        let words: Vec<Form> = lists.iter().map(|list| Form::new(encodings[0], "status", list.clone())).collect();
        if self.try_all(endpoint, words, usize::MAX).await {
            return;
        }
        for &encoding in &encodings {
            for list in &lists {
                let Some(status) = list.values.first() else { continue };
                let every = forms::under_every_name(encoding, status, &told_names, list.clone());
                if !matches!(self.send(&every, status).await, Taken::Yes | Taken::Failed) || Instant::now() > self.until
                {
                    continue;
                }
                if self.try_all(endpoint, forms::each_name(&told_names, encoding, list), usize::MAX).await {
                    return;
                }
            }
        }
        // A body that may hold nothing else, or has its status deeper.
        for list in self.told.iter().map(|list| forms::text(list)).chain([forms::usual()]).collect::<Vec<_>>() {
            let forms = forms::each_name(&told_names, encodings[0], &list);
            if self.try_all(endpoint, forms, usize::MAX).await {
                return;
            }
        }
    }

    pub async fn send(&mut self, form: &Form, status: &str) -> Taken {
        self.set(form);
        let (taken, refusal) = self.probe.try_update(status).await;
        if let Some((code, body)) = refusal {
            for list in refusal::lists(&body) {
                if !self.told.contains(&list) {
                    self.told.push(list);
                }
            }
            self.refused.push(Refusal { code, body });
        }
        taken
    }

    pub fn set(&mut self, form: &Form) {
        let contract = &mut self.probe.api.contract;
        contract.update.encoding = form.encoding;
        contract.update.field.clone_from(&form.field);
        contract.update.fields.clone_from(&form.fields);
        contract.statuses = form.statuses.clone();
    }

    /// Sends two statuses in a form, and looks whether each of them is shown by a read. Tells too whether anything could
    /// be read.
    async fn form(&mut self, form: &Form) -> (Outcome, bool) {
        let values = &form.statuses.values;
        let (mut seen, mut best, mut refused, mut is_read) = (Vec::new(), Outcome::Refused, 0, true);
        // The first is likely to be the state that is there already, and to change nothing. Words without accents come
        // back whole from a server that spoils the others.
        let mut ordered: Vec<&String> = values.iter().cycle().skip(1).take(values.len()).collect();
        ordered.sort_by_key(|status| !status.is_ascii());
        for status in ordered.iter().copied().cycle().take(values.len() + 2) {
            if !seen.is_empty() && self.probe.sent.as_ref() == Some(status) {
                continue;
            }
            let outcome = match self.send(form, status).await {
                // It was there a moment ago, and failed.
                Taken::NotHere(_) if best == Outcome::Failed => break,
                Taken::NotHere(came) => return (Outcome::NotHere(came), is_read),
                Taken::Refused => {
                    refused += 1;
                    // Two refusals in a row are about the form, not about the word.
                    if refused > 1 && seen.is_empty() {
                        break;
                    }
                    continue;
                }
                Taken::Yes => Outcome::Unseen,
                Taken::Elsewhere(came) => Outcome::Elsewhere(came),
                Taken::Failed => Outcome::Failed,
            };
            best = if outcome.rank() > best.rank() { outcome } else { best };
            let read = self.probe.observe().await;
            is_read &= read.is_some();
            seen.push(read.unwrap_or_default());
            if seen.len() == 2 {
                break;
            }
        }
        if seen.len() == 2 && !pair::shown(&seen).is_empty() {
            best = Outcome::Believed;
        }
        self.probe.seen = seen;
        (best, is_read)
    }
}
