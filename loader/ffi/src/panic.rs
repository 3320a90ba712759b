//! A panic cannot happen, and the link shows it: the handler calls a function that exists nowhere, so that a firmware in which anything
//! could panic is not linked at all. Only builds without unwinding have it; tools and tests of the workspace bring their own.

#[cfg(panic = "abort")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn needlepoint_loader_can_panic() -> !;
    }
    // SAFETY: no such function exists, so no program that has this call is ever linked.
    unsafe { needlepoint_loader_can_panic() }
}
