fn main() { let x = r#"a"; }
