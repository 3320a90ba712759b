//! The loader behind a C interface: `include/needlepoint.h` says what each function does and what a caller owes it.
//! The one place of the project with `unsafe`, and nothing but the passage: it checks no image and knows no limit.
//!
//! Every pointer comes from the firmware, under the rules of the header: it is null, or it points to as much as its type or its length
//! says, and stays so for the call; the bytes of an image stay where and as they are for as long as anything made from them is used.

#![no_std]

mod firmware;
mod image;
mod panic;
mod pen;
mod slot;
mod steps;
mod text;

/// What a function with a code answers when a pointer is null, or a structure was not made by the function before it. No image causes it.
pub const MISUSE: u16 = u16::MAX;

/// What the structures take, in the order of `NP_LAYOUT` in the header: a compiler that lays them out otherwise is found at boot.
#[unsafe(no_mangle)]
pub static np_layout: [usize; 13] = [
    size_of::<text::Text>(),
    size_of::<needlepoint_loader::Key>(),
    size_of::<pen::Pen>(),
    size_of::<firmware::Session>(),
    size_of::<image::Image>(),
    size_of::<image::About>(),
    size_of::<image::Course>(),
    size_of::<image::Shown>(),
    size_of::<image::Origin>(),
    size_of::<image::Lifted>(),
    size_of::<steps::Cursor>(),
    size_of::<steps::Step>(),
    size_of::<steps::StopRule>(),
];
