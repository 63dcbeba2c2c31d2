#![feature(thread_local)]
#[thread_local]
static F: u8 = 3;
fn main() {
    let a = &F;
    std::thread::spawn(move || println!("{a}"));
}
