//! Whether what came was sent by who may send it: decided over the very bytes that came.
//!
//! Everything is compared in constant time, an empty secret signs nothing, and what carries the
//! moment of its signature is taken only near that moment. Which header holds what is each
//! provider's own.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::time::{Span, Timestamp};
use ring::hmac::{self, HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_2048_8192_SHA256, RsaParameters, UnparsedPublicKey,
};
use subtle::ConstantTimeEq as _;

/// Why what came is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It carries no signature or secret.
    Unsigned,
    /// It carries another than it should.
    Wrong,
    /// It was signed too long ago, or is yet to be: somebody sends it again.
    Stale,
    /// Nobody can tell now: what it is verified with is on its way.
    Later,
}

/// What came, with what says whether it may.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent<'a> {
    /// The source's secret, in clear.
    pub(crate) secret: &'a str,
    /// What else the source is told with: the verify token, or the topic of SNS.
    pub(crate) token: &'a str,
    /// The last part of the path, where the secret stands for who cannot sign.
    pub(crate) key: Option<&'a str>,
    /// The headers.
    pub(crate) headers: &'a HeaderMap,
    /// The body, byte for byte.
    pub(crate) raw: &'a [u8],
    /// The addresses by which it may have been called, whole; the likeliest first.
    pub(crate) urls: &'a [String],
    /// When it came.
    pub(crate) now: Timestamp,
}

impl<'a> Sent<'a> {
    /// A header, where it is text and says anything.
    pub(crate) fn header(&self, name: &str) -> Result<&'a str, Refused> {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.map(str::trim).filter(|value| !value.is_empty()).ok_or(Refused::Unsigned)
    }

    /// The secret where who sends it cannot sign: as bearer, in a header of its own, as the password
    /// of basic authentication, or as the last part of the path.
    pub(crate) fn carries_secret(&self) -> Result<(), Refused> {
        let bearer = crate::api::caller::bearer(self.headers).map(str::to_owned);
        let own = SECRET_HEADERS.iter().find_map(|name| self.header(name).ok()).map(str::to_owned);
        let basic = basic(self.headers).map(|(_, password)| password);
        let said = [bearer, own, basic, self.key.map(str::to_owned)];
        let mut said = said.into_iter().flatten().peekable();
        if said.peek().is_none() {
            return Err(Refused::Unsigned);
        }
        match said.any(|said| same(&said, self.secret)) {
            true => Ok(()),
            false => Err(Refused::Wrong),
        }
    }
}

/// Headers that programs which forward webhooks carry a secret in.
const SECRET_HEADERS: [&str; 3] = ["x-criba-secret", "x-webhook-secret", "x-api-key"];

/// Whether two texts are the same, told in the same time whichever letter differs; an empty secret
/// is like nothing.
pub(crate) fn same(said: &str, secret: &str) -> bool {
    !secret.is_empty() && bool::from(said.as_bytes().ct_eq(secret.as_bytes()))
}

/// HMAC-SHA256 in hexadecimal.
pub(crate) fn hmac_hex(secret: &str, parts: &[&[u8]], said: &str) -> Result<(), Refused> {
    let tag = hex(said).ok_or(Refused::Wrong)?;
    hmac_is(HMAC_SHA256, secret, parts, &tag)
}

/// HMAC-SHA256 in base64.
pub(crate) fn hmac_base64(secret: &str, parts: &[&[u8]], said: &str) -> Result<(), Refused> {
    hmac_is(HMAC_SHA256, secret, parts, &base64(said).ok_or(Refused::Wrong)?)
}

/// HMAC-SHA1 in base64, which Twilio signs with.
pub(crate) fn hmac_sha1(secret: &str, parts: &[&[u8]], said: &str) -> Result<(), Refused> {
    hmac_is(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret, parts, &base64(said).ok_or(Refused::Wrong)?)
}

fn hmac_is(
    algorithm: hmac::Algorithm,
    secret: &str,
    parts: &[&[u8]],
    tag: &[u8],
) -> Result<(), Refused> {
    if secret.is_empty() {
        return Err(Refused::Wrong);
    }
    let key = hmac::Key::new(algorithm, secret.as_bytes());
    hmac::verify(&key, &parts.concat(), tag).map_err(|_| Refused::Wrong)
}

/// ECDSA over P-256 with SHA-256: the signature in DER and the key as `SubjectPublicKeyInfo`, both
/// in base64.
pub(crate) fn ecdsa(key: &str, parts: &[&[u8]], said: &str) -> Result<(), Refused> {
    let key = pem(key).ok_or(Refused::Wrong)?;
    let point = key.strip_prefix(P256_INFO).ok_or(Refused::Wrong)?;
    let signature = base64(said).ok_or(Refused::Wrong)?;
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point);
    key.verify(&parts.concat(), &signature).map_err(|_| Refused::Wrong)
}

/// What stands before the point of every key of P-256 (RFC 5480): its algorithm and its curve.
const P256_INFO: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// What an RSA signature was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digest {
    /// Version 1 of SNS.
    Sha1,
    /// Version 2 of SNS.
    Sha256,
}

