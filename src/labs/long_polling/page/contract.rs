//! Where the page is, and the few things of it that cannot be found without a hint.

use crate::contract::{self, Contract, PLACE, Part, Wrong, is_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub const PART: Part = Part {
    tables: &["page"],
    mark: "page",
    check: |text, _| contract::check(text, PageContract::check),
    schema: PageContract::json_schema,
    example: || Contract::of(&PageContract::default()),
    toml: contract::written::<PageContract>,
};

/// The contract of a page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(transform = contract::discovered)]
pub struct PageContract {
    pub page: PagePlace,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(transform = contract::discovered)]
pub struct PagePlace {
    pub path: String,
    /// What shows the status, if that is found in no text and no look of an element: a CSS selector. Its attributes are
    /// read too; "title" is the title of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// Where a user types the status, if not in a field of a form: a CSS selector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What a user clicks to change the status, one after the other, if that is not found: CSS selectors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub control: Vec<String>,
}

/// What is wrong with a selector of CSS that is none.
const SELECTOR: &str = "it is empty: a CSS selector is wanted, as in '#status'";

impl Default for PagePlace {
    fn default() -> Self {
        Self { path: "/".into(), display: None, field: None, control: vec![] }
    }
}

impl PageContract {
    /// What a contract says of this lab, as far as that can be read.
    pub fn of(contract: &Contract) -> Option<Self> {
        contract.has(&PART).then(|| contract.read().ok()).flatten()
    }

    /// What the types cannot say: the table, the key, and what is wrong with it.
    fn check(&self) -> Result<(), Wrong> {
        let PagePlace { path, display, field, control } = &self.page;
        if !is_place(path) {
            return Err(("page", "path", PLACE));
        }
        let given = display.iter().map(|text| ("display", text));
        let given = given.chain(field.iter().map(|text| ("field", text)));
        let mut given = given.chain(control.iter().map(|text| ("control", text)));
        given.find(|(_, text)| text.trim().is_empty()).map_or(Ok(()), |(key, _)| Err(("page", key, SELECTOR)))
    }
}
