fn pop_all(stack: &mut Vec<String>) -> String {
    let mut out = String::new();
    while let Some(top) = stack.last_mut() {
        out += top;
        stack.pop();
    }
    out
}
fn main() { pop_all(&mut vec![]); }
