//! What a client saw of its waiters.

use super::clock::Nanos;
use serde::{Deserialize, Serialize};

/// One answer: when we had it, when the kernel had it, and what it said.
#[derive(Debug, Clone)]
pub struct Answer {
    pub seen: Nanos,
    pub kernel: Option<Nanos>,
    pub body: Vec<u8>,
}

/// All of them in short. Times are in nanoseconds; those without a name of their own count from the update.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Seen {
    pub answered: usize,
    pub setup: Nanos,
    pub last: Nanos,
    /// The last that the server says it sent, where it says so.
    pub last_sent: Option<Nanos>,
    /// How long after the server's stamp we had an answer: the middle one, and the one that 99 of 100 do not pass.
    pub late: Option<(Nanos, Nanos)>,
    /// The same for the kernel's stamp.
    pub kernel_late: Option<(Nanos, Nanos)>,
}

impl Seen {
    pub fn new(setup: Nanos, updated: Nanos, answers: &[Answer]) -> Self {
        let stamped: Vec<(&Answer, Nanos)> = answers.iter().filter_map(|a| Some((a, stamp(&a.body)?))).collect();
        let late = stamped.iter().map(|(answer, sent)| answer.seen.saturating_sub(*sent));
        let kernel = stamped.iter().filter_map(|(answer, sent)| Some(answer.kernel?.saturating_sub(*sent)));
        Self {
            answered: answers.len(),
            setup,
            last: answers.iter().map(|a| a.seen).max().unwrap_or_default().saturating_sub(updated),
            last_sent: stamped.iter().map(|(_, sent)| sent.saturating_sub(updated)).max(),
            late: middle_and_end(late.collect()),
            kernel_late: middle_and_end(kernel.collect()),
        }
    }
}

/// The server's own time in the body of an answer, if it is one of ours.
fn stamp(body: &[u8]) -> Option<Nanos> {
    #[derive(Deserialize)]
    struct Stamped {
        sent: Nanos,
    }
    serde_json::from_slice::<Stamped>(body).ok().map(|body| body.sent)
}

fn middle_and_end(mut times: Vec<Nanos>) -> Option<(Nanos, Nanos)> {
    times.sort_unstable();
    let at = |hundredths: usize| times.get((times.len() * hundredths / 100).min(times.len().wrapping_sub(1)));
    Some((*at(50)?, *at(99)?))
}

/// The middle one; of an even number the mean of the two in the middle.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}
