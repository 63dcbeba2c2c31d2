trait F<'a, 'b> {}
struct S<T>(T)
where
    for<'a> &'a T: for<'c> F<'a, 'c>;

fn main() {}
