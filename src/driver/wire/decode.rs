use super::BODY_MAX;
use crate::history::AFTER_THE_END;
use brotli_decompressor::{Decompressor, DecompressorWriter};
use flate2::read;
use flate2::write::{GzDecoder, ZlibDecoder};
use std::io::{self, Read, Write};

/// Undoes the `Content-Encoding` of a stream, piece by piece: bytes that a server has flushed come out at once.
pub enum Decoder {
    Identity,
    Gzip(GzDecoder<Bounded>),
    Deflate(ZlibDecoder<Bounded>),
    Brotli(Box<DecompressorWriter<Bounded>>),
}

/// The decoded bytes of one piece. A few bytes may decode to gigabytes: no more is taken than the longest body.
#[derive(Default)]
pub struct Bounded {
    bytes: Vec<u8>,
    full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.full |= bytes.len() > BODY_MAX - self.bytes.len();
        if self.full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The encodings that browsers accept and that can be undone here.
pub const ACCEPTED: &str = "gzip, deflate, br";

impl Decoder {
    /// An encoding that is not [`ACCEPTED`] is not undone: no event is found in such a stream.
    pub fn of(encoding: Option<&str>) -> Self {
        match encoding.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
            Some("gzip" | "x-gzip") => Self::Gzip(GzDecoder::new(Bounded::default())),
            Some("deflate") => Self::Deflate(ZlibDecoder::new(Bounded::default())),
            Some("br") => Self::Brotli(Box::new(DecompressorWriter::new(Bounded::default(), 4096))),
            _ => Self::Identity,
        }
    }

    /// The bytes that these decode to; if they are too many, the first of them.
    pub fn decode(&mut self, bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        fn through<W: Write>(writer: &mut W, bytes: &[u8], sink: fn(&mut W) -> &mut Bounded) -> io::Result<Vec<u8>> {
            let written = writer.write_all(bytes).and_then(|()| writer.flush());
            let came = sink(writer);
            if !came.full {
                // A decoder that takes no more has seen the end of what is compressed.
                let is_after = |error: &io::Error| error.kind() == io::ErrorKind::WriteZero;
                written.map_err(|error| if is_after(&error) { io::Error::other(AFTER_THE_END) } else { error })?;
            }
            Ok(std::mem::take(&mut came.bytes))
        }
        match self {
            Self::Identity => Ok(bytes),
            Self::Gzip(decoder) => through(decoder, &bytes, GzDecoder::get_mut),
            Self::Deflate(decoder) => through(decoder, &bytes, ZlibDecoder::get_mut),
            Self::Brotli(decoder) => through(decoder, &bytes, |decoder| decoder.get_mut()),
        }
    }
}

/// The bytes of a whole body, all its encodings undone, the last one first. One more than [`BODY_MAX`] of them, if there
/// are more than are read. What is no encoding that can be undone here is an error, as it is to a browser that does not
/// know it.
pub fn decoded(encodings: &[&str], mut body: Vec<u8>) -> io::Result<Vec<u8>> {
    let named = encodings.iter().flat_map(|value| value.split(',')).map(|name| name.trim().to_ascii_lowercase());
    let mut named: Vec<String> = named.filter(|name| !matches!(name.as_str(), "" | "identity")).collect();
    while let Some(encoding) = named.pop() {
        body = match encoding.as_str() {
            "gzip" | "x-gzip" => whole(read::GzDecoder::new(&*body))?,
            // RFC 9110 means zlib, and some servers send it bare: browsers read both.
            "deflate" => whole(read::ZlibDecoder::new(&*body)).or_else(|_| whole(read::DeflateDecoder::new(&*body)))?,
            "br" => whole(Decompressor::new(&*body, 4096))?,
            other => return Err(io::Error::new(io::ErrorKind::Unsupported, format!("{other} is not known here"))),
        };
    }
    Ok(body)
}

