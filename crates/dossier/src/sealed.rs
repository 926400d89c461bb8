//! A dossier under a passphrase, as a file: the text of a saved dossier, compressed and encrypted, with everything but the
//! passphrase that it takes to open it again. Here is only the envelope; the browser's own WebCrypto seals and opens
//! (`src/seal.rs`), so that no cipher of ours is ever in between.

use crate::open::OpenError;
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

/// What a sealed file calls itself.
pub const KIND: &str = "belfry-sealed";
/// The one format so far: PBKDF2 with HMAC-SHA-256, AES-256-GCM, raw deflate inside.
pub const FORMAT: u32 = 1;
/// How many rounds a fresh seal takes (OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256, checked 2026-11-23).
pub const ROUNDS: u32 = 600_000;
/// The rounds that a file may ask for: fewer are no protection, more would only keep the processor busy.
const ALLOWED_ROUNDS: std::ops::RangeInclusive<u32> = 100_000..=10_000_000;
/// Bytes of salt.
pub const SALT: usize = 16;
/// Bytes of the number used once (NIST SP 800-38D, 8.2).
pub const NONCE: usize = 12;

/// How a passphrase becomes a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// Rounds of PBKDF2.
    pub rounds: u32,
    /// What makes equal passphrases different keys.
    pub salt: [u8; SALT],
}

/// A sealed dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// How the passphrase becomes the key.
    pub derivation: Derivation,
    /// Used once with that key.
    pub nonce: [u8; NONCE],
    /// What was compressed and encrypted, with the seal's tag at its end.
    pub content: Vec<u8>,
}

impl Sealed {
    /// What the tag also covers: the kind of file. Whoever changes it breaks the seal.
    pub const ALSO: &str = "belfry-sealed/1";

    /// The file: JSON, ending in a line break.
    pub fn to_text(&self) -> String {
        let file = json!({
            "kind": KIND,
            "format": FORMAT,
            "cipher": "AES-256-GCM",
            "compression": "deflate-raw",
            "derivation": { "name": "PBKDF2", "hash": "SHA-256", "rounds": self.derivation.rounds, "salt": STANDARD.encode(self.derivation.salt) },
            "nonce": STANDARD.encode(self.nonce),
            "content": STANDARD.encode(&self.content),
        });
        format!("{file}\n")
    }

    /// Whether a file says that it is sealed.
    pub fn is_sealed(file: &Value) -> bool {
        file.get("kind").and_then(Value::as_str) == Some(KIND)
    }

    /// Reads a sealed file; `None` when the file is something else.
    ///
    /// # Errors
    /// It is sealed, but by a newer release or damaged.
    pub fn parse(bytes: &[u8]) -> Option<Result<Self, OpenError>> {
        let file: Value = serde_json::from_slice(bytes).ok()?;
        Self::is_sealed(&file).then(|| Self::read(&file))
    }

    fn read(file: &Value) -> Result<Self, OpenError> {
        let damaged = |place: &str| OpenError::Wrong { place: place.to_owned(), what: crate::open::Wrong::OutOfRange };
        let format = file.get("format").and_then(Value::as_u64).and_then(|format| u32::try_from(format).ok());
        match format {
            Some(FORMAT) => {}
            Some(found) if found > FORMAT => return Err(OpenError::TooNew { found, supported: FORMAT }),
            Some(_) | None => return Err(damaged("format")),
        }
        let bytes = |place: &str| {
            let text = file.pointer(&format!("/{}", place.replace('.', "/"))).and_then(Value::as_str);
            text.and_then(|text| STANDARD.decode(text).ok()).ok_or_else(|| damaged(place))
        };
        let rounds = file.pointer("/derivation/rounds").and_then(Value::as_u64);
        let rounds =
            rounds.and_then(|rounds| u32::try_from(rounds).ok()).filter(|rounds| ALLOWED_ROUNDS.contains(rounds));
        Ok(Self {
            derivation: Derivation {
                rounds: rounds.ok_or_else(|| damaged("derivation.rounds"))?,
                salt: bytes("derivation.salt")?.try_into().map_err(|_| damaged("derivation.salt"))?,
            },
            nonce: bytes("nonce")?.try_into().map_err(|_| damaged("nonce"))?,
            content: bytes("content")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed() -> Sealed {
        Sealed {
            derivation: Derivation { rounds: ROUNDS, salt: [7; SALT] },
            nonce: [9; NONCE],
            content: vec![1, 2, 250],
        }
    }

    #[test]
    fn what_was_written_is_read_back() {
        assert_eq!(Sealed::parse(sealed().to_text().as_bytes()), Some(Ok(sealed())));
    }

    #[test]
    fn something_else_is_not_sealed() {
        assert_eq!(Sealed::parse(b"{\"kind\":\"belfry-dossier\"}"), None);
        assert_eq!(Sealed::parse(b"not json"), None);
    }

    #[test]
    fn every_damaged_part_is_named() {
        let text = sealed().to_text();
        for (from, to, place) in [
            ("\"format\":1", "\"format\":\"one\"", "format"),
            ("600000", "10", "derivation.rounds"),
            ("600000", "99999999999", "derivation.rounds"),
            (&STANDARD.encode([7; SALT]), "AAAA", "derivation.salt"),
            (&STANDARD.encode([9; NONCE]), "", "nonce"),
            (&STANDARD.encode([1, 2, 250]), "?", "content"),
        ] {
            assert!(text.contains(from));
            let Some(Err(OpenError::Wrong { place: found, .. })) = Sealed::parse(text.replace(from, to).as_bytes())
            else {
                panic!("{place} was accepted")
            };
            assert_eq!(found, place);
        }
    }

    #[test]
    fn a_newer_format_is_named() {
        let text = sealed().to_text().replace("\"format\":1", "\"format\":2");
        assert_eq!(Sealed::parse(text.as_bytes()), Some(Err(OpenError::TooNew { found: 2, supported: 1 })));
    }
}
