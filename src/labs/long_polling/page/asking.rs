//! How what a page asks is read, by the contract of its server.

use super::dialect::Dialect;
use super::record::PageKind;
use crate::driver::page::Asked;
use crate::labs::long_polling::contract::Encoding;
use crate::labs::long_polling::reading::Version;
use crate::labs::long_polling::sends::Sends;
use serde_json::Value;

const FORM: &str = "application/x-www-form-urlencoded";

impl Dialect {
    /// Whether a request is for this path of the contract, which may have a query of its own.
    fn is_at(&self, asked: &Asked, path: &str) -> bool {
        let (bare, query) = path.split_once('?').unwrap_or((path, ""));
        let is_there = asked.bare_path().strip_prefix(&*self.base) == Some(bare);
        is_there
            && url::form_urlencoded::parse(query.as_bytes())
                .all(|(name, value)| asked.parameter(&name).as_deref() == Some(&value))
    }

    /// What a request is, if it is one of the contract's.
    pub fn kind_of(&self, asked: &Asked) -> Option<PageKind> {
        let contract = &self.contract;
        let gets = asked.method == "GET";
        if gets && self.is_at(asked, &contract.poll.path) {
            return Some(PageKind::Poll);
        }
        if asked.method == contract.update.method.as_str() && self.is_at(asked, &contract.update.path) {
            return Some(PageKind::Update);
        }
        let reads = contract.read.as_ref().filter(|_| self.read.is_some());
        reads.filter(|read| gets && self.is_at(asked, &read.path)).map(|_| PageKind::Read)
    }

    /// The version that a poll sends, as it stands in it.
    pub fn version_sent(&self, asked: &Asked) -> Option<String> {
        let poll = &self.contract.poll;
        match &poll.header {
            Some(name) => asked.header(&name.to_ascii_lowercase()).map(str::to_owned),
            None => asked.parameter(&poll.parameter),
        }
    }

    /// What a client sends that has read the current version, if it sends any.
    pub fn due(&self, current: &Version) -> Option<String> {
        let current = current.token.clone();
        match self.contract.poll.sends {
            Sends::Version => Some(current),
            Sends::Next => Some(current.parse().map_or(current, |number: i128| (number + 1).to_string())),
            Sends::Nothing => None,
        }
    }

    /// The status that an update sends, however it sends it.
    pub fn status_sent(&self, asked: &Asked) -> Option<String> {
        let update = &self.contract.update;
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let is_form = asked.header("content-type").is_some_and(|kind| kind.starts_with(FORM));
        match update.encoding {
            Encoding::Json if is_form && self.takes_forms => in_form(asked, &update.field),
            Encoding::Query => asked.parameter(&update.field),
            Encoding::Form => in_form(asked, &update.field),
            Encoding::Json => {
                let body: Value = serde_json::from_slice(&asked.body).ok()?;
                let value = update.field.split('.').try_fold(&body, |value, name| value.get(name))?;
                (!value.is_null()).then(|| text(value))
            }
        }
    }
}

fn in_form(asked: &Asked, field: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(&asked.body);
    pairs.find(|(name, _)| name == field).map(|(_, value)| value.into_owned())
}

/// What scripts send that have no version.
pub fn is_none(sent: &str) -> bool {
    matches!(sent, "" | "undefined" | "null" | "NaN")
}

/// Whether two are one version: the same number, or the same text.
pub fn is_same(sent: Option<&str>, due: Option<&str>) -> bool {
    let number = |text: Option<&str>| text.and_then(|text| text.parse::<f64>().ok());
    match (number(sent), number(due)) {
        (Some(sent), Some(due)) => sent == due,
        _ => sent.map(bare) == due.map(bare),
    }
}

pub fn bare(version: &str) -> &str {
    version.trim_start_matches("W/").trim_matches('"')
}
