use std::collections::HashMap;
fn make_separator(user_str: &str) -> &str {
    if user_str == "" {
        let default = "=".repeat(10);
        &default  //~ ERROR E0515
    } else {
        user_str
    }
}
fn main() { let _: HashMap<i32, i32> = HashMap::new(); make_separator(""); }