/// RSA PKCS#1 v1.5 by the key of a certificate in PEM.
pub(crate) fn rsa(
    certificate: &str,
    digest: Digest,
    message: &[u8],
    said: &str,
) -> Result<(), Refused> {
    let parameters: &RsaParameters = match digest {
        Digest::Sha1 => &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
        Digest::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
    };
    let der = pem(certificate).ok_or(Refused::Wrong)?;
    let key = key_of(&der).ok_or(Refused::Wrong)?;
    let signature = base64(said).ok_or(Refused::Wrong)?;
    UnparsedPublicKey::new(parameters, key).verify(message, &signature).map_err(|_| Refused::Wrong)
}

/// The RSA key of an X.509 certificate (RFC 5280, section 4.1). Who signed the certificate is not
/// looked at: the operator gave it.
fn key_of(certificate: &[u8]) -> Option<&[u8]> {
    let (certificate, _) = element(certificate, SEQUENCE)?;
    let (mut rest, _) = element(certificate, SEQUENCE)?;
    if let Some((_, after)) = element(rest, VERSION) {
        rest = after;
    }
    rest = element(rest, INTEGER)?.1;
    // The signature's algorithm, who issued it, how long it stands, and of whom it is.
    for _ in 0..4 {
        rest = element(rest, SEQUENCE)?.1;
    }
    let (info, _) = element(rest, SEQUENCE)?;
    let (_algorithm, rest) = element(info, SEQUENCE)?;
    let (bits, _) = element(rest, BIT_STRING)?;
    bits.strip_prefix(&[0])
}

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const VERSION: u8 = 0xa0;

/// What an element of DER holds, and what stands behind it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (short, rest) = rest.split_first().filter(|_| *first == tag)?;
    let (length, rest) = match short {
        0x00..=0x7f => (usize::from(*short), rest),
        0x81..=0x83 => {
            let (length, rest) = rest.split_at_checked(usize::from(short - 0x80))?;
            (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    rest.split_at_checked(length)
}

/// The bytes of a PEM text, or of its base64 alone.
fn pem(text: &str) -> Option<Vec<u8>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("-----"));
    base64(&lines.collect::<String>())
}

/// Whether what was signed at a moment comes near it.
pub(crate) fn is_fresh(
    signed_at: Timestamp,
    now: Timestamp,
    late_max: Span,
) -> Result<(), Refused> {
    match signed_at <= now + AHEAD_MAX && now <= signed_at + late_max {
        true => Ok(()),
        false => Err(Refused::Stale),
    }
}

/// How far the clock of a provider may be ahead.
const AHEAD_MAX: Span = Span::MINUTE.times(5);

/// The name and the password of basic authentication.
pub(crate) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    let text = String::from_utf8(base64(rest.trim())?).ok()?;
    let (name, password) = text.split_once(':').filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    Some((name.to_owned(), password.to_owned()))
}

fn base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    const SIGNED: &str = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    const BODY: &str = "[{\"email\":\"hello@world.com\",\"event\":\"dropped\",\"reason\":\"Bounced Address\",\"sg_event_id\":\"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA\",\"sg_message_id\":\"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0\",\"smtp-id\":\"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>\",\"timestamp\":1600112492}]\r\n";

    #[test]
    fn the_known_answer_of_sendgrid() {
        let body = BODY.as_bytes();
        assert_eq!(ecdsa(KEY, &[b"1600112502", body], SIGNED), Ok(()));
        assert_eq!(ecdsa(KEY, &[b"1600112503", body], SIGNED), Err(Refused::Wrong));
        assert_eq!(
            ecdsa(KEY, &[b"1600112502", &body[..body.len() - 2]], SIGNED),
            Err(Refused::Wrong)
        );
        for key in ["", "AAAA", "no key", KEY.trim_end_matches("==")] {
            assert_eq!(ecdsa(key, &[b"1600112502", body], SIGNED), Err(Refused::Wrong), "{key}");
        }
    }

    #[test]
    fn an_empty_secret_signs_nothing() {
        let tag = hmac::sign(&hmac::Key::new(HMAC_SHA256, b""), b"body");
        let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hmac_hex("", &[b"body"], &hex), Err(Refused::Wrong));
        assert!(!same("", "") && same("a", "a") && !same("a", "b") && !same("ab", "a"));
    }

    #[test]
    fn the_known_answers_of_hmac() {
        // RFC 4231, test case 2.
        let tag = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(hmac_hex("Jefe", &[b"what do ya want ", b"for nothing?"], tag), Ok(()));
        assert_eq!(hmac_hex("Jefe", &[b"what do ya want for nothing"], tag), Err(Refused::Wrong));
        for said in ["", "5", "zz", "ñ", "5bdc"] {
            assert_eq!(hmac_hex("Jefe", &[b"x"], said), Err(Refused::Wrong), "{said}");
        }
    }

    #[test]
    fn what_is_cut_short_is_no_certificate() {
        let der = [0x30, 0x82, 0xff, 0xff, 0x30, 0x03, 0x02, 0x01, 0x01];
        assert!(key_of(&der).is_none());
        for length in 0..der.len() {
            assert!(key_of(&der[..length]).is_none());
        }
        assert!(pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----").is_some());
    }

    #[test]
    fn only_near_its_moment() {
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
        let late = Span::MINUTE.times(5);
        assert_eq!(is_fresh(now - Span::MINUTE.times(5), now, late), Ok(()));
        assert_eq!(is_fresh(now - Span::MINUTE.times(6), now, late), Err(Refused::Stale));
        assert_eq!(is_fresh(now + Span::MINUTE.times(6), now, late), Err(Refused::Stale));
    }
}
