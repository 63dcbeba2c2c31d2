use std::fmt;
trait Animal { fn name(&self) -> String; fn noise(&self) -> String; fn twice(&self) {} }
struct Dog; struct Cat;
impl Animal for Dog { fn name(&self) -> String { String::new() } }
impl fmt::Display for Cat {}
impl Iterator for Cat { type Item = i32; }
impl PartialEq for Dog {}
fn main() {}
