use std::fmt::Display;

fn unknown<T: Missing>(t: T) -> usize {  //~ ERROR E0405
    let unused = 1;
    let a = t;
    let b = a;
    0
}

fn no_such_type<T>(t: T)
where
    T::Item: Display,  //~ ERROR E0220
{
    let a = t;
    let b = a;
    let c = a;
}

fn main() {}
