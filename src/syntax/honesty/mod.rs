//! What a text from a word processor, a PDF, a web page or a foreign keyboard has in it that the language does not: characters that
//! are not what they look like, marks of other languages, and numbers, units and days written another way. Each is named in words at
//! its place, and one cause is one message.
//!
//! A text is scanned once before it is read. A character or mark whose meaning is plain (an unusual space, a semicolon at a line's end)
//! is named and then read as if it were written right, so that it hides nothing around it; a line with one whose meaning is not plain is
//! broken, and the scan has said why. What only a statement can tell (`0,5 mm`, `twice`) is sought where the statement goes wrong.

mod characters;
mod forms;
mod line;
mod marks;
mod scan;

pub use characters::shown;
pub(super) use forms::{Form, Wrong, day, in_line, no_statement, number, unit};
pub(super) use scan::{Scan, scan};
