use std::fmt::Debug;
fn a<T: Debug>(x: T) -> Box<dyn Debug> { let b: Box<dyn Debug> = Box::new(x); b }  //~ ERROR E0310
fn b<T: Debug>(x: T) -> Box<dyn Debug> { let b = Box::new(x); b }  //~ ERROR E0310
fn c<T: Debug>(x: T) -> Box<dyn Debug> { if true { return Box::new(x); } Box::new(1) }  //~ ERROR E0310
fn d<T: Debug>(x: T) -> Option<Box<dyn Debug>> { Some(Box::new(x)) }  //~ ERROR E0310
fn e<T: Debug>(x: T) -> (Box<dyn Debug>, i32) { (Box::new(x), 1) }  //~ ERROR E0310
fn f<T: Debug>(x: T, v: &mut Vec<Box<dyn Debug>>) -> Box<dyn Debug> { v.push(Box::new(x)); Box::new(1) }  //~ ERROR E0310
fn need<T: 'static>(t: T) {}
fn g<T: Debug>(x: T) -> Box<dyn Debug> { need(x); Box::new(1) }  //~ ERROR E0310
fn h<T: Debug>(x: T) -> Result<Box<dyn Debug>, Box<dyn std::error::Error>> { Ok(Box::new(x)) }  //~ ERROR E0310
fn i<T: Debug>(x: T) -> Box<dyn Debug> { match 1 { 1 => Box::new(x), _ => { let y: Box<dyn Debug> = Box::new(1); y } } }  //~ ERROR E0310
fn j<T: Debug>(x: Vec<T>) -> Vec<Box<dyn Debug>> { let mut o: Vec<Box<dyn Debug>> = vec![]; for t in x { o.push(Box::new(t)); } o }  //~ ERROR E0310
fn k<T: Debug>(x: Vec<T>) -> Vec<Box<dyn Debug>> { x.into_iter().map(|t| Box::new(t) as Box<dyn Debug>).collect() }  //~ ERROR E0310
fn main() {}
