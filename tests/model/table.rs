//! A history as a table, for the reader of a failure.

use lab::history::{History, Nanos, Outcome};
use lab::labs::long_polling::record::{PollKind, PollOperation};
use lab::score::Evaluated;
use std::borrow::Cow;

/// No more lines than a reader looks at.
const LINES: usize = 40;

/// The round of a verdict, one line an operation, with what the verdict shows marked.
pub fn table(history: &History, one: &Evaluated) -> String {
    let operations = history.operations.iter().filter(|o| o.scenario == one.scenario);
    let mut operations: Vec<_> = operations.filter_map(|o| PollOperation::of(Cow::Borrowed(&**o))).collect();
    operations.sort_by_key(|o| o.started);
    let rounds: Vec<_> = operations.iter().filter(|o| one.finding.evidence.contains(&o.id)).map(|o| o.round).collect();
    if !rounds.is_empty() {
        operations.retain(|o| rounds.contains(&o.round));
    }
    if operations.len() > LINES {
        operations.retain(|o| one.finding.evidence.contains(&o.id) || o.kind == PollKind::Update);
        operations.truncate(LINES);
    }
    let mut out =
        format!("  {:>7} {:<12} {:>12} {:>10} {:>10}  asked, answered\n", "id", "client", "started", "sent", "done");
    for operation in operations {
        let mark = if one.finding.evidence.contains(&operation.id) { '>' } else { ' ' };
        out += &format!("{mark} {}\n", line(&operation));
    }
    out
}

fn line(o: &PollOperation) -> String {
    let ms = |time: Nanos| format!("{:.2}", time as f64 / 1e6);
    let since = |time: Nanos| format!("+{}", ms(time - o.started));
    let asked = o.status().or(o.version()).unwrap_or(&o.request.path);
    let came = match &o.outcome {
        Outcome::Answered(answer) => format!("{} {}", answer.code, answer.body.excerpt()),
        other => format!("{other:?}"),
    };
    let sent = o.sent.map_or_else(String::new, since);
    let (started, done) = (ms(o.started), since(o.done));
    format!("{:>7} {:<12} {started:>12} {sent:>10} {done:>10}  {asked} -> {came}", o.id, o.client)
}
