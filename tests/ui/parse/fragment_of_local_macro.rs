macro_rules! m { ($a:expr) => { $a } }
fn main() { m!(1 +); }
