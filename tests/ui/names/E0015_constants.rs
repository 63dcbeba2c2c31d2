use std::collections::HashMap;
const A: String = String::from("x");
static B: HashMap<i32, i32> = HashMap::new();
fn f() -> i32 { 1 }
const E: i32 = f();
const E1: String = String::new();
const J: Box<i32> = Box::new(1);
const fn h<T: Clone>(x: &T) -> T { x.clone() }
static N: std::sync::Mutex<i32> = std::sync::Mutex::new(1);
const fn sq(x: u32) -> u32 { x * x }
const ARR: [u32; sq(3) as usize] = [0; 9];
fn main() {}
