fn want<'a, 'b>(_: &'a str, _: &'b str) where 'a: 'b, 'b: 'a {}
fn stat<T: 'static>() {}
fn f<'a, 'b>(x: &'a str, y: &'b str) { want::<'a, 'b>(x, y); }  //~ ERROR //~ ERROR
fn g<'a>(_: &'a str) { stat::<&'a str>(); }  //~ ERROR
fn h<'a>(x: &'a str) { let v: Vec<&'static str> = Vec::<&'a str>::new(); let w = [x; 2]; let z: [&'static str; 2] = w; drop((v, z)); }  //~ ERROR
fn main() {}
