//! Everything about the library and its program, held from outside.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads the files of its own repository"
)]

mod accepted;
mod approval;
mod architecture;
mod areas;
mod cases;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod clinic;
mod course_file;
mod format;
#[cfg(feature = "cli")]
mod formats;
mod grammar;
#[cfg(feature = "cli")]
mod hazards;
mod honesty;
#[cfg(feature = "cli")]
mod ics;
#[cfg(feature = "cli")]
mod image;
#[cfg(feature = "lsp")]
mod lsp;
mod marks;
mod messages;
mod names;
#[cfg(feature = "cli")]
mod new;
#[cfg(feature = "cli")]
mod pen;
mod places;
#[cfg(feature = "cli")]
mod plan;
mod probes;
#[cfg(feature = "cli")]
mod program;
mod protocols;
#[cfg(feature = "cli")]
mod prove;
mod published;
#[cfg(feature = "cli")]
mod readme;
mod recovery;
#[cfg(feature = "cli")]
mod reports;
mod rules;
mod schedule;
mod sheet;
#[cfg(feature = "cli")]
mod show;
mod support;
mod threats;
mod words;
