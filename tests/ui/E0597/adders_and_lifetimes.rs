fn make_adder(n: &i32) -> Box<dyn Fn(i32) -> i32> { Box::new(move |x| x + n) }  //~ ERROR
fn make_adder2<'a>(n: &'a i32) -> Box<dyn Fn(i32) -> i32> { Box::new(move |x| x + n) }  //~ ERROR
fn make_adder3(n: &i32) -> impl Fn(i32) -> i32 { move |x| x + n }
fn main() { make_adder(&1); make_adder2(&1); let f; { let n = 1; f = make_adder3(&n); } f(1); }  //~ ERROR E0597
