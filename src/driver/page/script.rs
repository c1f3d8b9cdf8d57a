//! Answers in place of the student's server.

use crate::driver::BoxFuture;
use crate::history::Nanos;
use crate::names::Name;
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;

/// What a page asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub at: Nanos,
    pub method: String,
    /// Of the server: `localhost:5000`.
    pub host: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The path alone.
    pub fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// The value of a parameter of its query.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let mut pairs = url::form_urlencoded::parse(query.as_bytes());
        pairs.find(|(other, _)| other == name).map(|(_, value)| value.into_owned())
    }
}

/// How it is answered.
#[derive(Debug)]
pub enum Reply {
    Whole {
        code: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// The head says how long the body is, and the connection is closed when half of it was sent.
    Cut {
        code: u16,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
    },
    /// In parts, each as soon as it is there; the connection ends with the last one.
    Parts {
        code: u16,
        headers: Vec<(String, String)>,
        parts: UnboundedReceiver<Vec<u8>>,
    },
    /// The connection is reset, without a byte.
    Reset,
    /// It is closed, without a byte, as by a server that is not there.
    Closed,
}

/// Answers some of what pages ask.
pub trait Script: Send + Sync + 'static {
    /// What a request is to this script, and what is written down of it; none if the student's own server answers it.
    fn kind(&self, asked: &Asked) -> Option<(Name, Value)>;

    /// Answers a request that it has a kind for. A page that leaves meanwhile has this dropped.
    fn reply<'a>(&'a self, asked: &'a Asked) -> BoxFuture<'a, Reply>;

    /// Sees what the student's own server answers to a request that this script leaves to it, part by part, with the headers
    /// that the answer has.
    fn sees(&self, _: &Asked, _headers: &[(String, String)], _at: Nanos, _part: &[u8]) {}

    /// Whether what is asked of it belongs to what happened.
    fn is_written_down(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_read_as_a_server_reads_it() {
        let path = "/poll?last_version=a%20b&x=";
        let asked = Asked {
            at: 0,
            method: "GET".into(),
            host: String::new(),
            path: path.into(),
            headers: vec![],
            body: vec![],
        };
        let read = ["last_version", "x", "y"].map(|name| asked.parameter(name));
        assert_eq!(read, [Some("a b".to_owned()), Some(String::new()), None]);
        assert_eq!(asked.bare_path(), "/poll");
    }
}
