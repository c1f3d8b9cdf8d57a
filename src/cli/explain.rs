use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  lab explain not-held
  lab explain stream-ends --lang fr

The rules are those that a report names; lab scenario list shows all of them.")]
pub struct Explain {
    /// The name of the rule, as a report has it
    pub rule: String,
}
