//! A history as a table, for whoever reads a failure.

use lab::history::{History, Kind, Nanos, Operation, Outcome};
use lab::score::Judged;

/// No more lines than a reader looks at.
const LINES: usize = 40;

/// The round of a verdict, one line an operation, with what the verdict shows marked.
pub fn table(history: &History, one: &Judged) -> String {
    let mut operations: Vec<_> = history.operations.iter().filter(|o| o.scenario == one.scenario).collect();
    operations.sort_by_key(|o| o.started);
    let rounds: Vec<_> = operations.iter().filter(|o| one.finding.evidence.contains(&o.id)).map(|o| o.round).collect();
    if !rounds.is_empty() {
        operations.retain(|o| rounds.contains(&o.round));
    }
    if operations.len() > LINES {
        let shown = |o: &Operation| one.finding.evidence.contains(&o.id) || o.kind == Kind::Update;
        operations.retain(|o| shown(o));
        operations.truncate(LINES);
    }
    let mut out =
        format!("  {:>7} {:<12} {:>12} {:>10} {:>10}  asked, answered\n", "id", "actor", "started", "sent", "done");
    for operation in operations {
        let mark = if one.finding.evidence.contains(&operation.id) { '>' } else { ' ' };
        out += &format!("{mark} {}\n", line(operation));
    }
    out
}

fn line(o: &Operation) -> String {
    let ms = |time: Nanos| format!("{:.2}", time as f64 / 1e6);
    let since = |time: Nanos| format!("+{}", ms(time - o.started));
    let asked = o.ask.status.as_ref().or(o.ask.version.as_ref()).unwrap_or(&o.ask.path);
    let came = match &o.outcome {
        Outcome::Answered(answer) => format!("{} {}", answer.code, answer.body.excerpt),
        other => format!("{other:?}"),
    };
    let sent = o.sent.map_or_else(String::new, since);
    let (started, done) = (ms(o.started), since(o.done));
    format!("{:>7} {:<12} {started:>12} {sent:>10} {done:>10}  {asked} -> {came}", o.id, o.actor)
}
