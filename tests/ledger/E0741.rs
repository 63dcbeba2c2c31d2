#![feature(adt_const_params)]
struct Key;
struct Lock<const K: Key>;

fn main() {}
