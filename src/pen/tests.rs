//! The virtual pen never does more than the image says.
