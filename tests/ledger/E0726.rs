struct C<'a> {
    d: &'a str,
}
trait W {}
impl W for C {}

fn main() {}
