use unicode_normalization::UnicodeNormalization;

/// The letters above ASCII of code page 850, in which the archives of a French Windows have their names.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The name of an entry as text. One that is not UTF-8 is guessed: its file is worth more than its accents.
pub fn decode(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        // From 0xc0 on, Windows-1252 has its accented letters, and code page 850 mostly has lines and blocks.
        Err(_) if raw.iter().all(|b| b.is_ascii() || *b >= 0xc0) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(raw).0.into_owned()
        }
        Err(_) => raw.iter().map(|b| if b.is_ascii() { char::from(*b) } else { cp850(*b) }).collect(),
    };
    text.nfc().collect()
}

fn cp850(byte: u8) -> char {
    CP850.chars().nth(usize::from(byte) - 128).unwrap_or('\u{fffd}')
}

/// What becomes of the name of an entry.
#[derive(Debug, PartialEq)]
pub enum EntryPlace {
    /// The names of its folders and its own; none for the top itself.
    Inside(Vec<String>),
    /// It leads elsewhere, or it can be no name of a file.
    Outside,
    /// What some system has left in the archive beside the files.
    Leaving,
}

/// Where an entry belongs. A backslash separates folders as a slash does: some Windows programs write it.
pub fn place(name: &str) -> EntryPlace {
    if name.starts_with(['/', '\\']) || name.contains('\0') {
        return EntryPlace::Outside;
    }
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect();
    let drive = parts.first().is_some_and(|first| {
        let bytes = first.as_bytes();
        bytes.len() >= 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':'
    });
    if drive || parts.contains(&"..") {
        return EntryPlace::Outside;
    }
    let leaving = |part: &&str| matches!(*part, "__MACOSX" | ".DS_Store" | "Thumbs.db" | "desktop.ini");
    if parts.iter().any(leaving) || parts.last().is_some_and(|last| last.starts_with("._")) {
        return EntryPlace::Leaving;
    }
    EntryPlace::Inside(parts.into_iter().map(String::from).collect())
}

/// A key that is the same for two names which some systems take for one.
pub fn key(parts: &[String]) -> String {
    parts.join("/").nfkc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_system_are_read() {
        assert_eq!(CP850.chars().count(), 128);
        assert_eq!(decode("été.py".as_bytes()), "été.py");
        assert_eq!(decode("e\u{301}te\u{301}".as_bytes()), "été", "as macOS writes it");
        assert_eq!(decode(b"\x82t\x82 \x8a\x85\x87"), "été èàç", "code page 850");
        assert_eq!(decode(b"\xe9t\xe9"), "été", "Windows-1252");
        assert_eq!(decode(b"\xff\x80x").chars().count(), 3, "whatever it is, it is not lost");
    }

    #[test]
    fn no_name_leads_outside() {
        for bad in ["/etc/passwd", "\\x", "../x", "a/../../x", "a\\..\\..\\x", "C:\\x", "c:x", "..", "a/..", "x\0y"] {
            assert_eq!(place(bad), EntryPlace::Outside, "{bad:?}");
        }
        let inside = |parts: &[&str]| EntryPlace::Inside(parts.iter().map(|p| (*p).to_owned()).collect());
        assert_eq!(place("./a//b\\c.py"), inside(&["a", "b", "c.py"]));
        assert_eq!(place("..a/b..."), inside(&["..a", "b..."]));
        assert_eq!(place("./"), inside(&[]));
        assert_eq!(place("__MACOSX/a/._x"), EntryPlace::Leaving);
    }
}
