struct F<'a: '_>(&'a str);

fn main() {}
