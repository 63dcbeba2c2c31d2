// What stands after a closing delimiter that nothing opens is not read.
fn main) { println!("hi) }
