//! How it is shown: a Markdown table, a target beside each number.

/// One number and what it should be.
pub struct Row {
    pub what: String,
    pub measured: String,
    pub target: String,
    /// None where there is no target.
    pub reached: Option<bool>,
}

impl Row {
    /// A number without a target, shown to read the others by.
    pub fn plain(what: &str, measured: String) -> Self {
        Self { what: what.into(), measured, target: String::new(), reached: None }
    }

    /// A number that should not be larger than `most`.
    pub fn most(what: &str, value: f64, most: f64, unit: &str) -> Self {
        let (measured, target) = (format!("{value:.2}{unit}"), format!("≤ {most}{unit}"));
        Self { what: what.into(), measured, target, reached: Some(value <= most) }
    }

    /// The number alone, where its target is meant for something else.
    pub fn for_information(&mut self) {
        (self.target, self.reached) = (String::new(), None);
    }
}

pub fn print(title: &str, rows: &[Row]) {
    println!("\n### {title}\n\n| | measured | target | |\n|---|---|---|---|");
    for Row { what, measured, target, reached } in rows {
        let reached = match reached {
            None => "",
            Some(true) => "reached",
            Some(false) => "not reached",
        };
        println!("| {what} | {measured} | {target} | {reached} |");
    }
}

/// The machine and how busy it is: numbers mean nothing without.
pub fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    format!("{cores} cores, load {load}")
}