fn whole(decoder: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    decoder.take(BODY_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    #[test]
    fn what_was_flushed_comes_out_at_once_whatever_the_pieces() {
        let mut encoder = GzEncoder::new(vec![], Compression::default());
        for piece in [1, 7, 4096] {
            let mut decoder = Decoder::of(Some(" GZIP"));
            let mut encoder = std::mem::replace(&mut encoder, GzEncoder::new(vec![], Compression::default()));
            for event in ["data: 1\n\n", "data: deux\n\n"] {
                encoder.write_all(event.as_bytes()).unwrap();
                encoder.flush().unwrap();
                let sent = std::mem::take(encoder.get_mut());
                let came: Vec<u8> =
                    sent.chunks(piece).flat_map(|part| decoder.decode(part.to_vec()).unwrap()).collect();
                assert_eq!(String::from_utf8(came).unwrap(), event, "in pieces of {piece}");
            }
        }
    }

    #[test]
    fn what_is_not_gzip_is_an_error_and_no_encoding_changes_nothing() {
        assert!(Decoder::of(Some("gzip")).decode(b"data: {\"symbol\": 1}\n\n".to_vec()).is_err());
        assert_eq!(Decoder::of(None).decode(b"data: 1\n\n".to_vec()).unwrap(), b"data: 1\n\n");
    }

    #[test]
    fn what_follows_the_end_is_told() {
        let (mut gzip, mut zlib) = (
            GzEncoder::new(vec![], Compression::default()),
            flate2::write::ZlibEncoder::new(vec![], Compression::default()),
        );
        gzip.write_all(b"data: 1\n\n").unwrap();
        zlib.write_all(b"data: 1\n\n").unwrap();
        for (encoding, event) in [("gzip", gzip.finish().unwrap()), ("deflate", zlib.finish().unwrap())] {
            let mut decoder = Decoder::of(Some(encoding));
            assert_eq!(decoder.decode(event.clone()).unwrap(), b"data: 1\n\n", "{encoding}");
            assert_eq!(decoder.decode(event).unwrap_err().to_string(), AFTER_THE_END, "{encoding}");
        }
    }

    #[test]
    fn each_encoding_has_its_names() {
        let name = |encoding: &str| match Decoder::of(Some(encoding)) {
            Decoder::Identity => "identity",
            Decoder::Gzip(_) => "gzip",
            Decoder::Deflate(_) => "deflate",
            Decoder::Brotli(_) => "br",
        };
        for encoding in ["gzip", "deflate", "br"] {
            assert!(ACCEPTED.contains(encoding));
            assert_eq!(name(encoding), encoding);
            assert_eq!(name(&format!(" {} ", encoding.to_uppercase())), encoding);
        }
        assert_eq!(name("x-gzip"), "gzip");
        for other in ["", "identity", "zstd", "gzip, br"] {
            assert_eq!(name(other), "identity", "{other}");
        }
    }

    /// There is no encoder for Brotli here. This writes one block that is not compressed, with its length before it,
    /// and then the two bits of a last block that is empty.
    fn brotli(text: &str) -> Vec<u8> {
        let head = (1_u32 << 20) | ((text.len() as u32 - 1) << 4);
        [&head.to_le_bytes()[..3], text.as_bytes(), &[3]].concat()
    }

    #[test]
    fn each_encoding_is_undone() {
        let text = "data: 1\n\n".repeat(100);
        let (mut gzip, mut zlib) = (
            GzEncoder::new(vec![], Compression::default()),
            flate2::write::ZlibEncoder::new(vec![], Compression::default()),
        );
        gzip.write_all(text.as_bytes()).unwrap();
        zlib.write_all(text.as_bytes()).unwrap();
        for (encoding, sent) in
            [("gzip", gzip.finish().unwrap()), ("deflate", zlib.finish().unwrap()), ("br", brotli(&text))]
        {
            for piece in [1, 7, 4096] {
                let mut decoder = Decoder::of(Some(encoding));
                let came: Vec<u8> =
                    sent.chunks(piece).flat_map(|part| decoder.decode(part.to_vec()).unwrap()).collect();
                assert_eq!(String::from_utf8(came).unwrap(), text, "{encoding} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn as_much_as_a_body_comes_out_at_once_and_not_a_byte_more() {
        let mut bounded = Bounded::default();
        bounded.write_all(&vec![b'a'; BODY_MAX - 1]).unwrap();
        assert_eq!(bounded.write(b"a").unwrap(), 1);
        assert!(!bounded.full);
        assert_eq!(bounded.write(b"").unwrap(), 0);
        assert_eq!(bounded.write(b"a").unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(bounded.write(b"").unwrap_err().kind(), io::ErrorKind::FileTooLarge, "it stays full");
        assert!(bounded.full && bounded.bytes.len() == BODY_MAX);
    }

    #[test]
    fn a_bomb_fills_no_memory() {
        let mut gzip = GzEncoder::new(vec![], Compression::best());
        let mut zlib = flate2::write::ZlibEncoder::new(vec![], Compression::best());
        let line = [b'a'; 64 << 10];
        for _ in 0..1024 {
            gzip.write_all(&line).unwrap();
            zlib.write_all(&line).unwrap();
        }
        for (encoding, bomb) in [("gzip", gzip.finish().unwrap()), ("deflate", zlib.finish().unwrap())] {
            let came = Decoder::of(Some(encoding)).decode(bomb).unwrap();
            assert!(came.len() > BODY_MAX / 2 && came.len() <= BODY_MAX, "{encoding}: {} bytes", came.len());
            assert!(came.iter().all(|byte| *byte == b'a'), "{encoding}");
        }
    }

    fn compressed(text: &str) -> [(&'static str, Vec<u8>); 4] {
        let level = Compression::default;
        let mut gzip = GzEncoder::new(vec![], level());
        let mut zlib = flate2::write::ZlibEncoder::new(vec![], level());
        let mut bare = flate2::write::DeflateEncoder::new(vec![], level());
        for encoder in [&mut gzip as &mut dyn Write, &mut zlib, &mut bare] {
            encoder.write_all(text.as_bytes()).unwrap();
        }
        let (gzip, zlib, bare) = (gzip.finish().unwrap(), zlib.finish().unwrap(), bare.finish().unwrap());
        [("gzip", gzip), ("deflate", zlib), ("deflate", bare), ("br", brotli(text))]
    }

    #[test]
    fn a_whole_body_is_decoded_by_each_of_its_encodings_the_last_one_first() {
        let text = "{\"status\": \"Terminée\", \"version\": 3}";
        for (encoding, sent) in compressed(text) {
            for name in [encoding.to_owned(), format!(" {} ", encoding.to_uppercase()), format!("identity, {encoding}")]
            {
                assert_eq!(decoded(&[&name], sent.clone()).unwrap(), text.as_bytes(), "{name}");
            }
        }
        let [(_, gzip), ..] = compressed(text);
        let mut twice = GzEncoder::new(vec![], Compression::default());
        twice.write_all(&gzip).unwrap();
        let twice = twice.finish().unwrap();
        assert_eq!(decoded(&["gzip, gzip"], twice.clone()).unwrap(), text.as_bytes());
        assert_eq!(decoded(&["gzip", "gzip"], twice).unwrap(), text.as_bytes());
        assert_eq!(decoded(&[], text.into()).unwrap(), text.as_bytes());
        assert_eq!(decoded(&["identity"], text.into()).unwrap(), text.as_bytes());
    }

    #[test]
    fn a_body_that_is_not_what_it_says_is_an_error_and_so_is_one_that_was_cut() {
        for encoding in ["gzip", "deflate", "br", "zstd", "none"] {
            assert!(decoded(&[encoding], b"{\"status\": 1}".to_vec()).is_err(), "{encoding}");
        }
        for (encoding, sent) in compressed(&"status ".repeat(100)) {
            assert!(decoded(&[encoding], sent[..sent.len() - 1].to_vec()).is_err(), "{encoding}");
        }
    }

    #[test]
    fn a_bomb_of_a_body_fills_no_memory() {
        for size in [BODY_MAX - 1, BODY_MAX, BODY_MAX + 1, 4 * BODY_MAX] {
            let mut gzip = GzEncoder::new(vec![], Compression::fast());
            gzip.write_all(&vec![b'a'; size]).unwrap();
            let came = decoded(&["gzip"], gzip.finish().unwrap()).unwrap();
            assert_eq!(came.len(), size.min(BODY_MAX + 1));
        }
    }
}
