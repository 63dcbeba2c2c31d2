#![feature(lang_items)]
#![allow(internal_features)]
unsafe extern "C" {
    #[lang = "cake"]
    fn cake();
}

fn main() {}
