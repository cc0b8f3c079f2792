//! Identities. Opaque strings (UUID version 7 where Refrain makes them), one type each so that the
//! compiler keeps them apart.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// A new identity, ordered by the time it was made.
            #[must_use]
            pub fn fresh() -> Self {
                Self(uuid::Uuid::now_v7().to_string())
            }

            /// The identity as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id!(
    /// A song: the project.
    SongId
);
id!(
    /// A take: one immutable audio result.
    TakeId
);
id!(
    /// A version: a committed arrangement of takes.
    VersionId
);
id!(
    /// A job: one action under way at a vendor.
    JobId
);
id!(
    /// A connection: the user's account at a vendor.
    ConnectionId
);
id!(
    /// A voice: a persona or a verified real voice.
    VoiceId
);
id!(
    /// A marker: a named place or range of a song.
    MarkerId
);
