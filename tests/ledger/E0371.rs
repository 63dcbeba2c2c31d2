trait F {}
impl F for dyn F {}
trait G<T> {}
impl G<u8> for dyn G<u8> {}

fn main() {}
