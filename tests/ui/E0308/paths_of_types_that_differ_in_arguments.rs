mod a { pub struct Foo<T>(pub T); pub struct Un<T>(pub T); }
mod b { pub struct Foo<T>(pub T); }
fn f(x: a::Foo<u8>, y: a::Un<u8>, z: b::Foo<u8>) {
    let p: a::Foo<i8> = x;  //~ ERROR E0308
}
fn main() {}
