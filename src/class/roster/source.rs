//! Where a roster file says that a submission is.

use super::folder;
use super::model::Source;
use std::path::Path;

/// The source that a path in a roster file leads to, seen from that file. A path that leads nowhere is a submission
/// that was not handed in.
pub fn of_path(roster: &Path, path: &str, notes: &mut Vec<String>) -> Result<Source, String> {
    let path = roster.parent().unwrap_or(Path::new("")).join(path);
    if path.is_dir() {
        let (source, note) = folder::inside(path);
        notes.extend(note);
        return Ok(source);
    }
    if !path.exists() {
        notes.push(format!("{}: there is no such file or folder; taken as not handed in", path.display()));
        return Ok(Source::Nothing);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if crate::class::archive::stem(&name).is_none() {
        return Err(format!("{} is neither a folder nor an archive", path.display()));
    }
    Ok(Source::Archive(path))
}

/// The address of a server that runs already.
pub fn of_url(url: &str) -> Result<Source, String> {
    match url::Url::parse(url) {
        Ok(found) if matches!(found.scheme(), "http" | "https") && found.has_host() => Ok(Source::Url(url.into())),
        Ok(_) => Err(format!("{url:?} is no http or https address")),
        Err(error) => Err(format!("{url:?} is no address: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_of_a_web_server() {
        assert_eq!(of_url("http://localhost:5000"), Ok(Source::Url("http://localhost:5000".into())));
        assert!(of_url("localhost:5000").unwrap_err().contains("http or https"));
        assert!(of_url("here").unwrap_err().contains("no address"));
    }
}
