#![feature(abi_cmse_nonsecure_call)]
fn f(g: extern "cmse-nonsecure-call" fn(u32, u32, u32, u32, u32)) {}

fn main() {}
