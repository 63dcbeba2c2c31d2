fn main() {}
trait T { fn f();
/// doc
}
