trait M {}
impl M for i32 {}
impl !M for i32 {}

fn main() {}
