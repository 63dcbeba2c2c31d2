use std::fmt;
struct S(i32);
impl fmt::Debug for S { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_tuple_field1_finish("S", &self.0); fmt::Formatter::debug_tuple_field1_finish(f, "S", &self.0) } }
fn main() {}
