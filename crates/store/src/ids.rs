//! Ids, each of its own type, so that one cannot be taken for another.

use std::fmt;
use std::str::FromStr;

use engine::time::Timestamp;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, Value, ValueRef};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// An id of its own, that sorts after the ones made before it.
            #[must_use]
            pub fn make() -> $name {
                $name(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<$name, uuid::Error> {
                Uuid::try_parse(text).map($name)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl From<$name> for Value {
            fn from(id: $name) -> Value {
                Value::Blob(id.0.into_bytes().to_vec())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<$name> {
                Uuid::column_result(value).map($name)
            }
        }
    };
}

impl ContactId {
    /// Whose an event is that nobody did: a machine's on a page.
    pub const NOBODY: ContactId = ContactId(Uuid::nil());
}

id!(
    /// A contact of a workspace.
    ContactId
);
id!(
    /// A workspace: a company, or one client of an agency.
    WorkspaceId
);
id!(
    /// A person who uses Criba.
    PersonId
);
id!(
    /// A list that was brought in.
    BatchId
);
id!(
    /// A program of others that tells what happened.
    SourceId
);
id!(
    /// A link that lets somebody in, or gives them another password.
    InvitationId
);
id!(
    /// A change of who may do what, of keys, or of the space itself.
    ChangeId
);

impl BatchId {
    /// The id of what is brought at a moment under a name: the same for the same, whoever makes it,
    /// and in order among the others.
    #[must_use]
    pub fn named(name: &str, at: Timestamp) -> BatchId {
        let mut bits = [0; 10];
        let digest = Sha256::digest(format!("{} {name}", at.micros()));
        for (bit, byte) in bits.iter_mut().zip(digest) {
            *bit = byte;
        }
        let millis = u64::try_from(at.micros() / 1_000).unwrap_or(0);
        BatchId(uuid::Builder::from_unix_timestamp_millis(millis, &bits).into_uuid())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_has_one_id_and_stands_in_order() {
        let at = Timestamp::from_micros(1_772_442_000_000_000);
        let later = Timestamp::from_micros(1_772_442_000_001_000);
        assert_eq!(BatchId::named("api 1 feria", at), BatchId::named("api 1 feria", at));
        assert_ne!(BatchId::named("api 1 feria", at), BatchId::named("api 2 feria", at));
        assert!(BatchId::named("z", at) < BatchId::named("a", later));
    }
}
