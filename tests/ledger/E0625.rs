#![feature(thread_local)]
#[thread_local]
static F: usize = 3;
fn main() {
    const A: usize = F;
}
