//! Commands in the words of the shell that they are copied into. They are made for a POSIX shell.

/// Which shell a reader has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shell {
    Posix,
    /// PowerShell, or cmd.
    Windows,
}

impl Shell {
    /// That of the system on which a report is shown.
    pub const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Posix };

    /// Commands that are copied together, as this shell reads them, and what is said before them, if anything is.
    pub fn speak(self, commands: &[String]) -> (Vec<String>, Option<&'static str>) {
        if self == Self::Posix {
            return (commands.to_vec(), None);
        }
        let spoken: Option<Vec<String>> = commands.iter().map(|command| windows(command)).collect();
        match spoken {
            // A part of them alone would not show what all of them do.
            None => (commands.to_vec(), Some("again-posix")),
            Some(spoken) => {
                let verbatim = spoken.iter().any(|command| command.contains(VERBATIM));
                (spoken, verbatim.then_some("again-powershell"))
            }
        }
    }
}

/// What follows it, PowerShell hands on as it stands. To cmd it means nothing.
const VERBATIM: &str = " --% ";

/// What Windows has too, or what a student has there: `sleep` and the like are those of a shell.
const PROGRAMS: [&str; 3] = ["curl", "lab", "node"];

/// The words of a command that is a program and its arguments, and nothing that only a POSIX shell can do.
fn plain(command: &str) -> Option<Vec<String>> {
    let (mut quote, mut escaped) = (None, false);
    for c in command.chars() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), _) => {}
            (_, '\\') => escaped = true,
            (_, '$' | '`') => return None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '|' | '&' | ';' | '<' | '>' | '(' | ')' | '*' | '?' | '[' | ']' | '{' | '}' | '~' | '#') => {
                return None;
            }
            (None, _) => {}
        }
    }
    let words = shell_words::split(command).ok()?;
    let is_program = words.first().is_some_and(|first| PROGRAMS.contains(&&**first));
    (is_program && !words.iter().any(|word| word.contains(['\n', '\r']))).then_some(words)
}

/// The same command for PowerShell and cmd: in double quotes, which both know, and with \" for one in them, which
/// programs know and cmd leaves alone. Where PowerShell would read something else, it is told to hand on what follows.
fn windows(command: &str) -> Option<String> {
    let words = plain(command)?;
    // An `&` beside a quote would end the command for the one shell or for the other.
    let torn = |word: &String| word.contains('"') && word.contains(['&', '|', '<', '>', '^']);
    if words.iter().any(torn) {
        return None;
    }
    // In Windows PowerShell `curl` is another program.
    let program = if words[0] == "curl" { "curl.exe" } else { &words[0] };
    let args: Vec<String> = words[1..].iter().map(|word| quoted(word)).collect();
    let verbatim = words[1..].iter().any(|word| word.contains(['"', '$', '`', '“', '”', '„']));
    Some(format!("{program}{}{}", if verbatim { VERBATIM } else { " " }, args.join(" ")))
}

/// One argument, as programs of Windows take their command line apart.
fn quoted(word: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || "_-./:\\".contains(c);
    // PowerShell splits -a.b in two.
    let is_split = word.starts_with('-') && word.contains(['.', ':']);
    if !word.is_empty() && word.chars().all(is_bare) && !is_split {
        return word.to_owned();
    }
    let (mut out, mut backslashes) = (String::from('"'), 0);
    for c in word.chars() {
        // Before a quote they stand for themselves only if there are twice as many.
        if c == '"' {
            out += &"\\".repeat(backslashes + 1);
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        out.push(c);
    }
    out + &"\\".repeat(backslashes) + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speak(commands: &[&str]) -> (Vec<String>, Option<&'static str>) {
        Shell::Windows.speak(&commands.iter().map(|&one| one.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_posix_shell_has_them_as_they_are() {
        let commands = vec!["v=$(curl -s x)".to_owned(), "curl 'a b'".to_owned()];
        assert_eq!(Shell::Posix.speak(&commands), (commands, None));
    }

    #[test]
    fn what_both_shells_of_windows_read_alike_needs_no_word() {
        let given = "curl -i -H 'X-A: it'\\''s' 'http://localhost:5000/poll?a=1&b=%20'";
        let wanted = r#"curl.exe -i -H "X-A: it's" "http://localhost:5000/poll?a=1&b=%20""#;
        assert_eq!(speak(&[given]), (vec![wanted.to_owned()], None));
        let check = r"lab check http://localhost:5000 --only wake --seed 7 --contract 'C:\my labs\'";
        let wanted = r#"lab check http://localhost:5000 --only wake --seed 7 --contract "C:\my labs\\""#;
        assert_eq!(speak(&[check]), (vec![wanted.to_owned()], None));
    }

    #[test]
    fn json_is_handed_on_as_it_stands() {
        let (spoken, said) = speak(&[r#"curl -X PUT -d '{"status":"au \"lit\""}' http://h/status"#]);
        assert_eq!(spoken, [r#"curl.exe --% -X PUT -d "{\"status\":\"au \\\"lit\\\"\"}" http://h/status"#]);
        assert_eq!(said, Some("again-powershell"));
    }

    #[test]
    fn what_only_a_posix_shell_can_do_is_said_and_left_whole() {
        for command in [
            "v=$(curl -s http://h/)",
            "curl \"http://h/?v=$v\"",
            "(curl a & curl b; wait)",
            "curl a | grep b",
            "v=1",
            "sleep 2",
            "for i in 1 2; do curl a; done",
            r#"curl -d '{"a":"b&c"}' http://h/"#,
            "curl -d 'a\nb' http://h/",
            "curl 'not whole",
        ] {
            assert_eq!(
                speak(&["curl a", command]),
                (vec!["curl a".into(), command.into()], Some("again-posix")),
                "{command}"
            );
        }
    }
}
