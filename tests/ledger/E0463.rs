extern crate foo_bad_file;

fn main() {}
