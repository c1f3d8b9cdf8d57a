use super::{Page, Style};
use crate::contract::{Contract, Encoding, LongPolling};
use crate::text::{Texts, visible};
use std::fmt::Write;

/// The contract, as it was found.
pub fn contract(contract: &Contract, kind: Option<&str>, texts: &Texts, style: Style) -> String {
    let page = Page { texts, style };
    let mut out = format!("{}\n", page.bold(&texts.get("contract-found")));
    for (name, value) in rows(contract, kind, texts) {
        let _ = writeln!(out, "  {:<10} {}", texts.get(name), visible(&value));
    }
    out
}

/// What is said of a contract: the name of each part, and how it was found.
pub fn rows(contract: &Contract, kind: Option<&str>, texts: &Texts) -> Vec<(&'static str, String)> {
    let mut rows = contract.long_polling.as_ref().map_or_else(Vec::new, |lab| long_polling(lab, kind, texts));
    if let Some(stream) = &contract.stream {
        rows.push(("contract-stream", format!("GET {}", stream.path)));
    }
    rows
}

fn long_polling(contract: &LongPolling, kind: Option<&str>, texts: &Texts) -> Vec<(&'static str, String)> {
    let update = &contract.update;
    let sent = match update.encoding {
        Encoding::Json => format!("JSON {{\"{}\": …}}", update.field),
        Encoding::Form => format!("{}=… ({})", update.field, texts.get("contract-form")),
        Encoding::Query => format!("?{}=…", update.field),
    };
    let poll = format!("GET {}?{}=…", contract.poll.path, contract.poll.parameter);
    let answer = format!("{}, {}", contract.answer.status, contract.answer.version);
    let kind = kind.map_or_else(String::new, |kind| format!(" ({})", texts.get(&format!("version-{kind}"))));
    let seconds = |time: std::time::Duration| texts.time(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
    let hold =
        texts.with("contract-hold", &[("min", &seconds(contract.hold.min)), ("max", &seconds(contract.hold.max))]);
    vec![
        ("contract-poll", poll),
        ("contract-update", format!("{} {}  {sent}", update.method.as_str(), update.path)),
        ("contract-answer", format!("{answer}{kind}")),
        ("contract-statuses", contract.statuses.values.join(", ")),
        ("contract-held", hold),
    ]
}
