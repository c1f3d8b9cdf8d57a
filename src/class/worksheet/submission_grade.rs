/// The grade and the feedback of one submission, to be put into its row.
#[derive(Debug, Clone, PartialEq)]
pub struct SubmissionGrade {
    /// Moodle's participant number, if it has one.
    pub id: String,
    pub email: String,
    /// None leaves the grade as it is.
    pub mark: Option<f64>,
    pub out_of: f64,
    /// Plain text; if it is empty, the feedback stays as it is. It is put in as HTML, which Moodle shows it as.
    pub feedback: String,
}

impl SubmissionGrade {
    /// How a submission is named to a teacher.
    pub fn who(&self) -> String {
        match (self.id.trim(), self.email.trim()) {
            ("", email) => email.into(),
            (id, "") => id.into(),
            (id, email) => format!("{id} ({email})"),
        }
    }
}
