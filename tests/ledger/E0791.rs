#![feature(linkage)]
unsafe extern "C" {
    #[linkage = "extern_weak"]
    static LINK: u8;
}

fn main() {}
