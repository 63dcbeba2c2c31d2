#![feature(lang_items)]
#[lang = "cookie"]
fn cookie() -> ! {
    loop {}
}

fn main() {}
