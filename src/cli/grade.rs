use super::check::What;
use super::owner::Owner;
use super::values::{number, positive, whole};
use crate::report::class::Rounding;
use crate::sandbox;
use crate::text::Lang;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab grade submissions/ --lab long-polling --dry-run
  lab grade submissions/ --lab long-polling
  lab grade class.toml --moodle-worksheet worksheet.csv --live 8080
  lab grade --resume reports/class-2026-11-21T18-00-00
  lab grade --regrade reports/class-2026-11-21T18-00-00
  lab grade class.toml --shard 1/4 --out shard-1
  lab grade --merge shard-1 shard-2 shard-3 shard-4 --out merged

CLASS is a folder with a sub-folder or an archive for each submission, as Moodle's \"download all\" makes it, or a roster:
a TOML or CSV file with id, name, email, group, folder or url, start, port.

Exit codes: 0 each submission has a mark or is absent; 3 some have none yet (their reasons are in grades.csv);
4 the roster or another file is wrong; 70 a fault in lab itself; 130 interrupted.")]
pub struct Grade {
    /// A folder of submissions, or a roster (TOML, CSV)
    #[arg(required_unless_present_any = ["resume", "regrade", "merge"], conflicts_with_all = ["resume", "merge"])]
    pub class: Option<PathBuf>,
    /// Where results go [default: a new folder in reports/]
    #[arg(long, value_name = "DIR", conflicts_with = "resume")]
    pub out: Option<PathBuf>,
    /// Say what would be done with each submission, and do nothing
    #[arg(long, conflicts_with_all = ["resume", "merge", "live"])]
    pub dry_run: bool,
    /// Go on with what was begun in this folder: what is finished there is not done again
    #[arg(long, value_name = "DIR")]
    pub resume: Option<PathBuf>,
    /// Grade again what was graded in this folder, and keep the former marks beside the new ones
    #[arg(long, value_name = "DIR", conflicts_with_all = ["resume", "merge"])]
    pub regrade: Option<PathBuf>,
    /// Put the results of shards together
    #[arg(long, value_name = "DIR", num_args = 1.., requires = "out", conflicts_with_all = ["resume", "live"])]
    pub merge: Vec<PathBuf>,
    /// Grade this part of the class only: K/N, K from 1; or "auto", from the environment of a Slurm array, a CI matrix or a
    /// Kubernetes indexed Job
    #[arg(long, value_name = "K/N", conflicts_with_all = ["resume", "merge"], allow_hyphen_values = true)]
    pub shard: Option<String>,
    /// Only these submissions, by their ids (repeatable)
    #[arg(long, value_name = "ID", conflicts_with_all = ["resume", "merge"])]
    pub student: Vec<String>,
    /// How many run at once [default: as many as the machine bears, by its measured noise]
    #[arg(long, value_name = "N", value_parser = whole::<u16, 1, 65_535>, allow_hyphen_values = true)]
    pub jobs: Option<u16>,
    /// How submissions are kept apart
    #[arg(long, value_name = "HOW", value_enum, default_value_t = sandbox::IsolationChoice::Auto)]
    pub isolation: sandbox::IsolationChoice,
    /// The image for submissions without a Dockerfile, where all run in containers [default: that of their language]
    #[arg(long, value_name = "IMAGE")]
    pub image: Option<String>,
    /// What the commands reach that install what submissions need
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub install_network: sandbox::InstallNetwork,
    /// Where packages are kept that were fetched, for this class or for several [default: packages/ in the folder of results]
    #[arg(long, value_name = "DIR")]
    pub packages: Option<PathBuf>,
    /// The same as --install-network none: packages come from those that were fetched before
    #[arg(long, conflicts_with = "install_network")]
    pub offline: bool,
    /// A folder that submissions can read, for interpreters that are in odd places (repeatable)
    #[arg(long, value_name = "DIR")]
    pub visible: Vec<PathBuf>,
    /// Do not install what submissions need: they have it, or it is not there
    #[arg(long)]
    pub no_install: bool,
    #[command(flatten)]
    pub marks: Marks,
    /// The grading worksheet that Moodle gives; a copy of it is filled
    #[arg(long, value_name = "FILE")]
    pub moodle_worksheet: Option<PathBuf>,
    /// Serve the page of the class on this port of loopback while it fills
    #[arg(long, value_name = "PORT", value_parser = whole::<u16, 0, 65_535>, allow_hyphen_values = true)]
    pub live: Option<u16>,
    #[command(flatten)]
    pub owner: Owner,
    #[command(flatten)]
    pub what: What,
    /// Repeat the schedules of an earlier run
    #[arg(long, value_name = "N", value_parser = whole::<u64, 0, { u64::MAX }>, allow_hyphen_values = true)]
    pub seed: Option<u64>,
    /// Say the results only
    #[arg(short, long)]
    pub quiet: bool,
}

/// How points become marks; what is given here goes before what the roster says.
#[derive(Debug, Args)]
pub struct Marks {
    /// What a lab counts, as long-polling=2 (repeatable) [default: all the same]
    #[arg(long, value_name = "LAB=WEIGHT", allow_hyphen_values = true)]
    pub weight: Vec<String>,
    /// The best mark [default: 20]
    #[arg(long, value_name = "N", value_parser = positive, allow_hyphen_values = true)]
    pub out_of: Option<f64>,
    /// Marks are rounded to multiples of this [default: 0.01]
    #[arg(long, value_name = "STEP", value_parser = positive, allow_hyphen_values = true)]
    pub round: Option<f64>,
    /// Which way they are rounded [default: nearest, halves up]
    #[arg(long, value_name = "WAY", value_enum)]
    pub rounding: Option<Rounding>,
    /// What the files that were handed in are worth, in points of the best mark [default: 0, advice only]
    #[arg(long, value_name = "POINTS", value_parser = number, allow_hyphen_values = true)]
    pub files: Option<f64>,
}

/// Starts a command of a submission, for `lab grade`, with nothing that it could inherit from us. Not for people.
#[derive(Debug, Args)]
pub struct Launch {
    /// A file of a control group that the command runs in (repeatable)
    #[arg(long)]
    pub door: Vec<PathBuf>,
    /// The command is bubblewrap, which is given a filter for system calls
    #[arg(long)]
    pub filtered: bool,
    #[arg(last = true, required = true)]
    pub words: Vec<String>,
}

/// Puts a network between that of a submission and its way out, for `lab grade`. Not for people.
#[derive(Debug, Args)]
pub struct Fence {
    /// The name space of the network
    pub network: PathBuf,
    /// The name space of users around it
    pub users: Option<PathBuf>,
}

/// Examines one server for `lab grade`, from within its network. Not for people: it says what it does as JSON lines.
#[derive(Debug, Args)]
pub struct Examine {
    pub url: String,
    /// Further instances of it
    pub others: Vec<String>,
    #[command(flatten)]
    pub owner: Owner,
    /// Where its history, its report and its page go
    #[arg(long)]
    pub folder: PathBuf,
    #[command(flatten)]
    pub what: What,
    #[arg(long)]
    pub seed: u64,
    #[arg(long, value_enum)]
    pub page: Lang,
}
