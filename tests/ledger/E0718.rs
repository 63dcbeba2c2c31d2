#![feature(lang_items)]
#[lang = "owned_box"]
static X: u8 = 42;

fn main() {}
