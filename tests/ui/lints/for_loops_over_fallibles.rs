fn get() -> Option<i32> { Some(1) }
fn res() -> Result<Vec<i32>, String> { Ok(vec![1]) }
fn f() -> Result<(), String> {
    for v in res() {
        println!("{v:?}");
    }
    for v in &res() {
        println!("{v:?}");
    }
    Ok(())
}
fn main() {
    for x in get() {
        println!("{x}");
    }
    let mut it = vec![1, 2].into_iter();
    for x in it.next() {
        println!("{x}");
    }
    let o = Some(3);
    for x in &o {
        println!("{x}");
    }
    let mut p = Some(3);
    for x in &mut p {
        *x += 1;
    }
    for x in Some(3).iter() {
        println!("{x}");
    }
    let mut r = f();
    for () in r.take_ok() {}
    let _ = r.is_ok();
}
trait T { fn take_ok(&mut self) -> Option<()>; }
impl T for Result<(), String> { fn take_ok(&mut self) -> Option<()> { None } }
